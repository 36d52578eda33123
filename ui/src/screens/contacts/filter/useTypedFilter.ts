// What is typed into the search box may be a filter: `type:lead -group:VIP created:>7d`. Rust reads it.
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { type AccountId, contactsReadFilter, type FilterError, type TypedFilter } from "../../../bridge";

interface Typed extends TypedFilter {
	/** What to say beside the box now: an unfinished last word is no error while it is typed. */
	told: FilterError | undefined;
	/** Makes chips of what could be read; false if there is nothing to make or something is wrong. */
	take: () => boolean;
}

interface Options {
	account: AccountId;
	text: string;
	/** The conditions become chips; this is left in the box. */
	onTake: (typed: TypedFilter, left: string) => void;
}

/** The same each time: a question with it is the same question. */
const NOTHING: Pick<TypedFilter, "filter" | "errors"> = { filter: { all: [] }, errors: [] };

export function useTypedFilter({ account, text, onTake }: Options): Typed {
	// Without a colon there is no condition, and typing a name costs nothing.
	const may = text.includes(":");
	const { data, isPlaceholderData } = useQuery({
		queryKey: [account, "typed-filter", text],
		queryFn: () => contactsReadFilter(account, text),
		enabled: may,
		placeholderData: keepPreviousData,
		gcTime: 0,
	});
	const fresh = may && !isPlaceholderData ? data : undefined;
	const typed: TypedFilter = may && data ? data : { text: may ? "" : text, ...NOTHING };
	const [asked, setAsked] = useState("");

	const take = (left: string) => {
		if (!fresh || fresh.errors.length > 0 || fresh.filter.all.length === 0) return false;
		// Words that were in quotes because of their colon would be read as a condition without them: they stay as typed.
		if (fresh.text.includes(":")) return false;
		onTake(fresh, left);
		return true;
	};
	const ended = /\s$/.test(text);
	// A space after a condition that could be read ends it.
	// biome-ignore lint/correctness/useExhaustiveDependencies: once for each answer
	useEffect(() => {
		if (ended && fresh) take(fresh.text ? `${fresh.text} ` : "");
	}, [ended, fresh]);
	return {
		...typed,
		told: may ? typed.errors.find((error) => asked === text || error.end < text.length) : undefined,
		take: () => {
			setAsked(text);
			return take(fresh?.text ?? "");
		},
	};
}
