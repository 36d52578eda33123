import type { FunnelStep, SkipReason } from "../../bridge";

/** As many reasons stand in the foot. */
const SHOWN = 3;

interface Folded {
	steps: FunnelStep[];
	/** The rest, together; the first of its reasons is where its list opens. */
	others: { reason: SkipReason; count: number } | null;
}

/** The reasons that most people have, in the funnel's order; the others as one. */
export function folded(steps: readonly FunnelStep[]): Folded {
	if (steps.length <= SHOWN) return { steps: [...steps], others: null };
	const most = new Set([...steps].sort((a, b) => b.count - a.count).slice(0, SHOWN - 1));
	const rest = steps.filter((step) => !most.has(step));
	const count = rest.reduce((sum, step) => sum + step.count, 0);
	return {
		steps: steps.filter((step) => most.has(step)),
		others: rest[0] ? { reason: rest[0].reason, count } : null,
	};
}
