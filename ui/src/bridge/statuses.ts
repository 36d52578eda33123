import type { AccountId } from "./generated/AccountId";
import type { ListCounts } from "./generated/ListCounts";
import type { Status } from "./generated/Status";
import type { StatusInput } from "./generated/StatusInput";
import { call } from "./transport";

export const statusesList = (account: AccountId) => call<Status[]>("statuses_list", { account });
/** How many contacts are in each status, by the mirror. */
export const statusesCounts = (account: AccountId) => call<ListCounts>("statuses_counts", { account });
/** A name that is taken is refused, with the other's `params.id`. */
export const statusesCreate = (account: AccountId, input: StatusInput) =>
	call<Status>("statuses_create", { account, input });
export const statusesUpdate = (account: AccountId, id: number, input: StatusInput) =>
	call<Status>("statuses_update", { account, id, input });
export const statusesDelete = (account: AccountId, id: number) => call<null>("statuses_delete", { account, id });
