import type { AccountId } from "./generated/AccountId";
import type { Group } from "./generated/Group";
import { call } from "./transport";

export const groupsList = (account: AccountId) => call<Group[]>("groups_list", { account });
export const groupsCreate = (account: AccountId, name: string) => call<Group>("groups_create", { account, name });
