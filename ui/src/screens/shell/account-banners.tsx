import { X } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { ERRORS, errorText } from "../../app/errors";
import { useAccount } from "../../app/session";
import { useFormatTime } from "../../app/time";
import { BridgeError, syncNow } from "../../bridge";
import { Banner, Button, IconButton } from "../../components";
import { minutesOff } from "../connect/found";
import { AdminRequest } from "../connect/request";
import { ReplaceTokenDialog } from "./replace-token-dialog";
import css from "./shell.module.css";
import { TOLD_IN_FOOT, useSyncStatus } from "./vitals";

/** What stands in the token's way, if anything. */
function useTokenTrouble(): { title: string; text: string; code: BridgeError["code"] } | null {
	const { t } = useTranslation();
	const account = useAccount();
	const { data: status } = useSyncStatus(account.id);
	const said = (error: BridgeError) => ({ ...errorText(error, t), code: error.code });
	if (account.token === "none") return said(new BridgeError({ code: "token_not_stored", message: "" }));
	if (status?.state === "failed" && ERRORS[status.error.code].action === "replaceToken")
		return said(new BridgeError(status.error));
	if (status?.state === "paused")
		return { code: "token_invalid", title: t("shell:banner.paused.title"), text: t("shell:banner.paused.text") };
	return null;
}

function TokenBanner() {
	const { t } = useTranslation();
	const account = useAccount();
	const trouble = useTokenTrouble();
	const [open, setOpen] = useState(false);
	if (!trouble && !open) return null;
	return (
		<>
			{trouble ? (
				<Banner
					tone="danger"
					actions={
						<Button size="small" onClick={() => setOpen(true)}>
							{t("shell:token.replace")}
						</Button>
					}
				>
					<b className="medium">{trouble.title}</b> {trouble.text}{" "}
					{trouble.code === "token_not_stored" ? null : <AdminRequest code={trouble.code} server={account.server} />}
				</Banner>
			) : null}
			<ReplaceTokenDialog account={account} open={open} onOpenChange={setOpen} />
		</>
	);
}

/** The server does not answer, or not as it should: since when, and that reading goes on. */
function OfflineBanner() {
	const { t } = useTranslation();
	const { id } = useAccount();
	const time = useFormatTime();
	const { data: status } = useSyncStatus(id);
	if (status?.state !== "failed" || TOLD_IN_FOOT.has(status.error.code)) return null;
	// That has its own banner.
	if (ERRORS[status.error.code].action === "replaceToken") return null;
	const { title, text } = errorText(new BridgeError(status.error), t);
	const ours = status.error.code === "store_failed" || status.error.code === "internal";
	return (
		<Banner
			tone="warn"
			role="status"
			actions={
				<Button size="small" onClick={() => void syncNow(id).catch(() => undefined)}>
					{t("common:tryAgain")}
				</Button>
			}
		>
			<b className="medium">{title}</b>{" "}
			{ours
				? text
				: status.last
					? t("shell:banner.offline.since", { time: time.clock(status.last) })
					: t("shell:banner.offline.never")}
		</Banner>
	);
}

function Remark({
	tone,
	onClose,
	children,
}: {
	tone: "warn" | "neutral";
	onClose: () => void;
	children: React.ReactNode;
}) {
	const { t } = useTranslation();
	return (
		<Banner
			tone={tone}
			role="status"
			actions={
				<IconButton
					size="small"
					label={t("common:close")}
					icon={<X aria-hidden="true" className="icon-s" />}
					onClick={onClose}
				/>
			}
		>
			{children}
		</Banner>
	);
}

/** Above every screen of an account: what one must know about it. The last two can be closed until the next start. */
export function AccountBanners() {
	const { t } = useTranslation();
	const { id, server, clock_ahead: clock, missing_scopes: missing } = useAccount();
	const [closed, setClosed] = useState<ReadonlySet<string>>(new Set());
	const close = (what: string) => setClosed((now) => new Set(now).add(what));
	const scopes = missing.join(", ");
	return (
		<div className={css.banners} data-region="banners">
			<TokenBanner />
			<OfflineBanner />
			{clock === null || closed.has(`${id} clock`) ? null : (
				<Remark tone="warn" onClose={() => close(`${id} clock`)}>
					<b className="medium">{t("connect:clock.title", { count: minutesOff(clock) })}.</b>{" "}
					{t(clock > 0 ? "connect:clock.ahead" : "connect:clock.behind")}
				</Remark>
			)}
			{missing.length === 0 || closed.has(`${id} ${scopes}`) ? null : (
				<Remark tone="neutral" onClose={() => close(`${id} ${scopes}`)}>
					<b className="medium">{t("shell:banner.scopes.title")}</b>{" "}
					{t("shell:banner.scopes.text", { count: missing.length, scopes })}{" "}
					<AdminRequest code="scope_missing" server={server} params={{ scope: scopes }} />
				</Remark>
			)}
		</div>
	);
}
