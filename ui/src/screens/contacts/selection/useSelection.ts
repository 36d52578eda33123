// Who is ticked. The set lives in Rust, by contact and not by row: it outlives scrolling, search, views and a restart.
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useCallback, useRef } from "react";
import { useTranslation } from "react-i18next";
import { errorText } from "../../../app/errors";
import { keys } from "../../../app/query";
import {
	type AccountId,
	BridgeError,
	type Picked,
	type SelectedWithin,
	type Selection,
	type SelectionOp,
	selectionChange,
	selectionClear,
	selectionGet,
	selectionList,
	selectionWindow,
	selectionWithin,
} from "../../../bridge";
import { useToast } from "../../../components";
import { extended } from "./extend";

const NOBODY: Selection = { total: 0, left_out: 0, revision: 0 };
const NONE: ReadonlySet<number> = new Set();
/** `WindowRequest.limit` at most. */
const WINDOW = 500;

export interface Rows {
	first: number;
	last: number;
}

export interface Selecting {
	selection: Selection;
	/** Of the list on screen; none while it is counted. */
	within: SelectedWithin | undefined;
	/** Ticks or unticks one row, and goes on from it. */
	toggle: (index: number, id: number) => void;
	/** To here from the row that was ticked or unticked last: the same for all between. */
	reach: (index: number) => void;
	/** Shift and an arrow: the keyboard has gone from one row to another. */
	extend: (from: number, to: number) => void;
	/** Ticks a stretch of rows. */
	tick: (rows: Rows) => void;
	/** Ticks all that match. */
	tickAll: () => void;
	/** Unticks all of this list, and nobody else. */
	untickAll: () => void;
	clear: () => void;
}

/** `onGone`: the core has forgotten the list on screen, so it must be taken anew. */
export function useSelection(account: AccountId, snapshot: string | undefined, onGone: () => void): Selecting {
	const { t } = useTranslation();
	const client = useQueryClient();
	const toast = useToast();
	const key = keys.selection(account);
	const selection = useQuery({ queryKey: key, queryFn: () => selectionGet(account) }).data ?? NOBODY;
	const { data: within } = useQuery({
		queryKey: [...key, "within", snapshot, selection.revision],
		queryFn: () => selectionWithin(account, snapshot ?? ""),
		enabled: snapshot !== undefined && selection.total > 0,
		placeholderData: (before) => before,
		gcTime: 0,
	});

	// One after the other: what is pressed fast is done in its order.
	const queue = useRef<Promise<unknown>>(Promise.resolve());
	const put = useCallback(
		(work: () => Promise<Selection | null>) => {
			const done = queue.current.then(work).then(
				(next) => {
					if (next) client.setQueryData(keys.selection(account), next);
				},
				(error: unknown) => {
					if (!(error instanceof BridgeError)) throw error;
					if (error.code === "snapshot_gone") onGone();
					const words = errorText(error, t);
					toast.show({ tone: "danger", text: `${words.title} ${words.text}` });
				},
			);
			queue.current = done.catch(() => undefined);
			return done;
		},
		[client, account, t, toast, onGone],
	);
	const change = useCallback(
		(op: SelectionOp, picked: Picked) => void put(() => selectionChange(account, { op, picked })),
		[account, put],
	);

	/** Where a stretch begins, and whether it ticks or unticks; of one list only. */
	const anchor = useRef<{ snapshot: string; index: number; op: "add" | "remove" } | null>(null);
	const here = snapshot !== undefined && anchor.current?.snapshot === snapshot ? anchor.current : null;
	const range = (op: SelectionOp, { first, last }: Rows) => {
		if (snapshot !== undefined) change(op, { kind: "range", snapshot, first, last });
	};

	/** Takes ticks away, and brings them back when asked. */
	const drop = (work: () => Promise<Selection>, text: string) => {
		void put(async () => {
			const kept = await selectionList(account, "selected");
			const next = await work();
			toast.show({
				text,
				action: {
					label: t("selection:undo"),
					onSelect: () => change("set", { kind: "range", snapshot: kept.id, first: 0, last: kept.total - 1 }),
				},
			});
			return next;
		});
	};

	const toggle = (index: number, id: number) => {
		void put(async () => {
			const next = await selectionChange(account, { op: "toggle", picked: { kind: "ids", ids: [id] } });
			const before = client.getQueryData<Selection>(key)?.total ?? 0;
			if (snapshot !== undefined) anchor.current = { snapshot, index, op: next.total < before ? "remove" : "add" };
			return next;
		});
	};
	const reach = (index: number) => {
		void put(() => {
			const from = anchor.current?.snapshot === snapshot ? anchor.current : null;
			if (snapshot === undefined) return Promise.resolve(null);
			const start = from?.index ?? index;
			const op = from?.op ?? "add";
			anchor.current = { snapshot, index: start, op };
			const first = Math.min(start, index);
			const last = Math.max(start, index);
			return selectionChange(account, { op, picked: { kind: "range", snapshot, first, last } });
		});
	};
	const extend = (from: number, to: number) => {
		if (snapshot === undefined) return;
		const start = here?.index ?? from;
		anchor.current = { snapshot, index: start, op: "add" };
		const { add, remove } = extended(start, from, to);
		if (remove) range("remove", remove);
		range("add", add);
	};
	return {
		selection,
		within: selection.total > 0 ? within : undefined,
		toggle,
		reach,
		extend,
		tick: (rows) => range("add", rows),
		tickAll: () => {
			if (snapshot !== undefined) change("add", { kind: "all", snapshot });
		},
		untickAll: () => {
			if (snapshot === undefined) return;
			drop(
				() => selectionChange(account, { op: "remove", picked: { kind: "all", snapshot } }),
				t("selection:toast.unticked", { count: within?.selected ?? selection.total }),
			);
		},
		clear: () => {
			if (selection.total === 0) return;
			anchor.current = null;
			drop(() => selectionClear(account), t("selection:toast.cleared", { count: selection.total }));
		},
	};
}

/** Which of the rows on screen, and a page around them, are ticked. */
export function useTicked(account: AccountId, snapshot: string, selection: Selection, rows: Rows): ReadonlySet<number> {
	const page = 100;
	const offset = Math.max(0, Math.floor(rows.first / page) - 1) * page;
	const limit = Math.min(WINDOW, (Math.floor(rows.last / page) + 2) * page - offset);
	const { data } = useQuery({
		queryKey: [...keys.selection(account), "window", snapshot, offset, limit, selection.revision],
		queryFn: async () => new Set(await selectionWindow(account, { snapshot, offset, limit })),
		enabled: selection.total > 0,
		placeholderData: (before) => before,
		gcTime: 0,
	});
	return selection.total > 0 ? (data ?? NONE) : NONE;
}
