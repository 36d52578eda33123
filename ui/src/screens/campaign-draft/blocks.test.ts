import { describe, expect, it } from "vitest";
import type { CampaignPlan, FunnelStep, PlanProblem } from "../../bridge";
import { TEMPLATES } from "../../test/fake-data";
import { type Block, blockOf, firstBlocked, type Step } from "./blocks";
import { newDraft } from "./draft";

const [template] = TEMPLATES;
function plan(problems: PlanProblem[] = [], going = 3, steps: FunnelStep[] = []): CampaignPlan {
	if (!template) throw new Error("no template");
	return {
		id: "p",
		template,
		funnel: { parts: [], chosen: 5, steps, going, creates: 0 },
		slots: [],
		columns: [],
		problems,
		estimate: { per_minute: null, seconds: null },
	};
}
const chosen = newDraft([{ kind: "group", id: 1 }], "t1");

describe("going on", () => {
	it.each<[Step, CampaignPlan, Block | null]>([
		["who", plan(), null],
		["who", plan([{ kind: "no_number_column" }]), "mend"],
		["who", plan([{ kind: "snapshot_gone" }]), "mend"],
		["who", plan([{ kind: "nobody_left" }], 0), "nobodyLeft"],
		// An empty place can be mended later on.
		["who", plan([{ kind: "nobody_left" }], 0, [{ reason: "empty_value", count: 5 }]), null],
		["who", plan([{ kind: "nobody_left" }], 0, [{ reason: "opted_out", count: 5 }]), "nobodyLeft"],
		["message", plan(), null],
		["message", plan([{ kind: "slot_not_filled", field: "field_1" }]), "slots"],
		["message", plan([{ kind: "no_such_column", field: "field_1", column: "x" }]), "slots"],
		["message", plan([{ kind: "template_not_sendable", problem: "paused" }]), "notSendable"],
		// The check is where those are mended.
		["message", plan([{ kind: "unfit_values", count: 2 }]), null],
		["check", plan([{ kind: "unfit_values", count: 2 }]), "unfit"],
		["check", plan([{ kind: "nobody_left" }], 0), "nobodyLeft"],
		["check", plan(), null],
		["send", plan([{ kind: "bad_hours" }]), null],
	])("from %s", (step, known, expected) => {
		expect(blockOf(step, chosen, known)).toBe(expected);
	});

	it("needs somebody and a template", () => {
		expect(blockOf("who", newDraft([], null), undefined)).toBe("nobodyChosen");
		expect(blockOf("message", { ...chosen, template: null }, plan())).toBe("noTemplate");
	});

	it("is held by the first step that is not done", () => {
		const slots = plan([
			{ kind: "slot_not_filled", field: "field_1" },
			{ kind: "unfit_values", count: 1 },
		]);
		expect(firstBlocked("send", chosen, slots)).toEqual({ step: "message", block: "slots" });
		expect(firstBlocked("message", chosen, slots)).toBeNull();
		expect(firstBlocked("send", chosen, plan())).toBeNull();
	});
});
