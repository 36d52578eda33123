import { useEffect, useMemo, useRef } from "react";
import type { Names } from "../contacts/rows";

/** The names there are, and those of entries that are gone since: a job that deleted one still says which. */
export function useNamesKept(names: Names): Names {
	const kept = useRef<Names>(names);
	const all = useMemo(
		() => ({
			groups: new Map([...kept.current.groups, ...names.groups]),
			sources: new Map([...kept.current.sources, ...names.sources]),
			statuses: new Map([...kept.current.statuses, ...names.statuses]),
		}),
		[names],
	);
	useEffect(() => {
		kept.current = all;
	}, [all]);
	return all;
}
