import { describe, expect, it } from "vitest";
import { found } from "./match";

const all = ["VIP", "Old VIP", "Vipers", "Écoles", "Schools"].map((name, id) => ({ id, name }));
const names = (text: string, lately?: number[]) => found(all, text, lately).map(({ name }) => name);

describe("what is called so", () => {
	it("is the whole name first, then its beginning, then a word, case and accents aside", () => {
		expect(names("vip")).toEqual(["VIP", "Vipers", "Old VIP"]);
		expect(names("ecoles")).toEqual(["Écoles"]);
		expect(names("xyz")).toEqual([]);
	});
	it("has what was used lately before the others, but not before the whole name", () => {
		expect(names("vip", [1])).toEqual(["VIP", "Old VIP", "Vipers"]);
		expect(names("", [4, 2])[0]).toBe("Schools");
	});
});
