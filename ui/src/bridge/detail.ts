import type { AccountId } from "./generated/AccountId";
import type { Contact } from "./generated/Contact";
import type { FieldDraft } from "./generated/FieldDraft";
import type { MemberRequest } from "./generated/MemberRequest";
import type { UpdateContactRequest } from "./generated/UpdateContactRequest";
import { call } from "./transport";

/** Saves what was changed in place; the form's draft stays. */
export const detailUpdate = (account: AccountId, request: UpdateContactRequest) =>
	call<Contact>("detail_update", { account, request });
/** Puts a contact into one group or takes it out. */
export const detailSetGroup = (account: AccountId, request: MemberRequest) =>
	call<Contact>("detail_set_group", { account, request });
/** What is typed in the pane and not saved, but for the note. */
export const detailDrafts = (account: AccountId, contact: number) =>
	call<FieldDraft[]>("detail_drafts", { account, contact });
/** Keeps what is typed into a field, or `note`; `null` forgets it. */
export const detailKeepDraft = (account: AccountId, contact: number, field: string, text: string | null) =>
	call<null>("detail_keep_draft", { account, contact, field, text });
