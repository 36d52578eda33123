import type { AccountId } from "./generated/AccountId";
import type { HistoryEntry } from "./generated/HistoryEntry";
import { call } from "./transport";

/** What happened to a contact as far as this computer saw it, newest first. */
export const historyList = (account: AccountId, contact: number) =>
	call<HistoryEntry[]>("history_list", { account, contact });
