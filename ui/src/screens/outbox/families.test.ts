import { describe, expect, it } from "vitest";
import type { Template } from "../../bridge";
import { families, pickLanguage, search } from "./families";

let id = 0;
function template(name: string, language: string, more: Partial<Template> = {}): Template {
	id += 1;
	return {
		template_id: String(id),
		name,
		language,
		category: "MARKETING",
		status: "APPROVED",
		header: "none",
		header_text: null,
		body: "Hello {{1}}",
		footer: null,
		buttons: [],
		slots: [],
		problem: null,
		...more,
	};
}

const all = families([
	template("spring_catalogue", "hi", { body: "नमस्ते {{1}}" }),
	template("spring_catalogue", "en_GB", { body: "Hi {{1}}, the café list" }),
	template("spring_catalogue", "ar", { problem: "paused" }),
	template("away", "en_US", { problem: "copy_code" }),
	template("author_evening", "de", { body: "Ein Abend", category: "UTILITY" }),
]);
const spring = all.find((family) => family.name === "spring_catalogue");

describe("families", () => {
	it("puts what can be sent first, then by name", () =>
		expect(all.map((family) => family.name)).toEqual(["author_evening", "spring_catalogue", "away"]));
	it("puts a language that cannot be sent last", () =>
		expect(spring?.members.map((member) => member.language)).toEqual(["en_GB", "hi", "ar"]));
	it("is sendable when one language is", () =>
		expect(all.map((family) => family.sendable)).toEqual([true, true, false]));
});

describe("search", () => {
	it.each([
		["", ["author_evening", "spring_catalogue", "away"]],
		["  ", ["author_evening", "spring_catalogue", "away"]],
		["SPRING", ["spring_catalogue"]],
		["spring catalogue", ["spring_catalogue"]],
		["cafe hi", ["spring_catalogue"]],
		["नमस्ते", ["spring_catalogue"]],
		["abend", ["author_evening"]],
		["abend cafe", []],
	])("%j", (query, names) => expect(search(all, query).map((family) => family.name)).toEqual(names));
});

describe("the language to open with", () => {
	if (spring === undefined) throw new Error("no spring_catalogue");
	it.each([
		["hi", false, "en-GB", "hi"],
		[undefined, false, "en-GB", "en_GB"],
		[undefined, false, "en-US", "en_GB"],
		[undefined, false, "fr", "en_GB"],
		["ar", false, "hi-IN", "hi"],
		["ar", true, "hi-IN", "ar"],
	])("used %s, pointed at %s, program in %s", (used, exact, own, expected) =>
		expect(pickLanguage(spring, used, exact, own).language).toBe(expected),
	);
	it("falls back to one that cannot be sent", () => {
		const away = all.find((family) => family.name === "away");
		expect(away && pickLanguage(away, undefined, false, "en").language).toBe("en_US");
	});
});
