import { describe, expect, it } from "vitest";
import { contrast, distance, freshColour, lookAlike, PALETTE, readColour, textOn } from "./colours";

describe("colours of statuses", () => {
	it("are read with or without #, in any case, and nothing else is", () => {
		const table: [string, string | null][] = [
			["#1e88e5", "#1E88E5"],
			[" 1E88E5 ", "#1E88E5"],
			["#1E88E", null],
			["#1E88EG", null],
			["blue", null],
			["", null],
			["#1E88E5;x:y", null],
		];
		for (const [text, expected] of table) expect(readColour(text), text).toBe(expected);
	});

	it("have text on them that can be read, whatever they are", () => {
		expect(contrast("#000000", "#FFFFFF")).toBeCloseTo(21);
		expect(textOn("#FDD835")).toBe("#000000");
		expect(textOn("#6A1B9A")).toBe("#FFFFFF");
		const steps = ["00", "33", "66", "77", "88", "99", "CC", "FF"];
		for (const r of steps)
			for (const g of steps)
				for (const b of steps) {
					const colour = `#${r}${g}${b}`;
					expect(contrast(colour, textOn(colour)), colour).toBeGreaterThanOrEqual(4.5);
				}
	});

	it("of the palette can be told apart, also without red or green cones", () => {
		const colours = PALETTE.map(([, colour]) => colour);
		for (const one of colours)
			for (const other of colours.filter((colour) => colour > one))
				expect(distance(one, other), `${one} ${other}`).toBeGreaterThan(0.05);
	});

	it("that look alike are found, for most eyes and for those who see red and green alike", () => {
		const used = [
			{ name: "New", color: "#1E88E5" },
			{ name: "Lost", color: null },
		];
		expect(lookAlike("#1F86E0", used)?.name).toBe("New");
		// A dark green and a red that are one to who has no red cones, and far apart to the others.
		expect(lookAlike("#C62828", [{ name: "Paid", color: "#2E7D32" }])?.name).toBe("Paid");
		expect(lookAlike("#000000", used)).toBeUndefined();
	});

	it("are offered fresh: what is used least", () => {
		expect(freshColour([])).toBe("#1E88E5");
		const others = PALETTE.map(([, colour]) => colour).filter((colour) => colour !== "#FDD835");
		expect(freshColour([...others, null])).toBe("#FDD835");
	});
});
