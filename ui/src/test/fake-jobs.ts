import type { BulkEdit, Contact, Job, JobChange, JobPlan, JobPlanRequest, JobRow, JobStart } from "../bridge";
import { type Command, type FakeBridge, refuse } from "./fake-bridge";
import { selectionOf } from "./fake-selection";

/** What the fake knows of a job beside what it tells. */
export interface FakeJob {
	job: Job;
	rows: { before: Contact; after: Contact | null; state: JobRow["state"]; error: JobRow["error"] }[];
}

function edited(contact: Contact, edit: BulkEdit): Contact {
	const groups = [...new Set([...contact.groups, ...edit.add_groups])].filter((id) => !edit.remove_groups.includes(id));
	return {
		...contact,
		groups,
		status_id: edit.status_id ?? contact.status_id,
		source_id: edit.source_id ?? contact.source_id,
		type: edit.type ?? contact.type,
		assigned_id: edit.assigned ? (edit.assigned.kind === "set" ? edit.assigned.id : null) : contact.assigned_id,
	};
}

function people(bridge: FakeBridge, { who, change }: JobPlanRequest): Contact[] {
	if (change.kind === "undo") {
		const job = bridge.jobs.find((one) => one.job.id === change.job) ?? refuse("not_found");
		const ids = new Set(job.rows.filter((row) => row.state === "done").map((row) => row.before.id));
		return bridge.contacts.filter(({ id }) => ids.has(id));
	}
	if (change.kind === "merge_groups") return bridge.contacts.filter(({ groups }) => groups.includes(change.from));
	if (who.kind === "selection") return bridge.contacts.filter(({ id }) => bridge.chosen.ids.has(id));
	if (who.kind === "ids") return bridge.contacts.filter(({ id }) => who.ids.includes(id));
	return bridge.contacts.filter((contact) =>
		who.list === "groups"
			? contact.groups.includes(who.id)
			: (who.list === "sources" ? contact.source_id : contact.status_id) === who.id,
	);
}

function after(bridge: FakeBridge, contact: Contact, change: JobChange): Contact | null {
	switch (change.kind) {
		case "edit":
			return edited(contact, change.edit);
		case "delete":
			return null;
		case "merge_groups": {
			const { from, into } = change;
			return { ...contact, groups: [...new Set([...contact.groups.filter((id) => id !== from), into])] };
		}
		case "undo":
			return (
				bridge.jobs.find((one) => one.job.id === change.job)?.rows.find((row) => row.before.id === contact.id)
					?.before ?? contact
			);
	}
}

function plan(bridge: FakeBridge, request: JobPlanRequest): JobPlan {
	const all = people(bridge, request);
	const pairs = all.map((contact) => ({ contact, after: after(bridge, contact, request.change) }));
	const changing = pairs.filter((pair) => JSON.stringify(pair.contact) !== JSON.stringify(pair.after));
	const { change } = request;
	const chunked = change.kind === "delete" || change.kind === "merge_groups";
	const groups = change.kind === "edit" ? change.edit.add_groups.length + change.edit.remove_groups.length : 0;
	const byOne = change.kind === "edit" && JSON.stringify({ ...change.edit, add_groups: [], remove_groups: [] });
	const single =
		byOne &&
		byOne !==
			JSON.stringify({
				add_groups: [],
				remove_groups: [],
				status_id: null,
				source_id: null,
				type: null,
				assigned: null,
			});
	const chunks = Math.ceil(changing.length / 100);
	const calls = (chunked ? chunks : groups * chunks) + (single ? changing.length : 0);
	const id = `plan-${bridge.plans.size + 1}`;
	bridge.plans.set(id, request);
	return {
		id,
		change,
		people: all.length,
		changing: changing.length,
		unchanged: all.length - changing.length,
		conflicts: bridge.conflicts,
		calls,
		seconds: calls,
		per_minute: 60,
		first: changing.slice(0, 20).map((pair) => ({ contact: pair.contact, after: pair.after ?? pair.contact })),
		type_count: change.kind === "delete" && all.length > 50,
		missing_scope: bridge.missingScope,
	};
}

