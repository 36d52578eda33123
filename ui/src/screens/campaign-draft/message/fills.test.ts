import { describe, expect, it } from "vitest";
import { fromColumn, fromField, HOW_NAMES, HOWS, howOf, words } from "./fills";

describe("what is done to a value", () => {
	it("is found again by its name", () => {
		for (const how of HOW_NAMES) expect(howOf({ ...words(""), formulas: [...HOWS[how]] }), how).toBe(how);
	});
	it("is known in its order only", () => {
		const turned = [...HOWS.first_title].reverse();
		expect(howOf({ ...words(""), formulas: turned })).toBeNull();
	});
});

describe("another source", () => {
	const before = fromField("city", words("x", "your town"));
	it("keeps the words for those who have none", () => {
		expect(before.fallback).toBe("your town");
		expect(fromColumn("Order", before)).toEqual({
			source: { from: "column", name: "Order" },
			formulas: [],
			fallback: "your town",
		});
	});
	it("does not keep what was done to the value before, but writes a date as one", () => {
		const upper = { ...before, formulas: [...HOWS.upper] };
		expect(fromField("company", upper).formulas).toEqual([]);
		expect(fromField("created_at", undefined).formulas).toEqual(HOWS.day_month_year);
	});
});
