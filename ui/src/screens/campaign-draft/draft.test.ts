import { describe, expect, it } from "vitest";
import type { AudienceSource, Pace, SlotFill } from "../../bridge";
import {
	addPart,
	type Change,
	changePart,
	type Draft,
	dropPart,
	leaveOut,
	newDraft,
	setEdit,
	setFill,
	setRules,
	setTemplate,
	toWire,
} from "./draft";

const PACE: Pace = { per_minute: null, per_hour: null, per_day: null, hours: null };
const GROUP: AudienceSource = { kind: "group", id: 11 };
const FIRST: SlotFill = { source: { from: "field", field: "firstname" }, formulas: [], fallback: "there" };
const EMPTY: SlotFill = { source: { from: "fixed", text: "  " }, formulas: [], fallback: null };
const made = (start: Draft, ...changes: Change[]) => changes.reduce((draft, change) => change(draft), start);
const draft = (template: string | null = "t1") => newDraft([GROUP], template);

describe("what Rust is told", () => {
	it("is nothing while nobody is chosen, or there is no template to count by", () => {
		expect(toWire(newDraft([], "t1"), PACE, null)).toBeNull();
		expect(toWire(draft(null), PACE, null)).toBeNull();
		expect(toWire(draft(null), PACE, "any")?.template).toBe("any");
	});

	it("leaves nobody out for the empty places of a template that only stands in", () => {
		const rules = setRules({ leave_out_unfit: true, messaged_days: 3 });
		expect(toWire(made(draft(null), rules), PACE, "any")?.funnel).toEqual({
			leave_out_unfit: false,
			messaged_days: 3,
			create_unknown: false,
		});
		expect(toWire(made(draft(), rules), PACE, "any")?.funnel.leave_out_unfit).toBe(true);
	});

	it("names the places that are filled, and only those", () => {
		const filled = made(draft(), setFill("field_1", FIRST), setFill("field_2", EMPTY));
		expect(toWire(filled, PACE, null)?.slots).toEqual({ field_1: FIRST });
	});

	it("keeps what was filled and changed by hand with its template", () => {
		const one = made(draft(), setFill("field_1", FIRST), setEdit("c501", { field_1: "Nadia" }));
		const other = made(one, setTemplate("t2"));
		expect(toWire(other, PACE, null)).toMatchObject({ template: "t2", slots: {}, edits: [] });
		expect(toWire(made(other, setTemplate("t1")), PACE, null)).toMatchObject({
			slots: { field_1: FIRST },
			edits: [{ key: "c501", values: { field_1: "Nadia" } }],
		});
	});
});

describe("changes", () => {
	it("adds, turns and drops sets of people in order", () => {
		const start = made(draft(), addPart({ kind: "view", id: 3 }), addPart({ kind: "numbers", text: "1" }));
		const ids = start.parts.map(({ id }) => id);
		expect(new Set(ids).size).toBe(3);
		const turned = made(start, changePart(ids[1] ?? 0, { minus: true }), dropPart(ids[0] ?? 0));
		expect(toWire(turned, PACE, null)?.audience).toEqual([
			{ minus: true, of: { kind: "view", id: 3 } },
			{ minus: false, of: { kind: "numbers", text: "1" } },
		]);
	});

	it.each([
		["no values", {}],
		["as for everybody", null],
	])("forgets what was changed by hand for %s", (_, values) => {
		const changed = made(draft(), setEdit("c1", { field_1: "A" }), setEdit("c2", { field_1: "B" }));
		expect(toWire(made(changed, setEdit("c1", values)), PACE, null)?.edits).toEqual([
			{ key: "c2", values: { field_1: "B" } },
		]);
	});

	it("leaves somebody out once, and takes them in again", () => {
		const out = made(draft(), leaveOut("c1", true), leaveOut("c1", true), leaveOut("c2", true));
		expect(out.leftOut).toEqual(["c1", "c2"]);
		expect(made(out, leaveOut("c1", false)).leftOut).toEqual(["c2"]);
	});
});
