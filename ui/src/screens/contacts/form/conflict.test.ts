import { describe, expect, it } from "vitest";
import { makeContacts } from "../../../test/fake-data";
import { conflictOf, settled } from "./conflict";
import { inputOf } from "./input";

describe("what is settled", () => {
	const contact = makeContacts(1)[0];
	if (!contact) throw new Error("no contact");
	const base = inputOf(contact);
	const mine = { ...base, lastname: "Mine", email: "mine@example.com", zip: "1", groups: [11, 99] };
	const server = {
		...contact,
		lastname: "Theirs",
		city: "Ghent",
		email: "theirs@example.com",
		groups: [11, 12, 13, 40],
	};
	const conflict = conflictOf(base, mine, server, [
		{ field: "lastname", code: "changed_meanwhile" },
		{ field: "email", code: "changed_meanwhile" },
	]);

	it("names what is asked and what is kept from the server", () => {
		expect(conflict.fields).toEqual(["lastname", "email"]);
		expect(conflict.others).toEqual(["city"]);
	});

	it("goes on from the server's row with the choice, what only I changed, and groups by their differences", () => {
		const { base: next, input } = settled(conflict, { lastname: "mine", email: "base" });
		expect(next).toEqual(inputOf(server));
		expect(input).toMatchObject({ lastname: "Mine", email: base.email, zip: "1", city: "Ghent", groups: [11, 40, 99] });
	});
});
