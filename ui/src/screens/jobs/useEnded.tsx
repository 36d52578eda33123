import { type RefObject, useEffect } from "react";
import { useTranslation } from "react-i18next";
import type { Job } from "../../bridge";
import { type ToastRequest, useToast } from "../../components";
import { canUndo, isOver } from "./useJobs";
import type { JobWords } from "./useJobWords";

/** How each job stood when it was last looked at. */
export type Known = ReadonlyMap<number, Job["state"]>;

interface Options {
	jobs: readonly Job[];
	known: RefObject<Known | null>;
	words: JobWords;
	/** What jobs are named by is here. */
	ready: boolean;
	onShow: () => void;
	onUndo: (job: Job) => void;
}

/** What ends or stops while the program is open is told once, on whatever screen. */
export function useEnded({ jobs, known, words, ready, onShow, onUndo }: Options): void {
	const { t } = useTranslation();
	const toast = useToast();
	useEffect(() => {
		if (!ready) return;
		const before = known.current;
		known.current = new Map(jobs.map((job) => [job.id, job.state]));
		if (!before) return;
		const show = { label: t("jobs:toast.show"), onSelect: onShow };
		const told = (job: Job): ToastRequest => {
			const what = words.change(job.change, jobs);
			const { failed, people, done } = job;
			if (job.state === "stopped")
				return { tone: "danger", text: <bdi>{t("jobs:toast.stopped", { what })}</bdi>, action: show };
			if (failed > 0)
				return {
					tone: "warn",
					text: <bdi>{t("jobs:toast.failed", { what, count: failed, people })}</bdi>,
					action: show,
					duration: 0,
				};
			const text = t(job.change.kind === "delete" ? "jobs:toast.deleted" : "jobs:toast.done", { what, count: done });
			const undo = { label: t("jobs:action.undo"), onSelect: () => onUndo(job) };
			return { text: <bdi>{text}</bdi>, action: canUndo(job) ? undo : job.copy ? show : undefined };
		};
		for (const job of jobs) {
			const was = before.get(job.id);
			const ended = job.state === "done" || job.state === "stopped";
			if (ended && was !== job.state && (was === undefined || !isOver({ ...job, state: was }))) toast.show(told(job));
		}
	});
}
