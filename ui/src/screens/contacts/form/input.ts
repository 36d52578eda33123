// The form's fields: their order, limits and the few questions asked of their text.
import type { Contact, ContactInput, FieldError } from "../../../bridge";

export type FieldName = keyof ContactInput;

/** In the order of the keyboard. */
export const FIELDS = [
	"firstname",
	"lastname",
	"phone",
	"type",
	"source_id",
	"status_id",
	"groups",
	"email",
	"company",
	"description",
	"address",
	"city",
	"state",
	"zip",
	"country_id",
	"assigned_id",
] as const satisfies readonly FieldName[];

const FIRST: ReadonlySet<FieldName> = new Set(FIELDS.slice(0, 7));

/** Shown only with "More". */
export function isMoreField(field: FieldName): boolean {
	return !FIRST.has(field);
}

/** Most characters the server's store takes (contract section 16.2); Rust refuses, here one is only told in time. */
export const LIMITS: Partial<Record<FieldName, number>> = {
	firstname: 191,
	lastname: 191,
	email: 191,
	company: 191,
	city: 100,
	state: 100,
	zip: 15,
	address: 500,
};

/** What a new form starts with besides empty text. */
export type Chosen = Pick<ContactInput, "type" | "source_id" | "status_id" | "groups">;

export function blankInput({ type, source_id, status_id, groups }: Chosen): ContactInput {
	return {
		firstname: "",
		lastname: "",
		phone: "",
		email: "",
		company: "",
		description: "",
		city: "",
		state: "",
		zip: "",
		address: "",
		country_id: "",
		assigned_id: "",
		type,
		source_id,
		status_id,
		groups: [...groups],
	};
}

export function inputOf(contact: Contact): ContactInput {
	const number = (value: number | null) => (value === null ? "" : String(value));
	return {
		firstname: contact.firstname,
		lastname: contact.lastname,
		phone: contact.phone,
		type: contact.type,
		source_id: contact.source_id,
		status_id: contact.status_id,
		email: contact.email ?? "",
		company: contact.company ?? "",
		description: contact.description ?? "",
		city: contact.city ?? "",
		state: contact.state ?? "",
		zip: contact.zip ?? "",
		address: contact.address ?? "",
		country_id: number(contact.country_id),
		assigned_id: number(contact.assigned_id),
		groups: [...contact.groups],
	};
}

/** Nothing was typed; what is chosen from lists does not count. */
export function isBlank(input: ContactInput): boolean {
	return FIELDS.every((field) => {
		const value = input[field];
		return field === "type" || typeof value !== "string" || value.trim() === "";
	});
}

export function sameInput(one: ContactInput, other: ContactInput): boolean {
	return FIELDS.every((field) =>
		field === "groups" ? one.groups.join() === other.groups.join() : one[field] === other[field],
	);
}

/** What was searched for in vain, as the start of a contact: digits are a number, words a name. */
export function fromSearch(text: string): Partial<ContactInput> {
	const words = text.trim().split(/\s+/);
	if (/^[+\p{Nd}][\p{Nd}\s().\-/]*$/u.test(text.trim())) return { phone: text.trim() };
	if (words.length < 2) return { firstname: words[0] ?? "" };
	return { firstname: words.slice(0, -1).join(" "), lastname: words.at(-1) ?? "" };
}

/** Refused fields of this form by name, in the order of the form, and those it does not have. */
export function landErrors(errors: readonly FieldError[]): { landed: [FieldName, FieldError][]; others: FieldError[] } {
	const landed = new Map<FieldName, FieldError>();
	const others: FieldError[] = [];
	for (const error of errors) {
		// `groups.0` is about the first of the groups.
		const name = FIELDS.find((field) => field === error.field.split(".")[0]);
		if (name === undefined) others.push(error);
		else if (!landed.has(name)) landed.set(name, error);
	}
	return { landed: [...landed].sort(([a], [b]) => FIELDS.indexOf(a) - FIELDS.indexOf(b)), others };
}
