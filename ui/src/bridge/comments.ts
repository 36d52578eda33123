import type { AccountId } from "./generated/AccountId";
import type { Notes } from "./generated/Notes";
import { call } from "./transport";

/** Notes as last read, without asking the server. */
export const commentsList = (account: AccountId, contact: number) => call<Notes>("comments_list", { account, contact });
/** Reads the notes from the server. */
export const commentsRead = (account: AccountId, contact: number) => call<Notes>("comments_read", { account, contact });
/** Adds a note; with `params.unsure` in the error it may be written all the same: `commentsSettle` looks. */
export const commentsAdd = (account: AccountId, contact: number, text: string) =>
	call<Notes>("comments_add", { account, contact, text });
/** Looks whether a note whose answer was lost is written. */
export const commentsSettle = (account: AccountId, contact: number) =>
	call<Notes>("comments_settle", { account, contact });
