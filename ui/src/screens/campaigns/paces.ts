// Slower and faster, by steps that a person would choose.
import type { Pace } from "../../bridge";

const STEPS: readonly number[] = [1, 2, 5, 10, 15, 20, 30, 45, 60, 90, 120, 180, 240, 300, 450, 600];

/** One step slower; none: it is at the slowest. `now`: messages a minute as it goes, where that is known. */
export function slower(pace: Pace, now: number | null): Pace | null {
	const at = pace.per_minute ?? now ?? Number.POSITIVE_INFINITY;
	// The server's limit may hold it below its own pace: a step must be felt.
	const felt = Math.min(at, now ?? at);
	const step = STEPS.findLast((one) => one < felt);
	return step === undefined ? null : { ...pace, per_minute: step };
}

/** One step faster; at the server's limit without a pace of its own. None: it has none already. */
export function faster(pace: Pace, limit: number | null): Pace | null {
	if (pace.per_minute === null) return null;
	const own = pace.per_minute;
	const step = STEPS.find((one) => one > own);
	const most = limit ?? Number.POSITIVE_INFINITY;
	return { ...pace, per_minute: step === undefined || step >= most ? null : step };
}
