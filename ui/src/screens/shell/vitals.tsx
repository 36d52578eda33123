import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { ERRORS, errorText } from "../../app/errors";
import { grouped } from "../../app/number";
import { keys } from "../../app/query";
import { useAccount } from "../../app/session";
import { useFormatTime } from "../../app/time";
import { type AccountId, BridgeError, type ErrorCode, type SyncStatus, syncNow, syncStatus } from "../../bridge";
import { Button, Progress, StatusDot, Tooltip } from "../../components";
import { RunsArea } from "../campaigns";
import { JobsArea } from "../jobs";
import { ReplaceTokenDialog } from "./replace-token-dialog";
import css from "./shell.module.css";

/** What a minute mends by itself, and the missing scope, which has a line of its own above the screen. */
export const TOLD_IN_FOOT: ReadonlySet<ErrorCode> = new Set(["rate_limited", "scope_missing"]);

export function useSyncStatus(account: AccountId) {
	return useQuery({ queryKey: keys.sync(account), queryFn: () => syncStatus(account) });
}

function Calls({ status }: { status: SyncStatus }) {
	const { t } = useTranslation();
	const { used, limit } = status.calls;
	return (
		<div className={css.vital}>
			<Tooltip
				side="top"
				content={limit === null ? t("shell:calls.unlimited") : t("shell:calls.explain", { count: limit })}
			>
				<span className={css.vitalLine}>
					{t("shell:calls.label")}
					<span className={css.vitalEnd}>{limit === null ? grouped(used) : `${used} / ${limit}`}</span>
				</span>
			</Tooltip>
			{limit === null ? null : <Progress meter label={t("shell:calls.label")} value={used} max={limit} />}
		</div>
	);
}

function Synced({ at }: { at: string }) {
	const { t } = useTranslation();
	const time = useFormatTime(5_000);
	return (
		<div className={css.vitalLine}>
			<StatusDot tone="ok" /> {t("shell:sync.synced")}
			<time className={css.vitalEnd} dateTime={at}>
				{time.ago(at)}
			</time>
		</div>
	);
}

function Filling({ done, total }: { done: number; total: number | null }) {
	const { t } = useTranslation();
	const [shownDone, shownTotal] = [grouped(done), total === null ? undefined : grouped(total)];
	return (
		<div className={css.vital}>
			<span className={css.vitalLine}>
				{t("shell:sync.filling")}
				<span className={css.vitalEnd}>{total === null ? shownDone : `${shownDone} / ${shownTotal}`}</span>
			</span>
			<Progress
				label={t("shell:sync.filling")}
				value={done}
				max={total}
				text={
					total === null
						? t("shell:sync.fillingSome", { done: shownDone })
						: t("shell:sync.fillingText", { done: shownDone, total: shownTotal })
				}
			/>
		</div>
	);
}

function Failed({ account, status }: { account: AccountId; status: Extract<SyncStatus, { state: "failed" }> }) {
	const { t } = useTranslation();
	const time = useFormatTime();
	const { title } = errorText(new BridgeError(status.error), t);
	const [busy, setBusy] = useState(false);
	const again = () => {
		setBusy(true);
		syncNow(account)
			.catch(() => undefined)
			.finally(() => setBusy(false));
	};
	return (
		<div className={css.vital} role="status">
			<span className={css.vitalLine}>
				<StatusDot tone="danger" /> {t("shell:sync.failed")}
				{ERRORS[status.error.code].action === "replaceToken" ? null : (
					<Button size="small" variant="quiet" className={css.vitalButton} busy={busy} onClick={again}>
						{t("shell:sync.retry")}
					</Button>
				)}
			</span>
			<span className={css.reason}>
				{/* What else fails stands above the screen. */}
				{TOLD_IN_FOOT.has(status.error.code) ? `${title} ` : null}
				{status.last ? t("shell:sync.last", { time: time.clock(status.last) }) : null}
			</span>
		</div>
	);
}

function Paused() {
	const { t } = useTranslation();
	const account = useAccount();
	const [open, setOpen] = useState(false);
	return (
		<div className={css.vital}>
			<span className={css.vitalLine}>
				<StatusDot tone="warn" /> {t("shell:sync.paused")}
				<Button size="small" variant="quiet" className={css.vitalButton} onClick={() => setOpen(true)}>
					{t("shell:sync.enterToken")}
				</Button>
			</span>
			<ReplaceTokenDialog account={account} open={open} onOpenChange={setOpen} />
		</div>
	);
}

function Sync({ account, status }: { account: AccountId; status: SyncStatus }) {
	const { t } = useTranslation();
	switch (status.state) {
		case "filling":
			return <Filling done={status.done} total={status.total} />;
		case "checking":
			return (
				<div className={css.vitalLine}>
					<StatusDot tone="info" /> {t("shell:sync.checking")}
				</div>
			);
		case "synced":
			return <Synced at={status.at} />;
		case "failed":
			return <Failed account={account} status={status} />;
		case "paused":
			return <Paused />;
	}
}

/** Foot of the sidebar: calls of this minute, and where this computer's copy stands. */
export function Vitals() {
	const { t } = useTranslation();
	const { id } = useAccount();
	const { data: status } = useSyncStatus(id);
	return (
		<section className={css.vitals} aria-label={t("shell:vitals")} data-region="foot">
			{status ? (
				<>
					{/* Each account has its own: what one knew of its runs says nothing of another's. */}
					<RunsArea key={`runs ${id}`} account={id} />
					<JobsArea key={`jobs ${id}`} account={id} />
					<Calls status={status} />
					<Sync account={id} status={status} />
				</>
			) : null}
		</section>
	);
}
