import { useTranslation } from "react-i18next";
import { useAccounts } from "../../app/session";
import { useScreenFocus } from "../../components/focus";
import frame from "../frame.module.css";
import { Appearance } from "./Appearance";
import { AccountRow } from "./account-row";
import { AddAccount } from "./add-account";
import { DataPart } from "./DataPart";
import { HelpPart } from "./HelpPart";
import { NetworkFields } from "./NetworkFields";
import { Numbers } from "./Numbers";
import { Part } from "./Part";
import { SendingPart } from "./SendingPart";
import css from "./settings.module.css";

function Accounts() {
	const { t } = useTranslation();
	const accounts = useAccounts();
	return (
		<Part title={t("settings:accounts.title")} action={<AddAccount />}>
			<ul className={css.accounts}>
				{accounts.map((account) => (
					<AccountRow key={account.id} account={account} />
				))}
			</ul>
		</Part>
	);
}

export function SettingsScreen() {
	const { t } = useTranslation();
	useScreenFocus();
	return (
		<main className={frame.screen} data-region="screen">
			<header className={frame.bar}>
				<h1 className={frame.title} tabIndex={-1}>
					{t("settings:title")}
				</h1>
			</header>
			<div className={css.parts}>
				<Accounts />
				<Appearance />
				<Numbers />
				<SendingPart />
				<Part title={t("settings:network.title")}>
					<NetworkFields />
				</Part>
				<DataPart />
				<HelpPart />
			</div>
		</main>
	);
}
