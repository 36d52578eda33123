import { describe, expect, it } from "vitest";
import type { Slot } from "../../bridge";
import { around, slotNumber, splitSlots } from "./slots";

const slot = (before: string, after: string): Slot => ({
	field: "field_1",
	number: 1,
	kind: "text",
	before,
	after,
	sample: null,
});

describe("the number of a slot", () => {
	it.each([
		["field_1", 1],
		["field_10", 10],
		["header_field_1", 0],
		["header_image_url", 0],
	])("%s", (field, number) => expect(slotNumber(field)).toBe(number));
});

describe("the words round a slot", () => {
	it.each([
		["Hi", ", our spring catalogue", "Hi ", ", our spring catalogue"],
		["Hi ", " and welcome", "Hi ", " and welcome"],
		["", "is ready", "", " is ready"],
		["one\n\ntwo ", "\nthree\n", "one two ", " three"],
		["As a faithful reader of ours from", "", "… reader of ours from ", ""],
		["", "you can order until the end of the month", "", " you can order until the end of…"],
		["Our list is out. As a reader from", "you can order until {{3}} at", "As a reader from ", " you can order until"],
		["Hi {{1}}, order until", ".", "order until ", "."],
		["नमस्ते। आप", "तक", "आप ", " तक"],
		["Donaudampfschifffahrtsgesellschaftskapitän", "", "…hrtsgesellschaftskapitän ", ""],
	])("%j %j", (before, after, shownBefore, shownAfter) => {
		const shown = around(slot(before, after));
		expect(shown).toEqual({ before: shownBefore, after: shownAfter });
	});
});

describe("a text split at its slots", () => {
	it.each([
		["Hi {{1}}, welcome", ["Hi ", "{1}", ", welcome"]],
		["{{ name }}", ["{name}"]],
		["no slot {here}", ["no slot {here}"]],
		["{{1}}{{2}}", ["{1}", "{2}"]],
		["", []],
	])("%j", (text, parts) =>
		expect(splitSlots(text).map((part) => (part.slot === null ? part.text : `{${part.text}}`))).toEqual(parts),
	);
});
