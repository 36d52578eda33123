import { describe, expect, it } from "vitest";
import type { CampaignState, CampaignTotals, Waiting } from "../../bridge";
import {
	canBegin,
	canCancel,
	canPause,
	canResume,
	canRetry,
	countdown,
	countOf,
	inCancelWindow,
	isOver,
	SLICES,
	settled,
	toneOf,
	worthTelling,
} from "./states";

describe("a run", () => {
	it("offers in each state what Rust takes in it, and nothing else", () => {
		const table: Record<CampaignState, string> = {
			scheduled: "begin cancel",
			missed: "begin cancel",
			running: "pause cancel retry",
			paused: "resume cancel retry",
			stopped: "resume cancel retry",
			done: "over retry",
			cancelled: "over",
		};
		for (const [state, expected] of Object.entries(table)) {
			const run = { state: state as CampaignState };
			const offered = [
				isOver(run) && "over",
				canBegin(run) && "begin",
				canPause(run) && "pause",
				canResume(run) && "resume",
				canCancel(run) && "cancel",
				canRetry(run) && "retry",
			];
			expect(offered.filter(Boolean).join(" "), state).toBe(expected);
		}
	});

	const totals: CampaignTotals = {
		people: 36,
		planned: 1,
		in_flight: 2,
		accepted: 4,
		refused: 5,
		unknown: 6,
		skipped: 8,
		cancelled: 10,
	};
	it("counts each person in one tile", () => {
		expect(SLICES.map((slice) => countOf(totals, slice))).toEqual([36, 6, 5, 8, 3, 4, 10]);
		expect(settled(totals)).toBe(33);
	});

	const now = Date.parse("2026-03-02T10:00:00Z");
	it("counts down to a start that is near, and only if it begins by itself", () => {
		const table: [CampaignState, string | null, number | null][] = [
			["scheduled", "2026-03-02T10:00:10Z", 10],
			["scheduled", "2026-03-02T10:01:00Z", 60],
			["scheduled", "2026-03-02T10:01:01Z", null],
			["scheduled", "2026-03-02T09:59:59Z", 0],
			["missed", "2026-03-02T10:00:10Z", null],
			["running", null, null],
		];
		for (const [state, starts_at, expected] of table)
			expect(countdown({ state, starts_at }, now), `${state} ${starts_at}`).toBe(expected);
	});

	it("can be taken back in the seconds after Send, not before a start that was chosen", () => {
		const of = (state: CampaignState, starts_at: string) =>
			inCancelWindow({ state, starts_at, created_at: "2026-03-02T10:00:00Z" });
		expect(of("scheduled", "2026-03-02T10:00:30Z")).toBe(true);
		expect(of("scheduled", "2026-03-02T10:05:00Z")).toBe(false);
		expect(of("missed", "2026-03-02T10:00:30Z")).toBe(false);
	});

	it("tells of a wait that lasts, not of the breath between two messages", () => {
		const wait = (reason: Waiting["reason"], until: string | null) => ({
			reason,
			since: "2026-03-02T10:00:00Z",
			until,
		});
		const table: [Waiting | null, boolean][] = [
			[null, false],
			[wait("pace", "2026-03-02T11:00:00Z"), false],
			[wait("rate_limit", "2026-03-02T10:00:02Z"), false],
			[wait("rate_limit", "2026-03-02T10:00:40Z"), true],
			[wait("pair_rate", null), false],
			[wait("offline", null), true],
			[wait("out_of_hours", "2026-03-03T09:00:00Z"), true],
		];
		for (const [waiting, told] of table) expect(worthTelling(waiting) !== null, JSON.stringify(waiting)).toBe(told);
	});

	it("is amber while it waits for something outside", () => {
		const waiting: Waiting = { reason: "offline", since: "2026-03-02T10:00:00Z", until: null };
		expect(toneOf({ state: "running", waiting: null })).toBe("info");
		expect(toneOf({ state: "running", waiting })).toBe("warn");
		expect(toneOf({ state: "running", waiting: { ...waiting, reason: "per_day" } })).toBe("info");
		expect(toneOf({ state: "stopped", waiting })).toBe("danger");
	});
});
