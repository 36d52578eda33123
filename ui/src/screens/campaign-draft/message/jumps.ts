import type { CampaignPlan, PlanShow } from "../../../bridge";
import { unfitCount } from "../check/shows";

interface Jump {
	show: PlanShow;
	count: number | null;
}

/** Where it is worth looking first. Of several places the one that most people have words instead in. */
export function jumpsOf(plan: CampaignPlan): Jump[] {
	const jumps: Jump[] = [{ show: { kind: "going" }, count: null }];
	const unfit = unfitCount(plan);
	if (unfit > 0) jumps.push({ show: { kind: "unfit" }, count: unfit });
	if (plan.funnel.going > 1 && plan.slots.length > 0) jumps.push({ show: { kind: "longest" }, count: null });
	const [most] = [...plan.slots].sort((a, b) => b.fallback - a.fallback);
	if (most && most.fallback > 0) jumps.push({ show: { kind: "fallback", field: most.field }, count: most.fallback });
	return jumps;
}
