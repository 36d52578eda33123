import type { AccountId } from "./generated/AccountId";
import type { ListCounts } from "./generated/ListCounts";
import type { Source } from "./generated/Source";
import { call } from "./transport";

export const sourcesList = (account: AccountId) => call<Source[]>("sources_list", { account });
/** How many contacts come from each source, by the mirror. */
export const sourcesCounts = (account: AccountId) => call<ListCounts>("sources_counts", { account });
/** A name that is taken is refused, with the other's `params.id`. */
export const sourcesCreate = (account: AccountId, name: string) => call<Source>("sources_create", { account, name });
export const sourcesUpdate = (account: AccountId, id: number, name: string) =>
	call<Source>("sources_update", { account, id, name });
export const sourcesDelete = (account: AccountId, id: number) => call<null>("sources_delete", { account, id });
