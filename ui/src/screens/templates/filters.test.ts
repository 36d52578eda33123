import { describe, expect, it } from "vitest";
import { makeTemplate, shopTemplates } from "../../test/fake-templates";
import { families } from "../outbox/families";
import {
	CAN,
	CANNOT,
	cardsOf,
	countsOf,
	type Filters,
	type Gallery,
	inOrder,
	isNarrowed,
	NO_FILTERS,
	shelvesOf,
	valuesOf,
	withWords,
} from "./filters";
import type { Marks } from "./marks";
import { usedBy } from "./useUsed";

const NO_MARKS: Marks = { favourites: [], hidden: [] };
const SHOP = families(shopTemplates());

function gallery(filters: Partial<Filters> = {}, more: Partial<Gallery> = {}): Gallery {
	const all = { ...NO_FILTERS, ...filters };
	return {
		families: SHOP,
		found: withWords(SHOP, all.text),
		filters: all,
		marks: NO_MARKS,
		used: undefined,
		own: "en",
		...more,
	};
}
const names = (filters: Partial<Filters>, more: Partial<Gallery> = {}) =>
	cardsOf(gallery(filters, more)).map(({ family, shown }) => `${family.name} ${shown.language}`);

describe("what is shown", () => {
	it.each<[string, Partial<Filters>, string[]]>([
		["words of the name", { text: "proofs" }, ["proofs_ready en"]],
		["a name with blanks for its lines", { text: "proofs ready" }, ["proofs_ready en"]],
		["words of the text, in any order", { text: "lift floor" }, ["directions en"]],
		["words of another language", { text: "jardin" }, ["spring_sittings fr"]],
		["without accents and in capitals", { text: "ABZUGE" }, ["proofs_ready de"]],
		["words of a button", { text: "see the studio" }, ["spring_sittings en"]],
		["words of a foot", { text: "STOP more" }, ["spring_sittings en"]],
		["words of two languages are not one text", { text: "jardin garden" }, []],
		["a language", { language: "de" }, ["proofs_ready de"]],
		["a category", { category: "AUTHENTICATION" }, ["login_code en"]],
		["a kind of header", { header: "document" }, ["invoice_sent en"]],
		["a status", { status: "PAUSED" }, ["anniversary en"]],
		["a header and a language no one text has both of", { header: "image", language: "de" }, []],
		["a header and words of another language", { header: "image", text: "Abzüge" }, []],
		["all at once", { category: "MARKETING", language: "ar", status: CAN, text: "STOP" }, ["spring_sittings ar"]],
	])("by %s", (_, filters, expected) => {
		expect(names(filters)).toEqual(expected);
	});

	it("divides by what can be sent, also where the server's status is not the reason", () => {
		const cannot = names({ status: CANNOT });
		expect(cannot).toContain("directions en");
		expect(cannot).toContain("open_studio fr");
		expect(cannot.length + names({ status: CAN }).length).toBe(SHOP.length);
	});

	it("is in the program's language where there are several", () => {
		expect(names({ text: "proofs" }, { own: "de" })).toEqual(["proofs_ready de"]);
	});

	it("leaves the hidden out, and shows them alone", () => {
		const marks = { favourites: ["winner"], hidden: ["winner", "newborn"] };
		expect(names({}, { marks })).toHaveLength(SHOP.length - 2);
		expect(names({ which: "favourites" }, { marks })).toEqual([]);
		expect(names({ which: "hidden" }, { marks })).toEqual(["newborn en", "winner en"]);
		expect(names({ which: "hidden", text: "congratulations" }, { marks })).toEqual(["newborn en"]);
	});
});

describe("the counts", () => {
	it("tell how many names a value would leave, the other filters as they are", () => {
		const languages = countsOf(gallery({ category: "UTILITY", language: "en" }), "language");
		expect(Object.fromEntries(languages)).toEqual({ en: 4, zh_CN: 1 });
		const categories = countsOf(gallery({ text: "spring" }), "category");
		expect(Object.fromEntries(categories)).toEqual({ MARKETING: 1 });
	});
	it("agree with what choosing the value shows", () => {
		for (const field of ["category", "language", "status", "header"] as const)
			for (const [value, count] of countsOf(gallery({ text: "e" }), field))
				expect(names({ text: "e", [field]: value }), `${field} ${value}`).toHaveLength(count);
	});
});

describe("the shelves", () => {
	const shelves = (which: Filters["which"], more: Partial<Gallery> = {}) => {
		const { marks, used, ...rest } = gallery({ which }, more);
		return shelvesOf(cardsOf({ marks, used, ...rest }), which, marks, used).map(
			({ id, cards }) => `${id}: ${cards.length}`,
		);
	};
	it("are the categories", () => {
		expect(shelves("all")).toEqual(["MARKETING: 8", "UTILITY: 4", "AUTHENTICATION: 1"]);
	});
	it("begin with the favourites, each name once", () => {
		const marks = { favourites: ["login_code", "newborn"], hidden: [] };
		expect(shelves("all", { marks })).toEqual(["favourites: 2", "MARKETING: 7", "UTILITY: 4"]);
	});
	it("are one where a part is shown", () => {
		expect(shelves("favourites", { marks: { favourites: ["newborn"], hidden: [] } })).toEqual(["favourites: 1"]);
		expect(shelves("favourites")).toEqual([]);
	});
	it("have what was sent last first", () => {
		const used = new Map([
			["newborn", { last: "2026-02-01T10:00:00Z", runs: 1 }],
			["proofs_ready", { last: "2026-03-01T10:00:00Z", runs: 2 }],
		]);
		const all = gallery({ which: "recent" }, { used });
		const [shelf] = shelvesOf(cardsOf(all), "recent", NO_MARKS, used);
		expect(shelf?.cards.map(({ family }) => family.name)).toEqual(["proofs_ready", "newborn"]);
	});
	it("put a category of no meaning here last", () => {
		expect(inOrder(["ZETA", "AUTHENTICATION", "ALPHA", "MARKETING", "UTILITY"])).toEqual([
			"MARKETING",
			"UTILITY",
			"AUTHENTICATION",
			"ALPHA",
			"ZETA",
		]);
	});
});

it("blanks ask for nothing, all else does", () => {
	expect(isNarrowed({ ...NO_FILTERS, text: "  " })).toBe(false);
	expect(isNarrowed({ ...NO_FILTERS, text: "a" })).toBe(true);
	expect(isNarrowed({ ...NO_FILTERS, which: "hidden" })).toBe(true);
	expect(isNarrowed({ ...NO_FILTERS, header: "none" })).toBe(true);
});

it("a status the server made up is a value like the others", () => {
	expect(valuesOf(makeTemplate("a", "en", "", { status: "ODD", problem: "not_approved" }), "status")).toEqual([
		CANNOT,
		"ODD",
	]);
});

describe("what was used", () => {
	const run = (name: string, started_at: string | null) =>
		({ template: { name }, started_at }) as Parameters<typeof usedBy>[0][number];
	it("is what a run began to send, with the latest", () => {
		const used = usedBy([
			run("a", "2026-03-02T10:00:00+02:00"),
			run("a", "2026-03-02T09:00:00Z"),
			run("a", "2026-02-01T09:00:00Z"),
			run("b", null),
		]);
		expect([...used]).toEqual([["a", { last: "2026-03-02T09:00:00Z", runs: 3 }]]);
	});
});
