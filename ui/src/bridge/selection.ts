import type { AccountId } from "./generated/AccountId";
import type { ContactSnapshot } from "./generated/ContactSnapshot";
import type { GroupShare } from "./generated/GroupShare";
import type { SelectedWithin } from "./generated/SelectedWithin";
import type { Selection } from "./generated/Selection";
import type { SelectionChange } from "./generated/SelectionChange";
import type { SelectionPart } from "./generated/SelectionPart";
import type { WindowRequest } from "./generated/WindowRequest";
import { call } from "./transport";

/** How many are selected. */
export const selectionGet = (account: AccountId) => call<Selection>("selection_get", { account });
/** Selects, or takes out. A list that is gone: `snapshot_gone`. */
export const selectionChange = (account: AccountId, change: SelectionChange) =>
	call<Selection>("selection_change", { account, change });
/** Selects nobody. */
export const selectionClear = (account: AccountId) => call<Selection>("selection_clear", { account });
/** Which of these rows are selected, by id. */
export const selectionWindow = (account: AccountId, request: WindowRequest) =>
	call<number[]>("selection_window", { account, request });
/** How much of a list is selected. */
export const selectionWithin = (account: AccountId, snapshot: string) =>
	call<SelectedWithin>("selection_within", { account, snapshot });
/** The selected, or those left out, as a list by name. */
export const selectionList = (account: AccountId, which: SelectionPart) =>
	call<ContactSnapshot>("selection_list", { account, which });
/** Every group, with how many of the selected are in it; or whether the contact `of` is. */
export const selectionGroups = (account: AccountId, of: number | null) =>
	call<GroupShare[]>("selection_groups", { account, of });
