import { expect, it } from "vitest";
import { fileName } from "./Bubble";
import { keptName } from "./mediaValue";

it.each([
	["file:00000000-0000-0000-0000-000000000007/price list.pdf", "price list.pdf"],
	["file:00000000-0000-0000-0000-000000000007/50% #2?.jpg", "50% #2?.jpg"],
	["https://media.example.com/a.jpg", null],
	["", null],
])("%s is the kept file %s", (value, name) => {
	expect(keptName(value)).toBe(name);
	if (name !== null) expect(fileName(value)).toBe(name);
});
