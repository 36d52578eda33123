import { expect, test } from "vitest";
import { personLabel, personName } from "./person";

const of = (firstname: string, lastname: string, phone = "+15550100142") => ({
	firstname,
	lastname,
	phone,
	phone_display: "+1 555 010 0142",
});

test.each([
	["Nadia", "Verhoeven", "Nadia Verhoeven"],
	["诗涵", "欧阳", "欧阳 诗涵"],
	["민서", "김", "김 민서"],
	["さくら", "佐藤", "佐藤 さくら"],
	["Mei", "王", "Mei 王"],
	["Priya", "-", "Priya"],
	["Priya", " . ", "Priya"],
	["فاطمة", "بن علي", "فاطمة بن علي"],
	["15550100142", "", ""],
	["", "", ""],
])("%s and %s make %s", (firstname, lastname, name) => {
	expect(personName(of(firstname, lastname))).toBe(name);
});

test("somebody without a name is called by the number", () => {
	expect(personLabel(of("15550100142", ""))).toBe("+1 555 010 0142");
	expect(personLabel(of("Nadia", ""))).toBe("Nadia");
});
