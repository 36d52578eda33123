// What stands in a row of the grid: made once per contact, so that a cell only prints.
import { personName } from "../../app/person";
import type { Contact, Group, Source, Status } from "../../bridge";

/** Names by id, for cells and the detail. */
export interface Names {
	groups: ReadonlyMap<number, string>;
	sources: ReadonlyMap<number, string>;
	statuses: ReadonlyMap<number, Status>;
}

export interface RowText {
	id: number;
	/** First and last name; empty when the contact has none. */
	name: string;
	phone: string;
	company: string;
	type: string;
	status: string;
	color: string | null;
	source: string;
	group: string;
	/** How many groups beside the first. */
	more: number;
	/** All groups, for a tooltip. */
	groups: string;
	/** The API tells no names of colleagues. */
	assigned: string;
	email: string;
	city: string;
	created: string;
	/** The whole date and time. */
	createdTitle: string;
	updated: string;
	/** The whole date and time. */
	updatedTitle: string;
	optedOut: boolean;
}

export function namesOf(groups: Group[], sources: Source[], statuses: Status[]): Names {
	return {
		groups: new Map(groups.map((group) => [group.id, group.name])),
		sources: new Map(sources.map((source) => [source.id, source.name])),
		statuses: new Map(statuses.map((status) => [status.id, status])),
	};
}

/** Names of the contact's groups; one that is gone from the account is left out. */
export function groupNames(contact: Contact, names: Names): string[] {
	return contact.groups.flatMap((id) => names.groups.get(id) ?? []);
}

const KNOWN_TYPES = ["lead", "customer", "guest"] as const;
export type KnownType = (typeof KNOWN_TYPES)[number];

export function isKnownType(type: string): type is KnownType {
	return (KNOWN_TYPES as readonly string[]).includes(type);
}

export interface RowWords {
	type: (type: string) => string;
	short: (iso: string) => string;
	full: (iso: string) => string;
}

/** Formats a contact once for as long as names and words stay the same. */
export function rowFormatter(names: Names, words: RowWords): (contact: Contact) => RowText {
	const made = new WeakMap<Contact, RowText>();
	return (contact) => {
		const known = made.get(contact);
		if (known) return known;
		const groups = groupNames(contact, names);
		const status = contact.status_id === null ? undefined : names.statuses.get(contact.status_id);
		const row: RowText = {
			id: contact.id,
			name: personName(contact),
			phone: contact.phone_display || contact.phone,
			company: contact.company ?? "",
			type: words.type(contact.type),
			status: status?.name ?? "",
			color: status?.color ?? null,
			source: contact.source_id === null ? "" : (names.sources.get(contact.source_id) ?? ""),
			group: groups[0] ?? "",
			more: Math.max(0, groups.length - 1),
			groups: groups.length > 1 ? groups.join(", ") : "",
			assigned: contact.assigned_id === null ? "" : String(contact.assigned_id),
			email: contact.email ?? "",
			city: contact.city ?? "",
			created: contact.created_at ? words.short(contact.created_at) : "",
			createdTitle: contact.created_at ? words.full(contact.created_at) : "",
			updated: contact.updated_at ? words.short(contact.updated_at) : "",
			updatedTitle: contact.updated_at ? words.full(contact.updated_at) : "",
			optedOut: contact.is_opted_out,
		};
		made.set(contact, row);
		return row;
	};
}
