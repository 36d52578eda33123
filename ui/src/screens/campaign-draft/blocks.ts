// What stands in the way of going on from a step. Pure.
import type { CampaignPlan, PlanProblem } from "../../bridge";
import type { Draft } from "./draft";

export const STEPS = ["who", "message", "check", "send"] as const;
export type Step = (typeof STEPS)[number];

export type Block = "nobodyChosen" | "mend" | "nobodyLeft" | "noTemplate" | "notSendable" | "slots" | "unfit";

type Kind = PlanProblem["kind"];
const has = (plan: CampaignPlan | undefined, ...kinds: Kind[]) =>
	plan?.problems.some(({ kind }) => kinds.includes(kind)) ?? false;

/** None: one can go on. Without a plan nothing is known against it. */
export function blockOf(step: Step, draft: Draft, plan: CampaignPlan | undefined): Block | null {
	switch (step) {
		case "who":
			if (draft.parts.length === 0) return "nobodyChosen";
			if (has(plan, "no_number_column", "snapshot_gone")) return "mend";
			if (plan?.funnel.going !== 0) return null;
			// Those who only fall out for their values can be mended in the next steps.
			return plan.funnel.steps.some(({ reason }) => isUnfit(reason)) ? null : "nobodyLeft";
		case "message":
			if (draft.template === null) return "noTemplate";
			if (has(plan, "template_not_sendable")) return "notSendable";
			return has(plan, "slot_not_filled", "no_such_column") ? "slots" : null;
		case "check":
			if (has(plan, "unfit_values")) return "unfit";
			return has(plan, "nobody_left") ? "nobodyLeft" : null;
		case "send":
			return null;
	}
}

type Skip = CampaignPlan["funnel"]["steps"][number]["reason"];

/** Left out for what would stand in the message. */
export const isUnfit = (reason: Skip): boolean =>
	reason === "empty_value" || reason === "too_long" || reason === "bad_spaces" || reason === "unfit_value";

/** The first of the steps before this one that cannot be left yet. */
export function firstBlocked(
	before: Step,
	draft: Draft,
	plan: CampaignPlan | undefined,
): { step: Step; block: Block } | null {
	for (const step of STEPS.slice(0, STEPS.indexOf(before))) {
		const block = blockOf(step, draft, plan);
		if (block) return { step, block };
	}
	return null;
}
