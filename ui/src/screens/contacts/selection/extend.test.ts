import { describe, expect, it } from "vitest";
import { extended } from "./extend";

describe("a stretch that is extended", () => {
	it.each([
		["down from its anchor", 3, 3, 4, { first: 3, last: 4 }, null],
		["up from its anchor", 3, 3, 2, { first: 2, last: 3 }, null],
		["back to its anchor", 3, 5, 4, { first: 3, last: 4 }, { first: 5, last: 5 }],
		["back from above", 5, 2, 4, { first: 4, last: 5 }, { first: 2, last: 3 }],
		["over its anchor to the other side", 5, 8, 2, { first: 2, last: 5 }, { first: 6, last: 8 }],
		["to the end in one go", 3, 4, 99, { first: 3, last: 99 }, null],
		["nowhere", 3, 5, 5, { first: 3, last: 5 }, null],
	])("%s", (_, anchor, from, to, add, remove) => {
		expect(extended(anchor, from, to)).toEqual({ add, remove });
	});
});
