import { describe, expect, it } from "vitest";
import { type Arrow, neighbour } from "./neighbour";

/** Rows of places, 100 wide and high. */
const rows = (...lengths: number[]) =>
	lengths.flatMap((length, row) => Array.from({ length }, (_, column) => ({ top: row * 100, left: column * 100 })));

/** 0 1 2 / 3 / 4 5 6 */
const SHELVES = rows(3, 1, 3);

describe("an arrow leads", () => {
	it.each<[string, number, Arrow, number]>([
		["right", 0, "ArrowRight", 1],
		["right over the end of a row", 2, "ArrowRight", 3],
		["left over its beginning", 3, "ArrowLeft", 2],
		["nowhere left of the first", 0, "ArrowLeft", 0],
		["nowhere right of the last", 6, "ArrowRight", 6],
		["down in the column", 0, "ArrowDown", 3],
		["down to where a shorter row ends", 2, "ArrowDown", 3],
		["down from a short row to its column", 3, "ArrowDown", 4],
		["up in the column", 4, "ArrowUp", 3],
		["up to where a shorter row ends", 6, "ArrowUp", 3],
		["nowhere below the last row", 5, "ArrowDown", 5],
		["nowhere above the first", 1, "ArrowUp", 1],
		["to the first", 5, "Home", 0],
		["to the last", 1, "End", 6],
	])("%s", (_, at, key, expected) => {
		expect(neighbour(SHELVES, at, key, false)).toBe(expected);
	});

	it("the other way round where one reads from the right", () => {
		expect(neighbour(SHELVES, 1, "ArrowLeft", true)).toBe(2);
		expect(neighbour(SHELVES, 1, "ArrowRight", true)).toBe(0);
	});
});
