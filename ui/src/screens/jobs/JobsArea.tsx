// Jobs on every screen: the line in the sidebar's foot, the panel behind it, and what is said when one ends.
import { ListChecks } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { useAction } from "../../app/actions";
import type { AccountId, Job } from "../../bridge";
import { Progress, StatusDot, useToast } from "../../components";
import { useLists } from "../contacts/lists";
import css from "./JobsArea.module.css";
import { JobsPanel } from "./JobsPanel";
import { ReviewDialog } from "./ReviewDialog";
import { atWork, canUndo, isOver, settled, useJobs, useStateText } from "./useJobs";
import { useJobWords } from "./useJobWords";

export function JobsArea({ account }: { account: AccountId }) {
	const { t } = useTranslation();
	const toast = useToast();
	const { jobs, ready, error, retry } = useJobs(account);
	const { names } = useLists(account);
	const words = useJobWords(names);
	const stateText = useStateText();
	const [panel, setPanel] = useState(false);
	const [undoing, setUndoing] = useState<{ key: number; job: Job } | null>(null);
	const [undoOpen, setUndoOpen] = useState(false);

	const undo = (job: Job) => {
		setPanel(false);
		setUndoing((before) => ({ key: (before?.key ?? 0) + 1, job }));
		setUndoOpen(true);
	};
	useAction({
		id: "jobs.open",
		label: t("jobs:action.open"),
		icon: <ListChecks aria-hidden="true" />,
		run: () => setPanel(true),
	});
	const last = jobs.find((job) => canUndo(job));
	useAction({
		id: "jobs.undo",
		label: t("jobs:action.undoLast", { what: last ? words.change(last.change, jobs) : "" }),
		icon: <ListChecks aria-hidden="true" />,
		when: last !== undefined,
		run: () => last && undo(last),
	});

	// What ends or stops while the program is open is told once, on whatever screen.
	const before = useRef<ReadonlyMap<number, Job["state"]> | null>(null);
	useEffect(() => {
		if (!ready) return;
		const known = before.current;
		before.current = new Map(jobs.map((job) => [job.id, job.state]));
		if (!known) return;
		for (const job of jobs) {
			const was = known.get(job.id);
			if (was === job.state || (was === undefined && !isOver(job) && job.state !== "stopped")) continue;
			if (was !== undefined && was !== "running" && was !== "paused" && was !== "stopped") continue;
			const what = words.change(job.change, jobs);
			const show = { label: t("jobs:toast.show"), onSelect: () => setPanel(true) };
			if (job.state === "stopped")
				toast.show({ tone: "danger", text: <bdi>{t("jobs:toast.stopped", { what })}</bdi>, action: show });
			else if (job.state === "done" && job.failed > 0)
				toast.show({
					tone: "warn",
					text: <bdi>{t("jobs:toast.failed", { what, count: job.failed, people: job.people })}</bdi>,
					action: show,
					duration: 0,
				});
			else if (job.state === "done")
				toast.show({
					text: (
						<bdi>
							{t(job.change.kind === "delete" ? "jobs:toast.deleted" : "jobs:toast.done", { what, count: job.done })}
						</bdi>
					),
					...(canUndo(job)
						? { action: { label: t("jobs:action.undo"), onSelect: () => undo(job) } }
						: job.copy
							? { action: show }
							: {}),
				});
		}
	});

	const open = jobs.filter((job) => !isOver(job));
	const current = atWork(jobs) ?? open.at(-1);
	const waiting = open.length - (current ? 1 : 0);
	return (
		<>
			{current ? (
				<div className={css.line}>
					<button type="button" className={css.open} onClick={() => setPanel(true)}>
						{current.state === "running" && !current.waiting ? null : (
							<StatusDot tone={current.state === "stopped" ? "danger" : "warn"} />
						)}
						<bdi className="cut">{words.change(current.change, jobs)}</bdi>
						<span className={css.end}>{t("jobs:of", { done: settled(current), people: current.people })}</span>
					</button>
					<Progress
						label={words.change(current.change, jobs)}
						value={settled(current)}
						max={current.people}
						text={t("jobs:progress", { done: settled(current), people: current.people })}
					/>
					<span className={css.state}>
						{stateText(current, true)}
						{current.state === "running" && !current.waiting && current.seconds_left > 0
							? ` · ${t("jobs:left", { time: words.time(current.seconds_left) })}`
							: ""}
						{waiting > 0 ? ` · ${t("jobs:behind", { count: waiting })}` : ""}
					</span>
				</div>
			) : jobs.length > 0 ? (
				<button type="button" className={css.quiet} onClick={() => setPanel(true)}>
					<ListChecks aria-hidden="true" className="icon-s" />
					{t("jobs:title")}
					<span className={css.end}>{t("jobs:count", { count: jobs.length })}</span>
				</button>
			) : null}
			<JobsPanel
				account={account}
				open={panel}
				onOpenChange={setPanel}
				jobs={jobs}
				error={error}
				onRetry={retry}
				words={words}
				onUndo={undo}
			/>
			{undoing ? (
				<ReviewDialog
					key={undoing.key}
					account={account}
					open={undoOpen}
					onOpenChange={setUndoOpen}
					request={{ who: { kind: "ids", ids: [] }, change: { kind: "undo", job: undoing.job.id } }}
					of={words.change(undoing.job.change, jobs)}
					jobs={jobs}
				/>
			) : null}
		</>
	);
}
