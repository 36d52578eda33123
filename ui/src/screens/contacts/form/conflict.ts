// What both changed, and what becomes of the form once it is chosen.
import type { Contact, ContactInput, FieldError } from "../../../bridge";
import { FIELDS, type FieldName, inputOf } from "./input";

export interface Conflict {
	/** The form as it was opened. */
	base: ContactInput;
	mine: ContactInput;
	server: Contact;
	theirs: ContactInput;
	/** The fields that need an answer. */
	fields: FieldName[];
	/** Changed there and not here: kept as they are there. */
	others: FieldName[];
}

export type Side = "base" | "mine" | "theirs";

export function conflictOf(
	base: ContactInput,
	mine: ContactInput,
	server: Contact,
	errors: readonly FieldError[],
): Conflict {
	const theirs = inputOf(server);
	const asked = new Set(errors.map((error) => error.field));
	const fields = FIELDS.filter((field) => asked.has(field));
	const same = (one: ContactInput, other: ContactInput, field: FieldName) =>
		String(one[field]) === String(other[field]);
	const others = FIELDS.filter(
		(field) => field !== "groups" && !asked.has(field) && !same(base, theirs, field) && same(base, mine, field),
	);
	return { base, mine, server, theirs, fields, others };
}

/** The form to go on from: the server's row as its base, with what was changed here and what was chosen. */
export function settled(
	conflict: Conflict,
	choice: Partial<Record<FieldName, Side>>,
): { base: ContactInput; input: ContactInput } {
	const { base, mine, theirs, fields } = conflict;
	const input: ContactInput = { ...theirs };
	for (const field of FIELDS) {
		if (field === "groups") continue;
		const side = fields.includes(field) ? (choice[field] ?? "theirs") : base[field] === mine[field] ? "theirs" : "mine";
		Object.assign(input, { [field]: conflict[side][field] });
	}
	const joined = mine.groups.filter((id) => !base.groups.includes(id));
	const left = base.groups.filter((id) => !mine.groups.includes(id));
	input.groups = [...new Set([...theirs.groups, ...joined])].filter((id) => !left.includes(id));
	return { base: theirs, input };
}
