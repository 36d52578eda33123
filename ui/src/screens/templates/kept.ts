// What this screen keeps in the webview's own store, by account. Where that is full or refuses, until the program ends.
import type { AccountId } from "../../bridge";

type What = "marks" | "seen";

const PREFIX = "wacr.templates.";
const memory = new Map<string, unknown>();
const keyOf = (what: What, account: AccountId) => `${PREFIX}${what}.${account}`;

/** Null where nothing was kept, or nothing that can be read. */
export function readKept(what: What, account: AccountId): unknown {
	const key = keyOf(what, account);
	if (memory.has(key)) return memory.get(key);
	try {
		return JSON.parse(localStorage.getItem(key) ?? "null");
	} catch {
		return null;
	}
}

export function writeKept(what: What, account: AccountId, value: unknown): void {
	const key = keyOf(what, account);
	memory.set(key, value);
	try {
		localStorage.setItem(key, JSON.stringify(value));
	} catch {
		// Half of it must not stay as if it were the whole.
		localStorage.removeItem(key);
	}
}

/** Of accounts that were removed nothing stays. */
export function forgetOthers(known: readonly AccountId[]): void {
	const wanted = known.flatMap((account) => [keyOf("marks", account), keyOf("seen", account)]);
	const keys = [...memory.keys(), ...Object.keys(localStorage)];
	for (const key of keys) {
		if (!key.startsWith(PREFIX) || wanted.includes(key)) continue;
		memory.delete(key);
		localStorage.removeItem(key);
	}
}

/** For tests: as after a new start of the program. */
export function restart(): void {
	memory.clear();
}

/** For tests. */
export function forgetKept(): void {
	forgetOthers([]);
}
