// Ticking in the grid, by mouse and by key.
import { type KeyboardEvent, type MouseEvent, useCallback, useRef, useState } from "react";
import type { AccountId } from "../../../bridge";
import { isMac } from "../../../components";
import type { GridHandle } from "../grid/ContactGrid";
import type { ContactList, Range } from "../useContactList";
import { PAGE } from "../useContactList";
import type { OpenContact } from "../useOpenContact";
import { HeadBox } from "./HeadBox";
import { TickCell } from "./TickCell";
import { type Selecting, useTicked } from "./useSelection";

interface Options {
	account: AccountId;
	list: ContactList;
	opened: OpenContact;
	selecting: Selecting;
	grid: { current: GridHandle | null };
	/** Esc, when nothing is open. */
	onEscape: () => void;
}

/** Space beside the box that is still the box, in px: the row's edge, and half of the gap. */
const BEFORE = 16;
const AFTER = 5;

function onBox(event: MouseEvent): boolean {
	const row = event.target instanceof Element ? event.target.closest("[role='row']") : null;
	const box = row?.querySelector("[data-tick]");
	if (!box) return false;
	if (event.target instanceof Node && box.contains(event.target)) return true;
	const { left, right, width } = box.getBoundingClientRect();
	if (width === 0) return false;
	const rtl = getComputedStyle(box).direction === "rtl";
	const [before, after] = rtl ? [AFTER, BEFORE] : [BEFORE, AFTER];
	return event.clientX >= left - before && event.clientX <= right + after;
}

export function useGridSelection({ account, list, opened, selecting, grid, onEscape }: Options) {
	const { listed, contactAt, onRange: tellRange } = list;
	const total = listed?.snapshot.total ?? 0;
	const screen = useRef<Range>({ first: 0, last: 0 });
	// By pages: a row that scrolls by does not draw the screen anew.
	const [pages, setPages] = useState<Range>({ first: 0, last: 0 });
	const onRange = useCallback(
		(range: Range) => {
			screen.current = range;
			tellRange(range);
			const page = (row: number) => Math.floor(row / PAGE) * PAGE;
			setPages((before) =>
				before.first === page(range.first) && before.last === page(range.last)
					? before
					: { first: page(range.first), last: page(range.last) },
			);
		},
		[tellRange],
	);
	const ticked = useTicked(account, listed?.snapshot.id ?? "", selecting.selection, pages);
	const isSelected = useCallback((id: number) => ticked.has(id), [ticked]);

	const toggleAt = (index: number) =>
		void contactAt(index).then(
			(contact) => contact && selecting.toggle(index, contact.id),
			() => undefined,
		);
	const onRowClick = (index: number, event: MouseEvent): boolean => {
		const box = onBox(event);
		if (!box && !event.shiftKey && !event.ctrlKey && !event.metaKey) return false;
		if (event.shiftKey) {
			// The stretch of text between two presses is nothing anybody wants.
			window.getSelection()?.removeAllRanges();
			selecting.reach(index);
		} else toggleAt(index);
		opened.move(index);
		return true;
	};
	const onKey = (event: KeyboardEvent): boolean => {
		const { active } = opened;
		const ctrl = isMac ? event.metaKey : event.ctrlKey;
		// The heads have keys of their own.
		if (event.altKey || total === 0 || event.target !== event.currentTarget) return false;
		if (ctrl) {
			if (event.shiftKey || event.key.toLowerCase() !== "a") return false;
			selecting.tickAll();
			return true;
		}
		if (event.key === " ") {
			if (event.shiftKey) selecting.reach(active);
			else toggleAt(active);
			return true;
		}
		if (event.key === "Escape" && opened.id === null) {
			onEscape();
			return true;
		}
		if (!event.shiftKey) return false;
		const page = Math.max(1, screen.current.last - screen.current.first);
		const to = {
			ArrowDown: active + 1,
			ArrowUp: active - 1,
			PageDown: active + page,
			PageUp: active - page,
			Home: 0,
			End: total - 1,
		}[event.key];
		if (to === undefined) return false;
		const next = Math.min(Math.max(to, 0), total - 1);
		selecting.extend(active, next);
		grid.current?.show(next);
		opened.move(next);
		return true;
	};
	const head = <HeadBox selecting={selecting} total={total} onTickScreen={() => selecting.tick(screen.current)} />;
	return { onRange, isSelected, onRowClick, onKey, lead: { head, Cell: TickCell } };
}
