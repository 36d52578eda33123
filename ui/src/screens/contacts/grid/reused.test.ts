import { expect, it } from "vitest";
import { reused } from "./reused";

const range = (first: number, count: number) => Array.from({ length: count }, (_, at) => first + at);

it("gives the rows that come the elements of those that went, however far it is scrolled", () => {
	const keys = (indexes: number[]) => indexes.map(reused(indexes, 30));
	for (const first of [1, 7, 30, 166, 99_970]) expect(keys(range(first, 30)).sort()).toEqual(keys(range(0, 30)).sort());
	// One step down: all that stay keep theirs.
	expect(keys(range(5001, 30)).slice(0, 29)).toEqual(keys(range(5000, 30)).slice(1));
});

it("never gives two rows of a screen the same", () => {
	for (const rows of [30, 31, 401]) {
		const indexes = [...range(90_000, 400), 16, 90_000 - 128];
		expect(new Set(indexes.map(reused(indexes, rows))).size).toBe(indexes.length);
	}
});
