import { describe, expect, it } from "vitest";
import { makeTemplate } from "../../test/fake-templates";
import { type Change, difference, type Seen, seenOf } from "./difference";

const one = (more: Partial<Seen> = {}): Seen => ({
	...seenOf(makeTemplate("sale", "en", "Hello {{1}}, the sale begins.")),
	...more,
});
/** `paused sale en: body` */
const told = ({ kind, template, edits }: Change) =>
	`${kind} ${template.name} ${template.language}${edits.length > 0 ? `: ${edits.map(({ part }) => part).join(" ")}` : ""}`;

describe("the difference of two lists", () => {
	it.each<[string, Seen[], Seen[], string[]]>([
		["nothing", [one()], [one()], []],
		["another order", [one(), one({ language: "fr" })], [one({ language: "fr" }), one()], []],
		["a new one", [one()], [one(), one({ name: "extra" })], ["new extra en"]],
		["a new language", [one()], [one(), one({ language: "fr" })], ["new sale fr"]],
		["one that is gone", [one(), one({ language: "fr" })], [one()], ["gone sale fr"]],
		["all that are gone", [one()], [], ["gone sale en"]],
		["a pause", [one()], [one({ status: "PAUSED", problem: "paused" })], ["paused sale en"]],
		["a rejection", [one({ status: "PENDING" })], [one({ status: "REJECTED" })], ["rejected sale en"]],
		["an approval", [one({ status: "PENDING" })], [one()], ["approved sale en"]],
		["a resumption", [one({ status: "PAUSED" })], [one()], ["approved sale en"]],
		["the switch", [one()], [one({ status: "DISABLED" })], ["disabled sale en"]],
		["a review", [one({ status: "REJECTED" })], [one({ status: "PENDING" })], ["review sale en"]],
		["a status of no meaning here", [one()], [one({ status: "NEWFANGLED" })], ["blocked sale en"]],
		["an edited text", [one()], [one({ body: "Hello {{1}}." })], ["edited sale en: body"]],
		["a footer that came", [one()], [one({ footer: "STOP" })], ["edited sale en: footer"]],
		["none and an empty footer", [one({ footer: null })], [one({ footer: "" })], []],
		["a header", [one()], [one({ header: "text", header_text: "Sale" })], ["edited sale en: headerKind header"]],
		["a category", [one()], [one({ category: "UTILITY" })], ["edited sale en: category"]],
		["buttons", [one()], [one({ buttons: [{ kind: "URL", text: "Shop" }] })], ["edited sale en: buttons"]],
		[
			"a button of another kind with the same words",
			[one({ buttons: [{ kind: "QUICK_REPLY", text: "Shop" }] })],
			[one({ buttons: [{ kind: "URL", text: "Shop" }] })],
			["edited sale en: buttons"],
		],
		["both a status and a text", [one()], [one({ status: "PENDING", body: "Hello." })], ["review sale en: body"]],
		[
			"the bad news first, then by name and language",
			[one(), one({ name: "b" }), one({ name: "a" }), one({ name: "a", language: "de" })],
			[
				one({ body: "Other." }),
				one({ name: "a", status: "PAUSED" }),
				one({ name: "a", language: "de", status: "PAUSED" }),
				one({ name: "z" }),
			],
			["gone b en", "paused a de", "paused a en", "edited sale en: body", "new z en"],
		],
	])("tells of %s", (_, before, after, expected) => {
		expect(difference(before, after).map(told)).toEqual(expected);
	});

	it("takes one that was written anew under the same name and language for the same", () => {
		const again = makeTemplate("sale", "en", "Hello {{1}}, the sale begins.");
		expect(again.template_id).not.toBe(makeTemplate("sale", "en", "").template_id);
		expect(difference([one()], [seenOf(again)])).toEqual([]);
	});
});