/** Lets a running job do the next rows; those in `failing` are refused. */
export function work(bridge: FakeBridge, id: number, count: number, failing: readonly number[] = []): void {
	const one = bridge.jobs.find(({ job }) => job.id === id) ?? refuse("not_found");
	const waiting = one.rows.filter((row) => row.state === "waiting").slice(0, count);
	for (const row of waiting) {
		if (failing.includes(row.before.id)) {
			row.state = "failed";
			row.error = { code: "not_found", message: "gone" };
			one.job.failed += 1;
			continue;
		}
		row.state = "done";
		one.job.done += 1;
		const next = row.after;
		bridge.contacts = next
			? bridge.contacts.map((contact) => (contact.id === next.id ? next : contact))
			: bridge.contacts.filter((contact) => contact.id !== row.before.id);
	}
	const { change } = one.job;
	if (!one.rows.some((row) => row.state === "waiting")) {
		one.job.state = "done";
		one.job.finished_at = new Date().toISOString();
		one.job.calls_left = 0;
		one.job.seconds_left = 0;
		if (change.kind === "edit") one.job.undo_until = new Date(Date.now() + 30 * 86_400_000).toISOString();
		if (change.kind === "merge_groups") bridge.groups = bridge.groups.filter((group) => group.id !== change.from);
		if (change.kind === "undo") {
			const undone = bridge.jobs.find(({ job }) => job.id === change.job);
			if (undone) undone.job.undone_by = id;
		}
	}
	const account = bridge.active ?? "";
	bridge.emit({ type: "jobs_changed", account });
	bridge.emit({ type: "contacts_changed", account, cause: "person" });
}

export function jobCommands(): Record<string, Command> {
	const find = (bridge: FakeBridge, id: number) => bridge.jobs.find(({ job }) => job.id === id) ?? refuse("not_found");
	const put = (bridge: FakeBridge, account: string, id: number, state: Job["state"]) => {
		const one = find(bridge, id);
		one.job.state = state;
		bridge.emit({ type: "jobs_changed", account });
		return one.job;
	};
	return {
		jobs_plan: (bridge, { request }) => plan(bridge, request as unknown as JobPlanRequest),
		jobs_start: (bridge, args) => {
			const start = args.start as JobStart;
			const request = bridge.plans.get(start.plan) ?? refuse("snapshot_gone");
			const made = plan(bridge, request);
			if (made.type_count && start.typed !== made.people) refuse("invalid");
			const rows = people(bridge, request)
				.map((before) => ({
					before,
					after: after(bridge, before, request.change),
					state: "waiting" as const,
					error: null,
				}))
				.filter((row) => JSON.stringify(row.before) !== JSON.stringify(row.after));
			const { change } = request;
			const job: Job = {
				id: bridge.jobs.length + 1,
				change,
				state: "running",
				people: rows.length,
				done: 0,
				failed: 0,
				skipped: 0,
				calls_left: made.calls,
				seconds_left: made.seconds,
				per_minute: 60,
				created_at: new Date().toISOString(),
				started_at: new Date().toISOString(),
				finished_at: null,
				stopped_by: null,
				undo_of: change.kind === "undo" ? change.job : null,
				undone_by: null,
				undo_until: null,
				copy: change.kind === "delete" ? "/home/ilse/.local/share/wacr-desk/accounts/a-blue/deleted-1.csv" : null,
				waiting: null,
			};
			bridge.jobs.unshift({ job, rows });
			bridge.emit({ type: "jobs_changed", account: args.account });
			return job;
		},
		jobs_list: (bridge) => bridge.jobs.map(({ job }) => job),
		jobs_pause: (bridge, { account, job }) => put(bridge, account, job, "paused"),
		jobs_resume: (bridge, { account, job }) => put(bridge, account, job, "running"),
		jobs_cancel: (bridge, { account, job }) => put(bridge, account, job, "cancelled"),
		jobs_rows: (bridge, args) => {
			const { job, state, offset, limit } = args.request;
			return find(bridge, job)
				.rows.filter((row) => state === null || row.state === state)
				.slice(offset, offset + limit)
				.map(({ before, state: now, error }) => ({
					contact: before.id,
					name: `${before.firstname} ${before.lastname}`.trim(),
					phone: before.phone,
					state: now,
					error,
				}));
		},
		jobs_select_failed: (bridge, { account, job }) => {
			const failed = find(bridge, job).rows.filter((row) => row.state === "failed");
			bridge.chosen = {
				ids: new Set(failed.map((row) => row.before.id)),
				leftOut: new Set(),
				revision: bridge.chosen.revision + 1,
			};
			bridge.emit({ type: "selection_changed", account });
			return selectionOf(bridge);
		},
	};
}
