// While the first fill goes on the mirror has too few of each: the server is asked, for the rows on screen.
import { type UseQueryResult, useQueries } from "@tanstack/react-query";
import { useCallback, useMemo, useState } from "react";
import { keys } from "../../app/query";
import { type AccountId, type ListTotal, listsTotal } from "../../bridge";
import type { Label, ListName } from "./kind";

/** Rust keeps a count this long, too. */
const FRESH_MS = 10 * 60_000;

/** First and last row on screen. */
export interface Range {
	first: number;
	last: number;
}

export type Totals = ReadonlyMap<number, ListTotal>;

const NONE: Totals = new Map();

/** The server's counts of the rows on screen; none once the mirror knows better. A count that does not come is left out. */
export function useTotals(account: AccountId, list: ListName, labels: readonly Label[], incomplete: boolean) {
	const [range, setRange] = useState<Range>({ first: 0, last: -1 });
	const onRange = useCallback((next: Range) => {
		setRange((before) => (before.first === next.first && before.last === next.last ? before : next));
	}, []);
	const ids = useMemo(
		() => (incomplete ? labels.slice(range.first, range.last + 1).map(({ id }) => id) : []),
		[incomplete, labels, range],
	);
	const combine = useCallback(
		(answers: UseQueryResult<ListTotal>[]): Totals => {
			if (answers.length === 0) return NONE;
			const found = new Map<number, ListTotal>();
			answers.forEach(({ data }, at) => {
				const id = ids[at];
				if (data && id !== undefined) found.set(id, data);
			});
			return found;
		},
		[ids],
	);
	const totals = useQueries({
		queries: ids.map((id) => ({
			queryKey: keys.total(account, list, id),
			queryFn: () => listsTotal(account, list, id),
			staleTime: FRESH_MS,
			retry: false,
		})),
		combine,
	});
	return { totals, onRange };
}
