import type { AccountId } from "./generated/AccountId";
import type { ContactSnapshot } from "./generated/ContactSnapshot";
import type { WindowRequest } from "./generated/WindowRequest";
import { call } from "./transport";

export type Selection = { total: number; left_out: number; revision: number };
export type Picked =
	| { kind: "ids"; ids: number[] }
	| { kind: "range"; snapshot: string; first: number; last: number }
	| { kind: "all"; snapshot: string };
export type SelectionOp = "set" | "add" | "remove" | "toggle";
export type SelectionChange = { op: SelectionOp; picked: Picked };
export type SelectedWithin = { selected: number; total: number };
export type SelectionPart = "selected" | "left_out";
export type GroupShare = { group: number; members: number };

export const selectionGet = (account: AccountId) => call<Selection>("selection_get", { account });
export const selectionChange = (account: AccountId, change: SelectionChange) =>
	call<Selection>("selection_change", { account, change });
export const selectionClear = (account: AccountId) => call<Selection>("selection_clear", { account });
export const selectionWindow = (account: AccountId, request: WindowRequest) =>
	call<number[]>("selection_window", { account, request });
export const selectionWithin = (account: AccountId, snapshot: string) =>
	call<SelectedWithin>("selection_within", { account, snapshot });
export const selectionList = (account: AccountId, which: SelectionPart) =>
	call<ContactSnapshot>("selection_list", { account, which });
export const selectionGroups = (account: AccountId, of: number | null) =>
	call<GroupShare[]>("selection_groups", { account, of });
