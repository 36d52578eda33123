import type { AccountId } from "./generated/AccountId";
import type { Template } from "./generated/Template";
import { call } from "./transport";

/** All templates of the mirror, sendable or not. */
export const templatesList = (account: AccountId) => call<Template[]>("templates_list", { account });
/** Asks the server for them again. */
export const templatesRefresh = (account: AccountId) => call<Template[]>("templates_refresh", { account });
