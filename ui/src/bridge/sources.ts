import type { AccountId } from "./generated/AccountId";
import type { Source } from "./generated/Source";
import { call } from "./transport";

export const sourcesList = (account: AccountId) => call<Source[]>("sources_list", { account });
