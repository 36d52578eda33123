import { useQuery } from "@tanstack/react-query";
import { Minus, Plus } from "lucide-react";
import { useTranslation } from "react-i18next";
import { grouped } from "../../../app/number";
import { keys } from "../../../app/query";
import { useFormatTime, useNow } from "../../../app/time";
import { type AccountId, type Campaign, syncStatus } from "../../../bridge";
import { Button, IconButton } from "../../../components";
import { faster, slower } from "../paces";
import { RunBar } from "../RunBar";
import { isOver, settled } from "../states";
import type { Controls } from "../useControls";
import type { RunWords } from "../useRunWords";
import css from "./RunProgress.module.css";
import { usePartWords } from "./usePartWords";

interface Props {
	account: AccountId;
	run: Campaign;
	/** When it was told. */
	at: number;
	words: RunWords;
	controls: Controls;
}

/** How far it is, when it will be done, how fast it goes. */
export function RunProgress({ account, run, at, words, controls }: Props) {
	const { t } = useTranslation();
	const time = useFormatTime();
	const now = useNow(5_000).getTime();
	const part = usePartWords();
	const { totals, template, funnel } = run;
	return (
		<section className={css.run} aria-label={t("campaigns:columns.progress")}>
			<div className={css.line}>
				<span className={css.done}>
					<b>{grouped(settled(totals))}</b> {t("campaigns:progress.done", { people: totals.people })}
				</span>
				<span className="muted num">{words.when(run, at, now)}</span>
				{isOver(run) ? null : <Speed account={account} run={run} controls={controls} />}
			</div>
			<RunBar name={run.name} totals={totals} large />
			<div className={css.facts}>
				<span>
					{t("campaigns:settings.template")} <b className="medium">{template.name}</b> {template.language}
				</span>
				<span>
					{funnel.parts.map((one, index) => (
						// biome-ignore lint/suspicious/noArrayIndexKey: parts have no identity but their place
						<bdi key={index}>
							{index > 0 ? " · " : ""}
							{part(one)}
						</bdi>
					))}
				</span>
				{run.started_at ? <span>{t("campaigns:when.started", { time: time.clock(run.started_at) })}</span> : null}
			</div>
		</section>
	);
}

function Speed({ account, run, controls }: Pick<Props, "account" | "run" | "controls">) {
	const { t } = useTranslation();
	const { data: sync } = useQuery({ queryKey: keys.sync(account), queryFn: () => syncStatus(account) });
	const { pace } = run.settings;
	const now = run.estimate.per_minute ?? pace.per_minute;
	const less = slower(pace, now);
	const more = faster(pace, sync?.calls.limit ?? null);
	return (
		<span className={css.speed}>
			{now === null ? null : (
				<span aria-live="polite" className="muted num">
					{t("campaigns:progress.rate", { count: now })}
				</span>
			)}
			{run.state === "running" ? (
				<>
					<IconButton
						size="small"
						variant="secondary"
						label={t("campaigns:action.slower")}
						icon={<Minus aria-hidden="true" className="icon-s" />}
						disabledReason={less ? null : t("campaigns:pace.slowest")}
						onClick={() => less && void controls.setPace(run, less)}
					/>
					<IconButton
						size="small"
						variant="secondary"
						label={t("campaigns:action.faster")}
						icon={<Plus aria-hidden="true" className="icon-s" />}
						disabledReason={more ? null : t("campaigns:pace.fastest")}
						onClick={() => more && void controls.setPace(run, more)}
					/>
				</>
			) : null}
			<Button size="small" variant="quiet" onClick={() => controls.changePace(run)}>
				{t("campaigns:action.pace")}
			</Button>
		</span>
	);
}
