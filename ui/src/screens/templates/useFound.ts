import { useDeferredValue, useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Family } from "../outbox/families";
import {
	type Card,
	cardsOf,
	type Filters,
	type Gallery,
	isNarrowed,
	NO_FILTERS,
	type Shelf,
	shelvesOf,
	type Used,
	withWords,
} from "./filters";
import type { Marks } from "./marks";

const NONE: readonly Family[] = [];

export interface Found {
	gallery: Gallery;
	change: (change: Partial<Filters>) => void;
	clear: () => void;
	/** Something is asked for. */
	narrowed: boolean;
	/** In the order they are read, shelf by shelf. */
	cards: readonly Card[];
	shelves: readonly Shelf[];
	/** Hidden names that meet all else. */
	hidden: number;
}

/** What is asked for, and the names that meet it. */
export function useFound(families: readonly Family[] = NONE, marks: Marks, used: Used | undefined): Found {
	const { language: own } = useTranslation().i18n;
	const [filters, setFilters] = useState(NO_FILTERS);
	// A letter is on screen before thousands of texts are looked through.
	const text = useDeferredValue(filters.text);
	const found = useMemo(() => withWords(families, text), [families, text]);
	const gallery = useMemo<Gallery>(
		() => ({ families, found, filters, marks, used, own }),
		[families, found, filters, marks, used, own],
	);
	const shelves = useMemo(
		() => shelvesOf(cardsOf(gallery), filters.which, marks, used),
		[gallery, filters.which, marks, used],
	);
	return {
		gallery,
		change: (change) => setFilters((now) => ({ ...now, ...change })),
		clear: () => setFilters(NO_FILTERS),
		narrowed: isNarrowed(filters),
		cards: useMemo(() => shelves.flatMap((shelf) => shelf.cards), [shelves]),
		shelves,
		hidden: useMemo(() => cardsOf(gallery, "hidden").length, [gallery]),
	};
}
