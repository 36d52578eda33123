// The columns and the height of the rows of the open view: kept with it, without being saved.
import { useMemo } from "react";
import type { ContactColumn, Density, ViewColumn } from "../../../bridge";
import type { ViewsState } from "../../views";
import { arranged, changed, clampWidth, EMPTY_LAYOUT, moved, type Placed, shownOf, stepped } from "./layout";

export interface Layout {
	/** All, in order. */
	columns: readonly ViewColumn[];
	/** Those that are chosen, in order. */
	shown: readonly Placed[];
	/** None: as the preferences say. */
	density: Density | null;
	/** Nobody arranged anything. */
	untouched: boolean;
	show: (id: ContactColumn, shown: boolean) => void;
	resize: (id: ContactColumn, width: number) => void;
	/** By so much; `from`: its width on screen where none was chosen. */
	widen: (id: ContactColumn, by: number, from: number) => void;
	place: (id: ContactColumn, side: "before" | "after", other: ContactColumn) => void;
	/** One place on: among all, or among those on screen. False: it stands at the end. */
	step: (id: ContactColumn, by: 1 | -1, among?: readonly { id: ContactColumn }[]) => boolean;
	setDensity: (density: Density | null) => void;
	reset: () => void;
}

export function useLayout(views: Pick<ViewsState, "query" | "change">): Layout {
	const { query, change } = views;
	const { layout } = query;
	return useMemo(() => {
		const columns = arranged(layout);
		/** From the columns as they are by then. */
		const set = (next: (columns: ViewColumn[]) => ViewColumn[] | null) =>
			change(({ layout }) => ({ layout: { ...layout, columns: next(arranged(layout)) ?? layout.columns } }));
		return {
			columns,
			shown: shownOf(columns),
			density: layout.density,
			untouched: layout.columns.length === 0 && layout.density === null,
			show: (id, shown) => set((now) => changed(now, id, { shown })),
			resize: (id, width) => set((now) => changed(now, id, { width: clampWidth(width) })),
			widen: (id, by, from) =>
				set((now) => {
					const width = now.find((one) => one.id === id)?.width ?? from;
					return changed(now, id, { width: clampWidth(width + by) });
				}),
			place: (id, side, other) => set((now) => moved(now, id, side, other)),
			step: (id, by, among) => {
				const counts = among && ((column: ViewColumn) => among.some((one) => one.id === column.id));
				const moves = stepped(columns, id, by, counts) !== null;
				if (moves) set((now) => stepped(now, id, by, counts));
				return moves;
			},
			setDensity: (density) => change(({ layout }) => ({ layout: { ...layout, density } })),
			reset: () => change({ layout: EMPTY_LAYOUT }),
		};
	}, [layout, change]);
}
