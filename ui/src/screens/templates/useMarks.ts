import { useCallback, useState } from "react";
import type { AccountId } from "../../bridge";
import { keepMarks, type Mark, type Marks, marksOf, toggled } from "./marks";

/** The favourites and the hidden ones of an account, and a way to change them. */
export function useMarks(account: AccountId): { marks: Marks; toggle: (mark: Mark, name: string) => void } {
	const [marks, setMarks] = useState(() => marksOf(account));
	const toggle = useCallback(
		(mark: Mark, name: string) => {
			// Read anew: another toggle may have come since this screen was drawn.
			const next = toggled(marksOf(account), mark, name);
			keepMarks(account, next);
			setMarks(next);
		},
		[account],
	);
	return { marks, toggle };
}
