import type { AccountId } from "./generated/AccountId";
import type { Group } from "./generated/Group";
import type { ListCounts } from "./generated/ListCounts";
import { call } from "./transport";

export const groupsList = (account: AccountId) => call<Group[]>("groups_list", { account });
/** The group of this name: the one there is, or a new one. */
export const groupsCreate = (account: AccountId, name: string) => call<Group>("groups_create", { account, name });
/** How many contacts are in each group, by the mirror. */
export const groupsCounts = (account: AccountId) => call<ListCounts>("groups_counts", { account });
/** A name that is taken is refused, with the other's `params.id`. */
export const groupsCreateNew = (account: AccountId, name: string) =>
	call<Group>("groups_create_new", { account, name });
export const groupsUpdate = (account: AccountId, id: number, name: string) =>
	call<Group>("groups_update", { account, id, name });
export const groupsDelete = (account: AccountId, id: number) => call<null>("groups_delete", { account, id });
