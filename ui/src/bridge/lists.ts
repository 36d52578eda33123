import type { AccountId } from "./generated/AccountId";
import type { ListName } from "./generated/ListName";
import type { ListTotal } from "./generated/ListTotal";
import { call } from "./transport";

/** How many contacts the server counts of an entry, kept for some minutes: for while the mirror is not complete. */
export const listsTotal = (account: AccountId, list: ListName, id: number) =>
	call<ListTotal>("lists_total", { account, list, id });
