import type { Accent } from "./generated/Accent";
import type { Account } from "./generated/Account";
import type { AccountId } from "./generated/AccountId";
import type { Checked } from "./generated/Checked";
import type { ConnectRequest } from "./generated/ConnectRequest";
import type { ReplaceTokenRequest } from "./generated/ReplaceTokenRequest";
import type { StartState } from "./generated/StartState";
import { call } from "./transport";

/** What the program opens with. */
export const accountsStart = () => call<StartState>("accounts_start");
export const accountsList = () => call<Account[]>("accounts_list");
/** Tries address and token; stores nothing. */
export const accountsCheck = (request: ConnectRequest) => call<Checked>("accounts_check", { request });
/** Tries, stores, makes it the active account. */
export const accountsConnect = (request: ConnectRequest) => call<Account>("accounts_connect", { request });
/** Starts the practice account and makes it the active one. */
export const accountsPractice = () => call<Account>("accounts_practice");
export const accountsSwitch = (account: AccountId) => call<Account>("accounts_switch", { account });
export const accountsRename = (account: AccountId, name: string) => call<Account>("accounts_rename", { account, name });
export const accountsSetAccent = (account: AccountId, accent: Accent) =>
	call<Account>("accounts_set_accent", { account, accent });
/** Tries the new token before the old is forgotten. */
export const accountsReplaceToken = (account: AccountId, request: ReplaceTokenRequest) =>
	call<Account>("accounts_replace_token", { account, request });
/** Forgets its token and deletes its local data; the active account afterwards, if any. */
export const accountsRemove = (account: AccountId) => call<AccountId | null>("accounts_remove", { account });
