import { expect, it } from "vitest";
import type { SkipReason } from "../../bridge";
import { folded } from "./funnel";

const steps = (...all: [SkipReason, number][]) => all.map(([reason, count]) => ({ reason, count }));

it("shows up to three reasons as they are", () => {
	const three = steps(["left_out", 1], ["opted_out", 9], ["no_number", 3]);
	expect(folded(three)).toEqual({ steps: three, others: null });
	expect(folded([])).toEqual({ steps: [], others: null });
});

it("keeps the two that most people have, in their order, and adds up the others", () => {
	const five = steps(["left_out", 1], ["opted_out", 9], ["no_number", 3], ["same_number", 2], ["empty_value", 40]);
	expect(folded(five)).toEqual({
		steps: steps(["opted_out", 9], ["empty_value", 40]),
		others: { reason: "left_out", count: 6 },
	});
});
