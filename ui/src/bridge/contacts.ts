import type { AccountId } from "./generated/AccountId";
import type { CompareRequest } from "./generated/CompareRequest";
import type { Contact } from "./generated/Contact";
import type { ContactDraft } from "./generated/ContactDraft";
import type { ContactFilter } from "./generated/ContactFilter";
import type { ContactInput } from "./generated/ContactInput";
import type { ContactQuery } from "./generated/ContactQuery";
import type { ContactSnapshot } from "./generated/ContactSnapshot";
import type { CountsRequest } from "./generated/CountsRequest";
import type { FilterCounts } from "./generated/FilterCounts";
import type { FindRequest } from "./generated/FindRequest";
import type { ListChange } from "./generated/ListChange";
import type { TypedFilter } from "./generated/TypedFilter";
import type { UpdateContactRequest } from "./generated/UpdateContactRequest";
import type { WindowRequest } from "./generated/WindowRequest";
import { call } from "./transport";

/** Makes a list that stays as it is; read it with `contactsWindow`. */
export const contactsSearch = (account: AccountId, query: ContactQuery) =>
	call<ContactSnapshot>("contacts_search", { account, query });
export const contactsWindow = (account: AccountId, request: WindowRequest) =>
	call<Contact[]>("contacts_window", { account, request });
/** The place of the next row whose name begins with the letters. */
export const contactsFind = (account: AccountId, request: FindRequest) =>
	call<number | null>("contacts_find", { account, request });
/** What a newer list would change about the one on screen. */
export const contactsCompare = (account: AccountId, request: CompareRequest) =>
	call<ListChange>("contacts_compare", { account, request });
/** Contacts of each value of a field, under the other conditions. */
export const contactsCounts = (account: AccountId, request: CountsRequest) =>
	call<FilterCounts>("contacts_counts", { account, request });
/** Conditions and text of a line as typed. */
export const contactsReadFilter = (account: AccountId, line: string) =>
	call<TypedFilter>("contacts_read_filter", { account, line });
/** A filter and a text as one types them. */
export const contactsWriteFilter = (account: AccountId, filter: ContactFilter, text: string) =>
	call<string>("contacts_write_filter", { account, filter, text });
export const contactsGet = (account: AccountId, id: number) => call<Contact>("contacts_get", { account, id });
export const contactsCreate = (account: AccountId, input: ContactInput) =>
	call<Contact>("contacts_create", { account, input });
export const contactsUpdate = (account: AccountId, request: UpdateContactRequest) =>
	call<Contact>("contacts_update", { account, request });
export const contactsDelete = (account: AccountId, id: number) => call<null>("contacts_delete", { account, id });
/** The text kept for a form: of a new contact (`null`) or of an edit. */
export const contactsDraft = (account: AccountId, contact: number | null) =>
	call<ContactDraft | null>("contacts_draft", { account, contact });
export const contactsSaveDraft = (account: AccountId, draft: ContactDraft) =>
	call<null>("contacts_save_draft", { account, draft });
export const contactsDropDraft = (account: AccountId, contact: number | null) =>
	call<null>("contacts_drop_draft", { account, contact });
