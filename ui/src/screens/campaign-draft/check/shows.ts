// Which lists of people a plan has. Pure.
import type { CampaignPlan, PlanShow } from "../../../bridge";
import { isUnfit } from "../blocks";
import type { Fills } from "../draft";

export interface Listed {
	show: PlanShow;
	/** None: as many as get it. */
	count: number | null;
}

/** People whose message cannot be sent as it is, whether they stop the send or are left out. */
export function unfitCount({ problems, funnel }: CampaignPlan): number {
	const stops = problems.find((problem) => problem.kind === "unfit_values")?.count ?? 0;
	return funnel.steps.reduce((sum, { reason, count }) => (isUnfit(reason) ? sum + count : sum), stops);
}

/** `odd`: how many names look odd. Lists with nobody in them are not there; `filled`: messages are worth looking at. */
export function listsOf(plan: CampaignPlan, odd: number, fills: Fills | null): Listed[] {
	const { funnel } = plan;
	const lists: Listed[] = [{ show: { kind: "going" }, count: funnel.going }];
	if (fills) {
		const unfit = unfitCount(plan);
		if (unfit > 0) lists.push({ show: { kind: "unfit" }, count: unfit });
		if (odd > 0) lists.push({ show: { kind: "odd" }, count: odd });
		for (const { field, fallback } of plan.slots)
			if (fallback > 0) lists.push({ show: { kind: "fallback", field }, count: fallback });
		// With the same words for all, none is longer than another.
		const differ = Object.values(fills).some(({ source }) => source.from !== "fixed");
		if (differ && funnel.going > 1) lists.push({ show: { kind: "longest" }, count: null });
	}
	for (const { reason, count } of funnel.steps)
		if (!fills || !isUnfit(reason)) lists.push({ show: { kind: "skipped", reason }, count });
	return lists;
}
