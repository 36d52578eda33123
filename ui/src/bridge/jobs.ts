import type { AccountId } from "./generated/AccountId";
import type { CommandError } from "./generated/CommandError";
import type { Contact } from "./generated/Contact";
import type { Selection } from "./selection";
import { call } from "./transport";

export type ListKind = "groups" | "sources" | "statuses";
export type JobWho =
	| { kind: "selection" }
	| { kind: "ids"; ids: number[] }
	| { kind: "members"; list: ListKind; id: number };
export type AssignedChange = { kind: "set"; id: number } | { kind: "clear" };
export type LabelRef = { list: ListKind; id: number };
export type BulkEdit = {
	add_groups: number[];
	remove_groups: number[];
	status_id: number | null;
	source_id: number | null;
	type: string | null;
	assigned: AssignedChange | null;
};
export type JobChange =
	| { kind: "edit"; edit: BulkEdit; then_delete: LabelRef | null }
	| { kind: "delete" }
	| { kind: "merge_groups"; from: number; into: number }
	| { kind: "undo"; job: number };
export type JobPlanRequest = { who: JobWho; change: JobChange };
export type JobPreview = { contact: Contact; after: Contact };
export type JobPlan = {
	id: string;
	change: JobChange;
	people: number;
	changing: number;
	unchanged: number;
	conflicts: number;
	calls: number;
	seconds: number;
	per_minute: number | null;
	first: JobPreview[];
	type_count: boolean;
	missing_scope: string | null;
};
export type JobStart = { plan: string; typed: number | null };
export type JobState = "running" | "paused" | "done" | "cancelled" | "stopped";
export type JobWait = "offline" | "rate_limit";
export type Job = {
	id: number;
	change: JobChange;
	state: JobState;
	people: number;
	done: number;
	failed: number;
	skipped: number;
	calls_left: number;
	seconds_left: number;
	per_minute: number | null;
	created_at: string;
	started_at: string | null;
	finished_at: string | null;
	stopped_by: CommandError | null;
	undo_of: number | null;
	undone_by: number | null;
	undo_until: string | null;
	copy: string | null;
	waiting: JobWait | null;
};
export type JobRowState = "waiting" | "in_flight" | "done" | "failed" | "skipped" | "conflict";
export type JobRow = { contact: number; name: string; phone: string; state: JobRowState; error: CommandError | null };
export type JobRowsRequest = { job: number; state: JobRowState | null; offset: number; limit: number };

export const jobsPlan = (account: AccountId, request: JobPlanRequest) =>
	call<JobPlan>("jobs_plan", { account, request });
export const jobsStart = (account: AccountId, start: JobStart) => call<Job>("jobs_start", { account, start });
export const jobsList = (account: AccountId) => call<Job[]>("jobs_list", { account });
export const jobsPause = (account: AccountId, job: number) => call<Job>("jobs_pause", { account, job });
export const jobsResume = (account: AccountId, job: number) => call<Job>("jobs_resume", { account, job });
export const jobsCancel = (account: AccountId, job: number) => call<Job>("jobs_cancel", { account, job });
export const jobsRows = (account: AccountId, request: JobRowsRequest) =>
	call<JobRow[]>("jobs_rows", { account, request });
export const jobsSelectFailed = (account: AccountId, job: number) =>
	call<Selection>("jobs_select_failed", { account, job });
