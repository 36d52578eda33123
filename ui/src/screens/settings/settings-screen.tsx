import { useTranslation } from "react-i18next";
import { useAccounts, useSession } from "../../app/session";
import type { Density, Theme } from "../../bridge";
import { Checkbox, Segment } from "../../components";
import { useScreenFocus } from "../../components/focus";
import frame from "../frame.module.css";
import { AccountRow } from "./account-row";
import { AddAccount } from "./add-account";
import css from "./settings.module.css";

const THEMES: readonly Theme[] = ["system", "light", "dark"];
const DENSITIES: readonly Density[] = ["compact", "normal", "relaxed"];

function Accounts() {
	const { t } = useTranslation();
	const accounts = useAccounts();
	return (
		<section className={css.part} aria-labelledby="settings-accounts">
			<div className={css.partHead}>
				<h2 id="settings-accounts">{t("settings:accounts.title")}</h2>
				<AddAccount />
			</div>
			<ul className={css.accounts}>
				{accounts.map((account) => (
					<AccountRow key={account.id} account={account} />
				))}
			</ul>
		</section>
	);
}

function Appearance() {
	const { t } = useTranslation();
	const { preferences, prefer } = useSession();
	return (
		<section className={css.part} aria-labelledby="settings-appearance">
			<div className={css.partHead}>
				<h2 id="settings-appearance">{t("settings:appearance.title")}</h2>
			</div>
			<div className={css.line}>
				<span className={css.lineName}>{t("settings:appearance.theme")}</span>
				<Segment
					label={t("settings:appearance.theme")}
					value={preferences.theme}
					onChange={(theme) => prefer({ theme })}
					options={THEMES.map((value) => ({ value, label: t(`settings:appearance.themes.${value}`) }))}
				/>
			</div>
			<div className={css.line}>
				<span className={css.lineName}>{t("settings:appearance.density")}</span>
				<Segment
					label={t("settings:appearance.density")}
					value={preferences.density}
					onChange={(density) => prefer({ density })}
					options={DENSITIES.map((value) => ({ value, label: t(`settings:appearance.densities.${value}`) }))}
				/>
			</div>
			<div className={css.line}>
				<span className={css.lineName}>{t("settings:appearance.contrast")}</span>
				<Checkbox
					label={t("settings:appearance.more")}
					checked={preferences.contrast}
					onChange={(event) => prefer({ contrast: event.target.checked })}
				/>
			</div>
		</section>
	);
}

export function SettingsScreen() {
	const { t } = useTranslation();
	const { version } = useSession();
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
				<section className={css.part} aria-labelledby="settings-about">
					<div className={css.partHead}>
						<h2 id="settings-about">{t("settings:about.title")}</h2>
					</div>
					<div className={css.line}>
						<span className={css.lineName}>{t("common:appName")}</span>
						<span className="num">{version}</span>
					</div>
				</section>
			</div>
		</main>
	);
}
