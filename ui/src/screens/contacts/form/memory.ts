// What the form remembers while the program runs, and the one thing it remembers longer.
import type { AccountId } from "../../../bridge";
import type { Chosen } from "./input";

const chosen = new Map<AccountId, Chosen>();
const lately = new Map<AccountId, number[]>();
const MORE = "wacr.contact-form.more";

export function lastChosen(account: AccountId): Chosen | undefined {
	return chosen.get(account);
}

export function rememberChosen(account: AccountId, { type, source_id, status_id, groups }: Chosen): void {
	chosen.set(account, { type, source_id, status_id, groups: [...groups] });
	lately.set(account, [...new Set([...groups, ...groupsUsedLately(account)])]);
}

/** Ids, the latest first. */
export function groupsUsedLately(account: AccountId): readonly number[] {
	return lately.get(account) ?? [];
}

export function rememberGroup(account: AccountId, group: number): void {
	lately.set(account, [...new Set([group, ...groupsUsedLately(account)])]);
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
	localStorage.removeItem(MORE);
}
