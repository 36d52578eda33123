// Which templates somebody likes and which are in the way: by name, since one card is one name. They are wishes about
// this screen on this computer, so they lie with the webview; the preferences in Rust have no place per account.
import type { AccountId } from "../../bridge";
import { readKept, writeKept } from "./kept";

export interface Marks {
	favourites: readonly string[];
	hidden: readonly string[];
}

export type Mark = keyof Marks;

const names = (value: unknown): string[] =>
	Array.isArray(value) ? value.filter((one): one is string => typeof one === "string") : [];

export function marksOf(account: AccountId): Marks {
	const kept = readKept("marks", account) as Partial<Record<Mark, unknown>> | null;
	return { favourites: names(kept?.favourites), hidden: names(kept?.hidden) };
}

export function keepMarks(account: AccountId, marks: Marks): void {
	writeKept("marks", account, marks);
}

/** With the mark set where it was not, without it where it was. */
export function toggled(marks: Marks, mark: Mark, name: string): Marks {
	const had = marks[mark].includes(name);
	return { ...marks, [mark]: had ? marks[mark].filter((one) => one !== name) : [...marks[mark], name] };
}
