import type { AccountId } from "./generated/AccountId";
import type { LinkKind } from "./generated/LinkKind";
import { call } from "./transport";

/** Opens the chat or the letter outside of the program. The address is made in Rust. */
export const linksOpen = (account: AccountId, contact: number, kind: LinkKind) =>
	call<null>("links_open", { account, contact, kind });
