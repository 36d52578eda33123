import type { Campaign, CampaignTotals, ReasonCount, Recipient, RetryVerdict, SendState, SkipReason } from "../bridge";
import { type FakeBridge, refuse } from "./fake-bridge";

/** A run with its people; the totals are counted when it is asked for. */
export interface FakeRun {
	run: Campaign;
	rows: Recipient[];
}

/** What becomes of a person of a fake run: a state, with the reason behind a colon. */
export type Fate = SendState | `refused:${string}` | `skipped:${SkipReason}`;

/** Not to be mistaken for the rows of single sends. */
const FIRST_ROW = 10_000;
const MAY_LATER = ["wa_131016", "wa_131049"];
const MAY_NOW = ["wa_131042", "wa_131053", "rate_limited", "person_said_not_sent"];

const ago = (minutes: number) => new Date(Date.now() - minutes * 60_000).toISOString();

function recipient(bridge: FakeBridge, run: Campaign, index: number, fate: Fate): Recipient {
	const contact = bridge.contacts[index % bridge.contacts.length] ?? refuse("not_found");
	const [state, reason] = fate.split(":") as [SendState, string | undefined];
	const called = !["planned", "skipped", "cancelled"].includes(state);
	const name = `${contact.firstname} ${contact.lastname}`.trim();
	const refused = state === "refused" ? (reason ?? "wa_131026") : null;
	return {
		send: {
			id: FIRST_ROW + run.id * 10_000 + index,
			contact: contact.id,
			phone: contact.phone,
			template: run.template.name,
			language: run.template.language,
			rendered: {
				header: "none",
				header_text: [],
				header_link: null,
				body: [
					{ text: "Hello ", slot: null },
					{ text: contact.firstname, slot: "field_1" },
					{ text: ", the *spring catalogue* is here. Shall we put one aside for you?", slot: null },
				],
				footer: run.template.footer,
				buttons: run.template.buttons,
			},
			state,
			delivery: state === "accepted" ? "not_reported" : null,
			refusal: refused === null ? null : { key: refused, class: "person", detail: "Undeliverable", fields: [] },
			evidence: state === "unknown" ? [{ kind: "not_found", asked_at: ago(2) }] : [],
			created_at: run.created_at,
			settled_at: state === "planned" || state === "in_flight" ? null : ago(3),
			request_id: called ? "7c1f0a52-3b7e-4d7d-9a53-0f6c2d9be411" : null,
		},
		position: index + 1,
		name,
		phone_display: contact.phone_display,
		skip: state === "skipped" ? ((reason ?? "opted_out") as SkipReason) : null,
		attempt: 1,
		retry_of: null,
		message_id: state === "accepted" ? `wamid.HBgL${run.id}${index}` : null,
		called_at: called ? ago(3) : null,
		retry: null,
	};
}

export function verdict({ send }: Recipient): RetryVerdict | null {
	const key = send.state === "refused" ? send.refusal?.key : undefined;
	if (key === undefined) return null;
	if (MAY_NOW.includes(key)) return { may: "now" };
	if (!MAY_LATER.includes(key)) return { may: "no" };
	return { may: "later", not_before: new Date(Date.now() + 3_600_000).toISOString() };
}

function totalsOf(rows: readonly Recipient[]): CampaignTotals {
	const count = (state: SendState) => rows.filter((row) => row.send.state === state).length;
	return {
		people: rows.length,
		planned: count("planned"),
		in_flight: count("in_flight"),
		accepted: count("accepted"),
		refused: count("refused"),
		unknown: count("unknown"),
		skipped: count("skipped"),
		cancelled: count("cancelled"),
	};
}

export function reasonOf(row: Recipient): string | null {
	return row.skip ?? row.send.refusal?.key ?? null;
}

export function reasonsOf(rows: readonly Recipient[]): ReasonCount[] {
	const counts = new Map<string, ReasonCount>();
	for (const row of rows) {
		const reason = reasonOf(row);
		if (reason === null) continue;
		const of = counts.get(reason) ?? { state: row.send.state, reason, count: 0, retry_now: 0, retry_later: 0 };
		of.count += 1;
		if (verdict(row)?.may === "now") of.retry_now += 1;
		if (verdict(row)?.may === "later") of.retry_later += 1;
		counts.set(reason, of);
	}
	return [...counts.values()].sort((a, b) => b.count - a.count);
}

export function shown({ run, rows }: FakeRun): Campaign {
	const totals = totalsOf(rows);
	const left = totals.planned + totals.in_flight;
	const pace = Math.min(run.settings.pace.per_minute ?? 60, 60);
	const runs = run.state === "running";
	return {
		...run,
		totals,
		waiting: runs ? run.waiting : null,
		estimate: runs
			? { per_minute: pace, seconds: Math.round((left / pace) * 60) }
			: { per_minute: null, seconds: null },
	};
}

/** Puts a run in front of the others; each fate is a person. */
export function addRun(bridge: FakeBridge, fates: readonly Fate[], more: Partial<Campaign> = {}): FakeRun {
	const template = bridge.templates.find((one) => one.name === "spring_catalogue") ?? refuse("not_found");
	const run: Campaign = {
		id: bridge.runs.length + 1,
		name: "Spring catalogue",
		template,
		settings: {
			slots: {},
			funnel: { messaged_days: 3, create_unknown: false, leave_out_unfit: true },
			pace: { per_minute: null, per_hour: null, per_day: 500, hours: { from: "09:00", to: "18:00" } },
			stop: { failures_in_a_row: 10, failures_percent: 50 },
		},
		funnel: {
			parts: [{ minus: false, kind: "group", name: "Repeat buyers", count: fates.length }],
			chosen: fates.length,
			steps: [],
			going: fates.length,
			creates: 0,
		},
		state: "running",
		stopped: null,
		waiting: null,
		starts_at: null,
		created_at: ago(6),
		started_at: ago(5),
		ended_at: null,
		totals: totalsOf([]),
		estimate: { per_minute: null, seconds: null },
		...more,
	};
	const rows = fates.map((fate, index) => recipient(bridge, run, index, fate));
	const skips = reasonsOf(rows).filter((one) => one.state === "skipped");
	const out = skips.reduce((sum, one) => sum + one.count, 0);
	const steps = skips.map(({ reason, count }) => ({ reason: reason as SkipReason, count }));
	run.funnel = { ...run.funnel, steps, going: fates.length - out, ...more.funnel };
	const made = { run, rows };
	bridge.runs.unshift(made);
	return made;
}

export const told = (bridge: FakeBridge) => bridge.emit({ type: "campaigns_changed", account: bridge.active ?? "" });

/** As the core does it by itself: another state, or people settled. */
export function changeRun(bridge: FakeBridge, id: number, more: Partial<Campaign>, settle: readonly Fate[] = []): void {
	const of = runOf(bridge, id);
	Object.assign(of.run, more);
	for (const fate of settle) {
		const at = of.rows.findIndex((row) => row.send.state === "planned");
		if (at >= 0) of.rows[at] = recipient(bridge, of.run, at, fate);
	}
	told(bridge);
}

export const runOf = (bridge: FakeBridge, id: number) =>
	bridge.runs.find(({ run }) => run.id === id) ?? refuse("not_found");
