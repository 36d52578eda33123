// Which templates are shown, and on which shelf. A name is shown when one of its languages meets all that is asked.
import type { HeaderKind, Template } from "../../bridge";
import { type Family, pickLanguage, search } from "../outbox/families";
import type { Marks } from "./marks";

/** Of the names: those not hidden, a part of them, or the hidden ones. */
export type Which = "all" | "favourites" | "recent" | "hidden";

/** Values of `status` beside what the server says, which is in capitals. */
export const CAN = "can";
export const CANNOT = "cannot";

export interface Filters {
	text: string;
	which: Which;
	/** As the server says it; none: any. So are the next three. */
	category: string | null;
	language: string | null;
	status: string | null;
	header: HeaderKind | null;
}

export type Field = "category" | "language" | "status" | "header";

export const NO_FILTERS: Filters = {
	text: "",
	which: "all",
	category: null,
	language: null,
	status: null,
	header: null,
};

/** A name on screen. */
export interface Card {
	family: Family;
	/** The language whose text stands on it: one that meets the filters. */
	shown: Template;
}

export interface Shelf {
	/** `favourites`, `recent`, `hidden`, or a category as the server says it. */
	id: string;
	cards: Card[];
}

/** When each name was last sent by a run, newest first. */
export type Used = ReadonlyMap<string, { last: string; runs: number }>;

/** Those in whose name or text every word stands. */
export function withWords(families: readonly Family[], text: string): ReadonlySet<Template> {
	const single = families.flatMap(({ name, category, sendable, members }) =>
		members.map((template) => ({ name, category, sendable, members: [template] as [Template] })),
	);
	return new Set(search(single, text).flatMap((family) => family.members));
}

const FIELDS: readonly Field[] = ["category", "language", "status", "header"];

/** The values of a field that a template answers to. */
export function valuesOf(template: Template, field: Field): string[] {
	if (field !== "status") return [template[field]];
	return [template.problem === null ? CAN : CANNOT, template.status];
}

function meets(template: Template, filters: Filters, except?: Field): boolean {
	return FIELDS.every((field) => {
		const wanted = filters[field];
		return field === except || wanted === null || valuesOf(template, field).includes(wanted);
	});
}

/** Hidden names are shown only among the hidden. */
function belongs(name: string, which: Which, marks: Marks, used: Used | undefined): boolean {
	const hidden = marks.hidden.includes(name);
	if (which === "hidden" || hidden) return which === "hidden" && hidden;
	if (which === "favourites") return marks.favourites.includes(name);
	return which === "all" || used?.has(name) === true;
}

export interface Gallery {
	families: readonly Family[];
	/** Of `withWords`. */
	found: ReadonlySet<Template>;
	filters: Filters;
	marks: Marks;
	used: Used | undefined;
	/** The program's language: its text is shown where there are several. */
	own: string;
}

/** The names that are shown, in the order of `families`; `which` in place of the filter's. */
export function cardsOf({ families, found, filters, marks, used, own }: Gallery, which: Which = filters.which): Card[] {
	return families.flatMap((family) => {
		if (!belongs(family.name, which, marks, used)) return [];
		const [first, ...rest] = family.members.filter((one) => found.has(one) && meets(one, filters));
		if (!first) return [];
		return { family, shown: pickLanguage({ ...family, members: [first, ...rest] }, undefined, false, own) };
	});
}

/** How many names each value of a field would leave, the other filters as they are. */
export function countsOf({ families, found, filters, marks, used }: Gallery, field: Field): Map<string, number> {
	const counts = new Map<string, number>();
	for (const { name, members } of families) {
		if (!belongs(name, filters.which, marks, used)) continue;
		const left = members.filter((one) => found.has(one) && meets(one, filters, field));
		for (const value of new Set(left.flatMap((one) => valuesOf(one, field))))
			counts.set(value, (counts.get(value) ?? 0) + 1);
	}
	return counts;
}

/** All values of a field that templates have, whatever is filtered. */
export function knownValues(families: readonly Family[], field: Field): string[] {
	return [...new Set(families.flatMap(({ members }) => members.flatMap((one) => valuesOf(one, field))))].sort();
}

/** WhatsApp's own three, then what else the server may name. */
const CATEGORIES = ["MARKETING", "UTILITY", "AUTHENTICATION"];

export function inOrder(categories: readonly string[]): string[] {
	const place = (one: string) => (CATEGORIES.includes(one) ? CATEGORIES.indexOf(one) : CATEGORIES.length);
	return [...categories].sort((a, b) => place(a) - place(b) || a.localeCompare(b));
}

/** Favourites first, then by category; a part of the names is one shelf. */
export function shelvesOf(cards: readonly Card[], which: Which, marks: Marks, used: Used | undefined): Shelf[] {
	if (cards.length === 0) return [];
	if (which === "recent") {
		const last = ({ family }: Card) => used?.get(family.name)?.last ?? "";
		return [{ id: which, cards: [...cards].sort((a, b) => last(b).localeCompare(last(a))) }];
	}
	if (which !== "all") return [{ id: which, cards: [...cards] }];
	const liked = cards.filter(({ family }) => marks.favourites.includes(family.name));
	const others = cards.filter((card) => !liked.includes(card));
	const categories = inOrder([...new Set(others.map(({ shown }) => shown.category))]);
	return [
		{ id: "favourites", cards: liked },
		...categories.map((id) => ({ id, cards: others.filter(({ shown }) => shown.category === id) })),
	].filter((shelf) => shelf.cards.length > 0);
}

/** Something is asked for beside all names. */
export function isNarrowed(filters: Filters): boolean {
	return filters.text.trim() !== "" || filters.which !== "all" || FIELDS.some((field) => filters[field] !== null);
}
