// What the form remembers of the last contact: ids and a type, nothing of the person. It outlives the program.
import type { AccountId } from "../../../bridge";
import type { Chosen } from "./input";

const chosen = new Map<AccountId, Chosen>();
const lately = new Map<AccountId, number[]>();
const MORE = "wacr.contact-form.more";
const LAST = "wacr.contact-form.last.";

interface Kept {
	chosen: Chosen;
	lately: number[];
}

/** Read once; what cannot be read is as if it had never been. */
function load(account: AccountId): void {
	if (chosen.has(account) || lately.has(account)) return;
	try {
		const kept = JSON.parse(localStorage.getItem(LAST + account) ?? "null") as Kept | null;
		if (kept?.chosen && Array.isArray(kept.chosen.groups)) chosen.set(account, kept.chosen);
		if (Array.isArray(kept?.lately)) lately.set(account, kept.lately);
	} catch {
		localStorage.removeItem(LAST + account);
	}
}

function store(account: AccountId): void {
	localStorage.setItem(
		LAST + account,
		JSON.stringify({ chosen: chosen.get(account), lately: groupsUsedLately(account) }),
	);
}

export function lastChosen(account: AccountId): Chosen | undefined {
	load(account);
	return chosen.get(account);
}

export function rememberChosen(account: AccountId, { type, source_id, status_id, groups }: Chosen): void {
	chosen.set(account, { type, source_id, status_id, groups: [...groups] });
	lately.set(account, [...new Set([...groups, ...groupsUsedLately(account)])].slice(0, 30));
	store(account);
}

/** Ids, the latest first. */
export function groupsUsedLately(account: AccountId): readonly number[] {
	load(account);
	return lately.get(account) ?? [];
}

export function rememberGroup(account: AccountId, group: number): void {
	lately.set(account, [...new Set([group, ...groupsUsedLately(account)])].slice(0, 30));
	store(account);
}

/** Whether the form shows all its fields. */
export function showsMore(): boolean {
	return localStorage.getItem(MORE) === "1";
}

export function rememberMore(more: boolean): void {
	localStorage.setItem(MORE, more ? "1" : "0");
}

/** For tests: as at the program's first start. */
export function forgetAll(): void {
	chosen.clear();
	lately.clear();
	for (const key of Object.keys(localStorage)) if (key.startsWith(LAST) || key === MORE) localStorage.removeItem(key);
}
