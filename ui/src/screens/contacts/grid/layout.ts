// Which columns stand where and how wide: pure, so that every rule has a test.
import type { ContactColumn, ViewColumn, ViewLayout } from "../../../bridge";
import { COLUMNS, type Column, columnOf } from "./columns";

export const EMPTY_LAYOUT: ViewLayout = { columns: [], density: null };

export const NARROWEST = 40;
export const WIDEST = 800;
/** Below this the columns that are in the detail as well give way. */
const NARROW = 720;
/** Of a row: the space between columns, and at both its ends. */
const GAP = 10;
const ENDS = 28;
/** A box before the first column. */
const LEAD = 16;

/** A column on screen. */
export interface Placed extends Column {
	/** Chosen by the person, in pixels. */
	width: number | null;
}

/** All columns in the view's order; one the view does not know stands after the one it stands after at first. */
export function arranged({ columns }: ViewLayout): ViewColumn[] {
	const all = columns.filter((one, at) => columns.findIndex(({ id }) => id === one.id) === at && columnOf(one.id));
	COLUMNS.forEach((column, at) => {
		if (all.some(({ id }) => id === column.id)) return;
		const before = COLUMNS[at - 1];
		const place = before ? all.findIndex(({ id }) => id === before.id) + 1 : 0;
		all.splice(place, 0, { id: column.id, shown: column.first, width: null });
	});
	// A row without a name says nothing.
	return all.map((one) => (one.id === "name" ? { ...one, shown: true } : one));
}

export function shownOf(columns: readonly ViewColumn[]): Placed[] {
	return columns.flatMap(({ id, shown, width }) => {
		const column = shown ? columnOf(id) : undefined;
		return column ? [{ ...column, width }] : [];
	});
}

/** With one column before or after another; the same list if it is there already. */
export function moved(
	columns: readonly ViewColumn[],
	id: ContactColumn,
	side: "before" | "after",
	other: ContactColumn,
): ViewColumn[] {
	const one = columns.find((column) => column.id === id);
	if (!one || id === other) return [...columns];
	const rest = columns.filter((column) => column.id !== id);
	const at = rest.findIndex((column) => column.id === other);
	rest.splice(side === "before" ? at : at + 1, 0, one);
	return rest;
}

/** One place on among those that `counts`; none where it is the last. */
export function stepped(
	columns: readonly ViewColumn[],
	id: ContactColumn,
	by: 1 | -1,
	counts: (column: ViewColumn) => boolean = () => true,
): ViewColumn[] | null {
	const some = columns.filter((column) => counts(column) || column.id === id);
	const other = some[some.findIndex((column) => column.id === id) + by];
	return other ? moved(columns, id, by > 0 ? "after" : "before", other.id) : null;
}

export function changed(
	columns: readonly ViewColumn[],
	id: ContactColumn,
	change: Partial<Omit<ViewColumn, "id">>,
): ViewColumn[] {
	return columns.map((one) => (one.id === id ? { ...one, ...change } : one));
}

export function clampWidth(width: number): number {
	return Math.min(Math.max(Math.round(width), NARROWEST), WIDEST);
}

/** The least width of a row. */
export function least(columns: readonly Placed[], phone: number, lead: boolean): number {
	const widths = columns.map(({ id, width, min }) =>
		id === "phone" ? Math.max(width ?? 0, phone) : Math.min(width ?? min, min),
	);
	if (lead) widths.push(LEAD);
	return widths.reduce((sum, width) => sum + width, 0) + GAP * (widths.length - 1) + ENDS;
}

/** What gives way: in little room that not all fit into, the columns that are in the detail go. 0: the room is not known. */
export function fitting(columns: readonly Placed[], room: number, phone: number, lead: boolean): readonly Placed[] {
	if (room === 0 || room >= NARROW || least(columns, phone, lead) <= room) return columns;
	return columns.filter(({ gives }) => !gives);
}

/** `grid-template-columns`; `widest`: one column is as wide as what stands in it. */
export function template(columns: readonly Placed[], lead: boolean, widest?: ContactColumn): string {
	const tracks = columns.map(({ id, width, min, share }) => {
		if (id === widest) return "max-content";
		// Numbers are never cut.
		if (id === "phone") return width === null ? "var(--phone)" : `max(${width}px, var(--phone))`;
		// A chosen width too gives way before anything is pushed out of the window.
		if (width !== null) return width > min ? `minmax(${min}px, ${width}px)` : `${width}px`;
		return share === undefined ? `${min}px` : `minmax(${min}px, ${share}fr)`;
	});
	return [...(lead ? [`${LEAD}px`] : []), ...tracks].join(" ");
}
