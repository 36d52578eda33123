import type { AccountId } from "./generated/AccountId";
import type { SyncStatus } from "./generated/SyncStatus";
import { call } from "./transport";

export const syncStatus = (account: AccountId) => call<SyncStatus>("sync_status", { account });
/** Looks for changes now; the outcome comes as `sync_changed`. */
export const syncNow = (account: AccountId) => call<null>("sync_now", { account });
