import { useRef } from "react";

/** The object of before while each of its values is the same one, or reads the same if it is small. */
export function useSame<T extends object>(value: T): T {
	const kept = useRef(value);
	const before = kept.current;
	const same = (Object.keys(value) as (keyof T)[]).every((key) => alike(before[key], value[key]));
	if (!same) kept.current = value;
	return kept.current;
}

/** What is large is compared by identity: it is never changed in place. */
function alike(one: unknown, other: unknown): boolean {
	if (Object.is(one, other)) return true;
	const small = (thing: unknown) => typeof thing === "object" && thing !== null && "from" in thing;
	return small(one) && small(other) && JSON.stringify(one) === JSON.stringify(other);
}
