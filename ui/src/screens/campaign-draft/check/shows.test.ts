import { describe, expect, it } from "vitest";
import type { CampaignPlan, FunnelStep, PlanProblem, SlotCount } from "../../../bridge";
import { TEMPLATES } from "../../../test/fake-data";
import type { Fills } from "../draft";
import { fromField, words } from "../message/fills";
import { jumpsOf } from "../message/jumps";
import { listsOf, unfitCount } from "./shows";

interface Parts {
	going?: number;
	steps?: FunnelStep[];
	problems?: PlanProblem[];
	slots?: SlotCount[];
}
function plan({ going = 10, steps = [], problems = [], slots = [] }: Parts): CampaignPlan {
	const [template] = TEMPLATES;
	if (!template) throw new Error("no template");
	const funnel = { parts: [], chosen: 20, steps, going, creates: 0 };
	const estimate = { per_minute: null, seconds: null };
	return { id: "p", template, funnel, slots, columns: [], problems, estimate };
}
const FIELD: Fills = { field_1: fromField("firstname", undefined) };
const FIXED: Fills = { field_1: words("Nadia") };
const SLOTS = [
	{ field: "field_1", fallback: 2, empty: 0 },
	{ field: "field_2", fallback: 0, empty: 0 },
	{ field: "field_3", fallback: 7, empty: 0 },
];
const kinds = (parts: Parts, odd: number, fills: Fills | null) =>
	listsOf(plan(parts), odd, fills).map(({ show, count }) => {
		const of = show.kind === "skipped" ? show.reason : show.kind === "fallback" ? show.field : "";
		return [show.kind, of, count].filter((one) => one !== "").join(" ");
	});

describe("unfit messages", () => {
	it("are counted whether they stop the send or are left out", () => {
		expect(unfitCount(plan({ problems: [{ kind: "unfit_values", count: 4 }] }))).toBe(4);
		const steps: FunnelStep[] = [
			{ reason: "opted_out", count: 9 },
			{ reason: "empty_value", count: 3 },
			{ reason: "too_long", count: 1 },
		];
		expect(unfitCount(plan({ steps }))).toBe(4);
		expect(unfitCount(plan({}))).toBe(0);
	});
});

describe("the lists", () => {
	it("are those with somebody in them, each reason once", () => {
		const steps: FunnelStep[] = [
			{ reason: "opted_out", count: 9 },
			{ reason: "empty_value", count: 3 },
		];
		expect(kinds({ steps, slots: SLOTS }, 2, FIELD)).toEqual([
			"going 10",
			"unfit 3",
			"odd 2",
			"fallback field_1 2",
			"fallback field_3 7",
			"longest ",
			"skipped opted_out 9",
		]);
	});
	it("hold only people while there is no message", () => {
		expect(kinds({ slots: SLOTS, steps: [{ reason: "no_number", count: 1 }] }, 2, null)).toEqual([
			"going 10",
			"skipped no_number 1",
		]);
	});
	it("do not ask for the longest of equals", () => {
		expect(kinds({}, 0, FIXED)).toEqual(["going 10"]);
		expect(kinds({ going: 1 }, 0, FIELD)).toEqual(["going 1"]);
	});
});

it("leads to the missing, the longest, and the words that most people get instead", () => {
	const shows = jumpsOf(plan({ slots: SLOTS, problems: [{ kind: "unfit_values", count: 1 }] })).map(({ show }) => show);
	expect(shows).toEqual([
		{ kind: "going" },
		{ kind: "unfit" },
		{ kind: "longest" },
		{ kind: "fallback", field: "field_3" },
	]);
	expect(jumpsOf(plan({ going: 1 })).map(({ show }) => show)).toEqual([{ kind: "going" }]);
});
