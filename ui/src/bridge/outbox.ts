import type { AccountId } from "./generated/AccountId";
import type { Preview } from "./generated/Preview";
import type { ResolveRequest } from "./generated/ResolveRequest";
import type { SendRequest } from "./generated/SendRequest";
import type { SendRow } from "./generated/SendRow";
import { call } from "./transport";

/** What exactly will be read, and what stands in the way. Sends nothing. */
export const outboxPreview = (account: AccountId, request: SendRequest) =>
	call<Preview>("outbox_preview", { account, request });
/** Sends; resolves with the settled row (accepted, refused or unknown), rejects only if nothing was tried. */
export const outboxSend = (account: AccountId, request: SendRequest) =>
	call<SendRow>("outbox_send", { account, request });
/** Sends to one person, newest first. */
export const outboxForContact = (account: AccountId, contact: number) =>
	call<SendRow[]>("outbox_for_contact", { account, contact });
/** Looks an unknown row up on the server. */
export const outboxLookUp = (account: AccountId, id: number) => call<SendRow>("outbox_look_up", { account, id });
/** A person's word on an unknown row. */
export const outboxResolve = (account: AccountId, request: ResolveRequest) =>
	call<SendRow>("outbox_resolve", { account, request });
