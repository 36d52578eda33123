import { describe, expect, it } from "vitest";
import { boxAt, differences, pressed, type Wanted } from "./boxes";

const NONE: Wanted = new Map();
const press = (times: number, members: number, onlyOut = false) => {
	let wanted = NONE;
	for (let time = 0; time < times; time += 1) wanted = pressed(wanted, 7, members, 3, onlyOut);
	return wanted.get(7);
};

describe("the boxes of the group picker", () => {
	it("say none, some or all", () => {
		expect([0, 1, 2, 3].map((members) => boxAt(members, 3))).toEqual([false, "mixed", "mixed", true]);
	});
	it("go from some to all to none and back", () => {
		expect([1, 2, 3, 4].map((times) => press(times, 2))).toEqual([true, false, undefined, true]);
	});
	it("go from none to all and back, from all to none and back", () => {
		expect([1, 2].map((times) => press(times, 0))).toEqual([true, undefined]);
		expect([1, 2].map((times) => press(times, 3))).toEqual([false, undefined]);
	});
	it("only take out where that is what they are for", () => {
		expect([1, 2].map((times) => press(times, 2, true))).toEqual([false, undefined]);
	});
	it("come to differences: nobody is put where all are, or taken from where none is", () => {
		const wanted = new Map([
			[1, true],
			[2, true],
			[3, false],
			[4, false],
		]);
		const shares = [
			{ group: 1, members: 3 },
			{ group: 2, members: 1 },
			{ group: 3, members: 2 },
		];
		expect(differences(wanted, shares, 3)).toEqual({ add: [2], remove: [3] });
	});
});
