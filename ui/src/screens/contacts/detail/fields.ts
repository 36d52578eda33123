// The fields of the pane: their order, and how their values stand in the form's input.
import type { Contact, ContactInput } from "../../../bridge";
import { inputOf } from "../form/input";

/** Typed in place. */
export type TextField =
	| "firstname"
	| "lastname"
	| "phone"
	| "email"
	| "company"
	| "description"
	| "address"
	| "city"
	| "state"
	| "zip"
	| "country_id"
	| "assigned_id";
/** Chosen from a list. */
export type ChoiceField = "type" | "source_id" | "status_id";
export type PlaceField = TextField | ChoiceField;

/** Below the groups, in the order of the keyboard. */
export const MORE = [
	"description",
	"address",
	"city",
	"state",
	"zip",
	"country_id",
	"assigned_id",
	"firstname",
	"lastname",
	"phone",
] as const satisfies readonly TextField[];

/** The value of a field as text; empty for none. */
export function textOf(contact: Contact, field: PlaceField): string {
	const value = inputOf(contact)[field];
	return value === null ? "" : String(value);
}

/** The input with one field changed. */
export function withField(input: ContactInput, field: PlaceField, value: string): ContactInput {
	if (field === "source_id" || field === "status_id") {
		return { ...input, [field]: value === "" ? null : Number(value) };
	}
	return { ...input, [field]: value };
}
