import { useNavigate } from "@tanstack/react-router";
import type { TFunction } from "i18next";
import { ChevronsUpDown, Plus, Settings } from "lucide-react";
import type { ComponentPropsWithRef } from "react";
import { useTranslation } from "react-i18next";
import { errorText } from "../../app/errors";
import { useAccount, useSession } from "../../app/session";
import { type Account, accountsPractice, type BridgeError } from "../../bridge";
import { Menu, type MenuItem, useToast } from "../../components";
import css from "./shell.module.css";

function Trigger({
	account,
	others,
	...rest
}: { account: Account; others: readonly Account[] } & ComponentPropsWithRef<"button">) {
	const { t } = useTranslation();
	return (
		<button type="button" {...rest} className={css.account} aria-description={t("shell:accounts.switch")}>
			<span className={css.accountName}>
				<bdi className="cut strong">{account.name}</bdi>
				<span className="small faint cut">{planOf(account, t)}</span>
			</span>
			<span className={css.spines} aria-hidden="true">
				{others.slice(0, 5).map((other) => (
					<i key={other.id} data-accent={other.accent} />
				))}
			</span>
			<ChevronsUpDown aria-hidden="true" className="icon-s" />
		</button>
	);
}

function planOf(account: Account, t: TFunction): string {
	if (account.practice) return t("shell:practice.plan");
	return account.plan ? t("shell:accounts.plan", { plan: account.plan }) : account.server.replace(/^https?:\/\//, "");
}

/** Which account this is, and the way to the others. */
export function AccountMenu() {
	const { t } = useTranslation();
	const navigate = useNavigate();
	const account = useAccount();
	const { accounts, switchTo, opened } = useSession();
	const { show } = useToast();
	const refused = (error: BridgeError) => {
		const { title, text } = errorText(error, t);
		show({ tone: "danger", text: `${title} ${text}` });
	};
	const entry = (one: Account): MenuItem => {
		const number = accounts.indexOf(one) + 1;
		return {
			label: one.name,
			accent: one.accent,
			checked: one.id === account.id,
			keys: number <= 9 ? `Ctrl+${number}` : undefined,
			detail: one.practice ? undefined : (one.plan ?? undefined),
			onSelect: () => void switchTo(one.id).catch(refused),
		};
	};
	const practice = accounts.find((one) => one.practice);
	const startPractice = () => void accountsPractice().then(opened, refused);
	const items: MenuItem[] = [
		...accounts.filter((one) => !one.practice).map(entry),
		"separator",
		practice
			? entry(practice)
			: { label: t("shell:practice.name"), accent: "practice", checked: false, onSelect: startPractice },
		"separator",
		{
			label: t("shell:accounts.add"),
			icon: <Plus aria-hidden="true" />,
			onSelect: () => void navigate({ to: "/connect" }),
		},
		{
			label: t("shell:accounts.settings"),
			icon: <Settings aria-hidden="true" />,
			onSelect: () => void navigate({ to: "/settings" }),
		},
	];
	const others = accounts.filter((one) => one.id !== account.id);
	return (
		<Menu label={t("shell:accounts.menu")} trigger={<Trigger account={account} others={others} />} items={items} />
	);
}
