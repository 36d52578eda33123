import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useCallback } from "react";
import { useTranslation } from "react-i18next";
import { errorText } from "../../app/errors";
import { keys } from "../../app/query";
import {
	type AccountId,
	BridgeError,
	type Job,
	jobsCancel,
	jobsList,
	jobsPause,
	jobsResume,
	jobsSelectFailed,
} from "../../bridge";
import { useToast } from "../../components";

const NONE: readonly Job[] = [];

/** Running, waiting and finished, the newest first. */
export function useJobs(account: AccountId) {
	const query = useQuery({ queryKey: keys.jobs(account), queryFn: () => jobsList(account) });
	return { jobs: query.data ?? NONE, error: query.error, ready: query.isSuccess, retry: () => void query.refetch() };
}

export function isOver(job: Job): boolean {
	return job.state === "done" || job.state === "cancelled";
}

/** Settled rows of all. */
export function settled(job: Job): number {
	return Math.min(job.people, job.done + job.failed + job.skipped);
}

export function canUndo(job: Job, now = Date.now()): boolean {
	return job.undo_until !== null && job.undone_by === null && isOver(job) && Date.parse(job.undo_until) > now;
}

export interface JobActions {
	pause: (job: Job) => void;
	resume: (job: Job) => void;
	cancel: (job: Job) => void;
	selectFailed: (job: Job) => Promise<boolean>;
}

export function useJobActions(account: AccountId): JobActions {
	const { t } = useTranslation();
	const client = useQueryClient();
	const toast = useToast();
	const tell = useCallback(
		async (work: () => Promise<unknown>) => {
			try {
				await work();
				void client.invalidateQueries({ queryKey: keys.jobs(account) });
				return true;
			} catch (error) {
				if (!(error instanceof BridgeError)) throw error;
				const words = errorText(error, t);
				toast.show({ tone: "danger", text: `${words.title} ${words.text}` });
				return false;
			}
		},
		[account, client, t, toast],
	);
	return {
		pause: (job) => void tell(() => jobsPause(account, job.id)),
		resume: (job) => void tell(() => jobsResume(account, job.id)),
		cancel: (job) => void tell(() => jobsCancel(account, job.id)),
		selectFailed: (job) =>
			tell(async () => client.setQueryData(keys.selection(account), await jobsSelectFailed(account, job.id))),
	};
}

/** The one that is at work; the others that run wait behind it. */
export function atWork(jobs: readonly Job[]): Job | undefined {
	// The list begins with the newest: the oldest is the one whose turn it is.
	const running = jobs.filter((job) => job.state === "running");
	return running.findLast((job) => job.started_at !== null) ?? running.at(-1);
}

/** How a job stands, in a word or two. */
export function useStateText(): (job: Job, working: boolean) => string {
	const { t } = useTranslation();
	return (job, working) => {
		if (job.state !== "running") return t(`jobs:state.${job.state}`);
		if (!working) return t("jobs:state.queued");
		return t(`jobs:state.${job.waiting ?? "running"}`);
	};
}
