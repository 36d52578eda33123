import { useState } from "react";
import { useTranslation } from "react-i18next";
import { copyText } from "../../app/clipboard";
import { errorText } from "../../app/errors";
import { useFormatTime } from "../../app/time";
import { type AccountId, BridgeError, type Job } from "../../bridge";
import { Button, Progress, StatusDot, useConfirm } from "../../components";
import css from "./JobsPanel.module.css";
import { Rows } from "./Rows";
import { canUndo, isOver, type JobActions, settled, useStateText } from "./useJobs";
import type { JobWords } from "./useJobWords";

interface Props {
	account: AccountId;
	job: Job;
	jobs: readonly Job[];
	/** It is the one at work. */
	running: boolean;
	words: JobWords;
	actions: JobActions;
	onUndo: (job: Job) => void;
	onClose: () => void;
}

const TONES = {
	running: "info",
	paused: "warn",
	stopped: "danger",
	done: "ok",
	cancelled: "skipped",
} as const;

export function JobRow({ account, job, jobs, running, words, actions, onUndo, onClose }: Props) {
	const { t } = useTranslation();
	const time = useFormatTime();
	const confirm = useConfirm();
	const stateText = useStateText();
	const [details, setDetails] = useState(false);
	const [copied, setCopied] = useState(false);
	const what = words.change(job.change, jobs);
	const over = isOver(job);
	const done = settled(job);
	const reason = job.stopped_by ? errorText(new BridgeError(job.stopped_by), t) : null;
	const troubled = job.failed + job.skipped > 0;
	const cancel = async () => {
		const yes = await confirm({
			title: t("jobs:cancel.title"),
			text: t("jobs:cancel.text", { done: job.done, count: job.people - done }),
			confirmLabel: t("jobs:cancel.go"),
			danger: true,
		});
		if (yes) actions.cancel(job);
	};
	return (
		<li className={css.job} aria-label={what}>
			<div className={css.head}>
				<StatusDot tone={job.failed > 0 && over ? "warn" : TONES[job.state]} />
				<bdi className={css.what}>{what}</bdi>
				<time className={css.when} dateTime={job.created_at}>
					{time.short(job.created_at)}
				</time>
			</div>
			{over ? null : (
				<Progress
					large
					label={what}
					value={done}
					max={job.people}
					text={t("jobs:progress", { done, people: job.people })}
				/>
			)}
			<p className={css.state}>
				{stateText(job, running)} · {t("jobs:progress", { done, people: job.people })}
				{job.failed > 0 ? ` · ${t("jobs:failed", { count: job.failed })}` : ""}
				{job.skipped > 0 ? ` · ${t("jobs:skipped", { count: job.skipped })}` : ""}
				{running && !job.waiting && job.seconds_left > 0
					? ` · ${t("jobs:left", { time: words.time(job.seconds_left) })}`
					: ""}
				{job.undone_by === null ? "" : ` · ${t("jobs:undone")}`}
			</p>
			{reason ? (
				<p className={css.reason}>
					{reason.title} {reason.text}
				</p>
			) : null}
			{job.copy ? (
				<p className={css.copy}>
					<span>{t("jobs:copy")}</span> <bdi className={css.path}>{job.copy}</bdi>
					<Button size="small" variant="quiet" onClick={async () => setCopied(await copyText(job.copy ?? ""))}>
						{copied ? t("common:copied") : t("jobs:copyPath")}
					</Button>
				</p>
			) : null}
			<div className={css.actions}>
				{job.state === "running" ? (
					<Button size="small" onClick={() => actions.pause(job)}>
						{t("jobs:action.pause")}
					</Button>
				) : null}
				{job.state === "paused" || job.state === "stopped" ? (
					<Button size="small" onClick={() => actions.resume(job)}>
						{t("jobs:action.resume")}
					</Button>
				) : null}
				{over ? null : (
					<Button size="small" variant="quiet" onClick={() => void cancel()}>
						{t("jobs:action.cancel")}
					</Button>
				)}
				{canUndo(job) ? (
					<Button size="small" onClick={() => onUndo(job)}>
						{t("jobs:action.undo")}
					</Button>
				) : null}
				{job.failed > 0 ? (
					<Button
						size="small"
						variant="quiet"
						onClick={async () => {
							if (await actions.selectFailed(job)) onClose();
						}}
					>
						{t("jobs:action.selectFailed")}
					</Button>
				) : null}
				{troubled ? (
					<Button size="small" variant="quiet" aria-expanded={details} onClick={() => setDetails(!details)}>
						{t("jobs:action.reasons")}
					</Button>
				) : null}
			</div>
			{details && troubled ? <Rows account={account} job={job} /> : null}
		</li>
	);
}
