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
	/** `null`: as wide as there is room. */
	resize: (id: ContactColumn, width: number | null) => void;
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
		const set = (next: ViewColumn[]) => change({ layout: { ...layout, columns: next } });
		return {
			columns,
			shown: shownOf(columns),
			density: layout.density,
			untouched: layout.columns.length === 0 && layout.density === null,
			show: (id, shown) => set(changed(columns, id, { shown })),
			resize: (id, width) => set(changed(columns, id, { width: width === null ? null : clampWidth(width) })),
			place: (id, side, other) => set(moved(columns, id, side, other)),
			step: (id, by, among) => {
				const counts = among && ((column: ViewColumn) => among.some((one) => one.id === column.id));
				const next = stepped(columns, id, by, counts);
				if (next) set(next);
				return next !== null;
			},
			setDensity: (density) => change({ layout: { ...layout, density } }),
			reset: () => change({ layout: EMPTY_LAYOUT }),
		};
	}, [layout, change]);
}
