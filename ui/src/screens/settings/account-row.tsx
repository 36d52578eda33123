import { ChevronDown } from "lucide-react";
import { useId, useState } from "react";
import { useTranslation } from "react-i18next";
import { errorText } from "../../app/errors";
import { useAccounts, useSession } from "../../app/session";
import { type Accent, type Account, accountsRemove, accountsSetAccent, type BridgeError } from "../../bridge";
import { Button, Menu, useConfirm, useToast, WhoseContext } from "../../components";
import { ReplaceTokenDialog } from "../shell";
import { RenameDialog } from "./rename-dialog";
import css from "./settings.module.css";

/** Orange is the practice account's alone. */
const ACCENTS: readonly Accent[] = ["blue", "violet", "plum", "teal", "green"];

function AccentMenu({ account, describedBy }: { account: Account; describedBy: string }) {
	const { t } = useTranslation();
	const { show } = useToast();
	const { changed } = useSession();
	const accounts = useAccounts();
	const choose = (accent: Accent) => {
		accountsSetAccent(account.id, accent).then(changed, (error: BridgeError) => {
			const { title, text } = errorText(error, t);
			show({ tone: "danger", text: `${title} ${text}` });
		});
	};
	return (
		<Menu
			label={t("settings:accounts.colour")}
			trigger={
				<Button size="small" aria-describedby={describedBy}>
					{t("settings:accounts.colour")}
					<ChevronDown aria-hidden="true" className="icon-s" />
				</Button>
			}
			items={ACCENTS.map((accent) => ({
				label: t(`settings:accents.${accent}`),
				accent,
				checked: accent === account.accent,
				detail: accounts.find((one) => one.accent === accent && one.id !== account.id)?.name,
				onSelect: () => choose(accent),
			}))}
		/>
	);
}

/** One account, and what can be done with it here. */
export function AccountRow({ account }: { account: Account }) {
	const { t } = useTranslation();
	const name = useId();
	const confirm = useConfirm();
	const { show } = useToast();
	const { removed } = useSession();
	const [dialog, setDialog] = useState<"rename" | "token" | null>(null);
	const remove = async () => {
		const text = account.practice ? "settings:remove.practice" : "settings:remove.text";
		const yes = await confirm({
			title: t("settings:remove.title", { name: account.name }),
			text: t(text, { name: account.name }),
			confirmLabel: t("settings:remove.confirm"),
			danger: true,
			whose: account,
		});
		if (!yes) return;
		try {
			removed(account.id, await accountsRemove(account.id));
			show({ text: t("settings:remove.done", { name: account.name }) });
		} catch (error) {
			const said = errorText(error as BridgeError, t);
			show({ tone: "danger", text: `${said.title} ${said.text}` });
		}
	};
	const facts = account.practice
		? [t("settings:accounts.practice")]
		: [
				account.server.replace(/^https:\/\//, ""),
				account.plan ? t("shell:accounts.plan", { plan: account.plan }) : null,
				t(`settings:accounts.token.${account.token}`),
			].filter((fact) => fact !== null);
	return (
		<li className={css.account}>
			<i className={css.spine} data-accent={account.accent} />
			<span className={css.who}>
				<bdi id={name} className="cut medium">
					{account.name}
				</bdi>
				<span className="small faint cut">{facts.join(" · ")}</span>
			</span>
			{account.practice ? null : (
				<>
					<Button size="small" aria-describedby={name} onClick={() => setDialog("rename")}>
						{t("settings:accounts.rename")}
					</Button>
					<AccentMenu account={account} describedBy={name} />
					<Button size="small" aria-describedby={name} onClick={() => setDialog("token")}>
						{t("shell:token.replace")}
					</Button>
				</>
			)}
			<Button size="small" variant="danger" aria-describedby={name} onClick={() => void remove()}>
				{t("settings:accounts.remove")}
			</Button>
			<WhoseContext value={account}>
				<RenameDialog
					account={account}
					open={dialog === "rename"}
					onOpenChange={(open) => setDialog(open ? "rename" : null)}
				/>
				<ReplaceTokenDialog
					account={account}
					open={dialog === "token"}
					onOpenChange={(open) => setDialog(open ? "token" : null)}
				/>
			</WhoseContext>
		</li>
	);
}
