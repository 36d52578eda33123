import type { AccountId } from "./generated/AccountId";
import type { Job } from "./generated/Job";
import type { JobPlan } from "./generated/JobPlan";
import type { JobPlanRequest } from "./generated/JobPlanRequest";
import type { JobRow } from "./generated/JobRow";
import type { JobRowsRequest } from "./generated/JobRowsRequest";
import type { JobStart } from "./generated/JobStart";
import type { Selection } from "./generated/Selection";
import { call } from "./transport";

/** What a job would do. Nothing is sent. */
export const jobsPlan = (account: AccountId, request: JobPlanRequest) =>
	call<JobPlan>("jobs_plan", { account, request });
/** Starts a planned job. A plan that was dropped: `snapshot_gone`. */
export const jobsStart = (account: AccountId, start: JobStart) => call<Job>("jobs_start", { account, start });
/** The jobs of the last 30 days, newest first. */
export const jobsList = (account: AccountId) => call<Job[]>("jobs_list", { account });
export const jobsPause = (account: AccountId, job: number) => call<Job>("jobs_pause", { account, job });
export const jobsResume = (account: AccountId, job: number) => call<Job>("jobs_resume", { account, job });
export const jobsCancel = (account: AccountId, job: number) => call<Job>("jobs_cancel", { account, job });
/** What became of its people. */
export const jobsRows = (account: AccountId, request: JobRowsRequest) =>
	call<JobRow[]>("jobs_rows", { account, request });
/** Selects those it failed for. */
export const jobsSelectFailed = (account: AccountId, job: number) =>
	call<Selection>("jobs_select_failed", { account, job });
