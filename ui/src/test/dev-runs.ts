// For looking only: a run in every state.
import type { Campaign } from "../bridge";
import type { FakeBridge } from "./fake-bridge";
import { addRun, type Fate } from "./fake-runs";

const at = (minutes: number) => new Date(Date.now() + minutes * 60_000).toISOString();

/** What becomes of the first of many; the rest waits. */
function fates(people: number, done: number): Fate[] {
	return Array.from({ length: people }, (_, index): Fate => {
		if (index % 31 === 7) return index % 2 ? "skipped:opted_out" : "skipped:same_number";
		if (index >= done) return index === done ? "in_flight" : "planned";
		if (index % 60 === 3) return "unknown";
		if (index % 25 === 4) return "refused:wa_131026";
		if (index % 53 === 5) return "refused:wa_131049";
		if (index % 71 === 6) return "refused:wa_131042";
		return "accepted";
	});
}

export function seedRuns(bridge: FakeBridge, people: number): void {
	const few = fates(120, 120);
	const runs: [readonly Fate[], Partial<Campaign>][] = [
		[few, { name: "Winter list", state: "done", ended_at: at(-9000), started_at: at(-9100), created_at: at(-9101) }],
		[fates(64, 20), { name: "قائمة الشتاء", state: "cancelled", ended_at: at(-4000) }],
		[fates(90, 30), { name: "Schools, second letter", state: "paused", started_at: at(-500) }],
		[
			fates(412, 241),
			{
				name: "Trade fair, thank you",
				state: "stopped",
				stopped: { reason: { rule: "whatsapp", code: 132015, detail: "Template is paused" }, at: at(-30) },
			},
		],
		[fates(38, 0), { name: "Good morning", state: "missed", starts_at: at(-75), started_at: null }],
		[fates(250, 0), { name: "Next week’s reading", state: "scheduled", starts_at: at(60 * 40), started_at: null }],
		[
			fates(57, 0),
			{ name: "A last look", state: "scheduled", starts_at: at(0.4), created_at: at(-0.01), started_at: null },
		],
		[fates(80, 12), { name: "Harbour regulars", waiting: { reason: "out_of_hours", since: at(-10), until: at(600) } }],
		[fates(people, Math.round(people * 0.6)), { name: "Spring catalogue" }],
	];
	for (const [rows, more] of runs) addRun(bridge, rows, more);
}
