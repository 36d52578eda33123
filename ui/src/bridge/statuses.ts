import type { AccountId } from "./generated/AccountId";
import type { Status } from "./generated/Status";
import { call } from "./transport";

export const statusesList = (account: AccountId) => call<Status[]>("statuses_list", { account });
