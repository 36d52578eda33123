// The text of a new group, source or status until it is made: closing the dialog does not lose it. For this session.
import type { AccountId } from "../../bridge";
import type { LabelInput, ListName } from "./kind";

const drafts = new Map<string, LabelInput>();

const key = (account: AccountId, list: ListName) => `${account} ${list}`;

export function keptDraft(account: AccountId, list: ListName): LabelInput | undefined {
	return drafts.get(key(account, list));
}

export function keepDraft(account: AccountId, list: ListName, input: LabelInput): void {
	if (input.name.trim()) drafts.set(key(account, list), input);
	else drafts.delete(key(account, list));
}

export function dropDraft(account: AccountId, list: ListName): void {
	drafts.delete(key(account, list));
}

/** For tests. */
export function forgetDrafts(): void {
	drafts.clear();
}
