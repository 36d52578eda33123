import { afterEach, describe, expect, it, vi } from "vitest";
import { makeTemplate } from "../../test/fake-templates";
import { difference } from "./difference";
import { forgetKept, forgetOthers, restart } from "./kept";
import { keepMarks, marksOf, toggled } from "./marks";
import { keepSeen, lastSeen } from "./seen";

afterEach(() => {
	vi.restoreAllMocks();
	forgetKept();
});

const LIKED = { favourites: ["sale"], hidden: ["old"] };

describe("what is kept", () => {
	it("outlives the program, by account", () => {
		keepMarks("one", LIKED);
		restart();
		expect(marksOf("one")).toEqual(LIKED);
		expect(marksOf("two")).toEqual({ favourites: [], hidden: [] });
	});

	it("stays until the program ends where the store is full, and half of it never", () => {
		keepMarks("one", { favourites: ["before"], hidden: [] });
		vi.spyOn(Storage.prototype, "setItem").mockImplementation(() => {
			throw new DOMException("full", "QuotaExceededError");
		});
		keepMarks("one", LIKED);
		expect(marksOf("one")).toEqual(LIKED);
		restart();
		expect(marksOf("one")).toEqual({ favourites: [], hidden: [] });
	});

	it("is nothing where it cannot be read", () => {
		for (const text of ["{", "7", '{"favourites":"sale","hidden":[1,"old"]}']) {
			localStorage.setItem("wacr.templates.marks.one", text);
			localStorage.setItem("wacr.templates.seen.one", text);
			expect(marksOf("one").favourites).toEqual([]);
			expect(lastSeen("one")).toBeNull();
		}
		expect(marksOf("one").hidden).toEqual(["old"]);
	});

	it("goes with its account, and only with its own", () => {
		localStorage.setItem("another's", "stays");
		keepMarks("one", LIKED);
		keepMarks("two", LIKED);
		keepSeen("two", []);
		forgetOthers(["one"]);
		expect(Object.keys(localStorage).sort()).toEqual(["another's", "wacr.templates.marks.one"]);
		expect(marksOf("two").favourites).toEqual([]);
		localStorage.removeItem("another's");
	});
});

it("a mark is set and taken away again", () => {
	const once = toggled(LIKED, "hidden", "sale");
	expect(once).toEqual({ favourites: ["sale"], hidden: ["old", "sale"] });
	expect(toggled(once, "hidden", "sale")).toEqual(LIKED);
	expect(LIKED.hidden).toEqual(["old"]);
});

it("the list last seen can be compared with the next one after a new start", () => {
	const sale = makeTemplate("sale", "en", "Hello {{1}}", { samples: ["Nadia"] });
	keepSeen("one", [sale], new Date("2026-03-01T10:00:00Z"));
	restart();
	const seen = lastSeen("one");
	expect(seen?.at).toBe("2026-03-01T10:00:00.000Z");
	expect(difference(seen?.templates ?? [], [sale])).toEqual([]);
	expect(difference(seen?.templates ?? [], [{ ...sale, body: "Hi {{1}}" }])).toHaveLength(1);
	// Samples may name people and are of no use here.
	expect(JSON.stringify({ ...localStorage })).not.toContain("Nadia");
});
