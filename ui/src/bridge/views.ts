import type { AccountId } from "./generated/AccountId";
import type { RememberRequest } from "./generated/RememberRequest";
import type { View } from "./generated/View";
import type { ViewCount } from "./generated/ViewCount";
import type { Views } from "./generated/Views";
import { call } from "./transport";

/** All views, and where the person was last. */
export const viewsList = (account: AccountId) => call<Views>("views_list", { account });
/** Contacts in each view, as saved. */
export const viewsCounts = (account: AccountId) => call<ViewCount[]>("views_counts", { account });
/** Saves a new view (id 0), a changed one, or a deleted one that is wanted back. */
export const viewsPut = (account: AccountId, view: View) => call<View>("views_put", { account, view });
/** Deletes a view and gives it back. */
export const viewsDelete = (account: AccountId, id: number) => call<View>("views_delete", { account, id });
/** Keeps which view is open and how it looks. */
export const viewsRemember = (account: AccountId, request: RememberRequest) =>
	call<null>("views_remember", { account, request });
