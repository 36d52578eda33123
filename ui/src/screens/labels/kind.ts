import type { AccountId, ContactFilter, ListCounts, ListName } from "../../bridge";

/** Also the first part of its words: `labels:groups.new`. */
export type { ListName };

/** A group, a source or a status. */
export interface Label {
	id: number;
	name: string;
	/** Statuses only: `#RRGGBB`. */
	color?: string | null;
}

/** What a form gives; the colour is of use to statuses only. */
export interface LabelInput {
	name: string;
	color: string;
}

/** What one of the three screens is made from. */
export interface Kind {
	list: ListName;
	coloured: boolean;
	/** The server deletes none that contacts use (contract 19.5, 20.5). */
	heldByUse: boolean;
	read: (account: AccountId) => Promise<Label[]>;
	count: (account: AccountId) => Promise<ListCounts>;
	create: (account: AccountId, input: LabelInput) => Promise<Label>;
	update: (account: AccountId, id: number, input: LabelInput) => Promise<Label>;
	remove: (account: AccountId, id: number) => Promise<unknown>;
}

/** The contacts that name an entry. */
export function contactsOf(list: ListName, id: number): ContactFilter {
	const field = ({ groups: "group", sources: "source", statuses: "status" } as const)[list];
	return { all: [[{ not: false, test: { field, values: [id] } }]] };
}

export function fold(text: string): string {
	return text.normalize("NFKD").replace(/\p{M}/gu, "").toLocaleLowerCase().trim();
}

/** Those in whose name every word of the text is found, case and accents aside. */
export function filtered(labels: readonly Label[], text: string): readonly Label[] {
	const words = fold(text).split(/\s+/).filter(Boolean);
	if (words.length === 0) return labels;
	return labels.filter((label) => {
		const name = fold(label.name);
		return words.every((word) => name.includes(word));
	});
}

/** The other entry of this name, letter case and outer blanks aside: Rust's rule, asked before the call. */
export function takenBy(labels: readonly Label[], name: string, own: number | null): Label | undefined {
	const wanted = name.trim().toLowerCase();
	return labels.find((label) => label.id !== own && label.name.trim().toLowerCase() === wanted);
}
