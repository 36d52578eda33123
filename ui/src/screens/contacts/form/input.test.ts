import { describe, expect, it } from "vitest";
import type { ContactInput } from "../../../bridge";
import { blankInput, fromSearch, isBlank, isMoreField, landErrors, sameInput } from "./input";

const chosen = { type: "lead", source_id: 1, status_id: 2, groups: [11] };

describe("the form's text", () => {
	it("is blank whatever is chosen from lists, and not once anything is typed", () => {
		expect(isBlank(blankInput(chosen))).toBe(true);
		expect(isBlank({ ...blankInput(chosen), zip: "1" })).toBe(false);
	});

	it("is the same only with the same groups in the same order", () => {
		const one: ContactInput = { ...blankInput(chosen), groups: [1, 2] };
		expect(sameInput(one, { ...one, groups: [1, 2] })).toBe(true);
		expect(sameInput(one, { ...one, groups: [2, 1] })).toBe(false);
		expect(sameInput(one, { ...one, city: "Harwich" })).toBe(false);
	});

	it.each([
		["nadja ver", { firstname: "nadja", lastname: "ver" }],
		["Ana de la Cruz", { firstname: "Ana de la", lastname: "Cruz" }],
		["Priya", { firstname: "Priya" }],
		[" +44 (7700) 900-142 ", { phone: "+44 (7700) 900-142" }],
		["٠٧٧٠٠", { phone: "٠٧٧٠٠" }],
		["3 Kings", { firstname: "3", lastname: "Kings" }],
	])("starts from the search %s", (text, start) => {
		expect(fromSearch(text)).toEqual(start);
	});
});

describe("refused fields", () => {
	it("land on their fields in the order of the form, with dots in their names, and the rest is told apart", () => {
		const { landed, others } = landErrors([
			{ field: "email", code: "taken" },
			{ field: "groups.1", code: "server", message: "no such group" },
			{ field: "phone", code: "server", message: "phone taken" },
			{ field: "phone", code: "too_long" },
			{ field: "shoe_size", code: "server", message: "unknown" },
		]);
		expect(landed.map(([name, { code }]) => [name, code])).toEqual([
			["phone", "server"],
			["groups", "server"],
			["email", "taken"],
		]);
		expect(others.map(({ field }) => field)).toEqual(["shoe_size"]);
	});

	it("of the second half open it", () => {
		expect(isMoreField("groups")).toBe(false);
		expect(isMoreField("email")).toBe(true);
	});
});
