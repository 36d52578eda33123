// A head is dragged to another place, its edge to another width.
import { type PointerEvent, useEffect, useRef, useState } from "react";
import type { ContactColumn } from "../../../bridge";
import { clampWidth } from "./layout";

/** The pointer moves a little in any click. */
const SLACK = 5;

export interface Drop {
	id: ContactColumn;
	side: "before" | "after";
	other: ContactColumn;
}

interface Options {
	onDrop: (drop: Drop) => void;
	/** While the edge moves. */
	onSizing: (sizing: { id: ContactColumn; width: number } | null) => void;
	onSize: (id: ContactColumn, width: number) => void;
}

function isRightToLeft(element: Element): boolean {
	return getComputedStyle(element).direction === "rtl";
}

/** Follows the pointer until it is let go; Esc gives up. */
function follow(onMove: (x: number) => void, onEnd: (done: boolean) => void): () => void {
	const stop = new AbortController();
	const { signal } = stop;
	const end = (done: boolean) => {
		stop.abort();
		onEnd(done);
	};
	window.addEventListener("pointermove", (event) => onMove(event.clientX), { signal });
	window.addEventListener("pointerup", () => end(true), { signal });
	window.addEventListener("pointercancel", () => end(false), { signal });
	const giveUp = (event: KeyboardEvent) => {
		if (event.key !== "Escape") return;
		event.stopPropagation();
		end(false);
	};
	window.addEventListener("keydown", giveUp, { signal, capture: true });
	return () => stop.abort();
}

export function useHeadDrag({ onDrop, onSizing, onSize }: Options) {
	const [drop, setDrop] = useState<Drop | null>(null);
	const stop = useRef<() => void>(undefined);
	useEffect(() => () => stop.current?.(), []);
	/** The click that ends a drag sorts nothing. */
	const dragged = useRef(false);

	const onHeadDown = (id: ContactColumn, event: PointerEvent<HTMLElement>) => {
		dragged.current = false;
		if (event.button !== 0) return;
		const start = event.clientX;
		const head = event.currentTarget.closest("[role=row]");
		if (!head) return;
		let found: Drop | null = null;
		stop.current = follow(
			(x) => {
				if (!dragged.current && Math.abs(x - start) < SLACK) return;
				dragged.current = true;
				found = dropAt(head, id, x);
				setDrop(found);
			},
			(done) => {
				setDrop(null);
				// The click, if there is one, comes before.
				setTimeout(() => {
					dragged.current = false;
				});
				if (done && found) onDrop(found);
			},
		);
	};
	const onEdgeDown = (id: ContactColumn, event: PointerEvent<HTMLElement>) => {
		if (event.button !== 0) return;
		event.preventDefault();
		event.stopPropagation();
		const cell = event.currentTarget.parentElement;
		if (!cell) return;
		const start = event.clientX;
		const before = cell.getBoundingClientRect().width;
		const turn = isRightToLeft(cell) ? -1 : 1;
		let width: number | null = null;
		stop.current = follow(
			(x) => {
				if (width === null && x === start) return;
				width = clampWidth(before + (x - start) * turn);
				onSizing({ id, width });
			},
			(done) => {
				onSizing(null);
				if (done && width !== null) onSize(id, width);
			},
		);
	};
	return { drop, dragged, onHeadDown, onEdgeDown };
}

/** Before or after the head under the pointer. */
function dropAt(head: Element, id: ContactColumn, x: number): Drop | null {
	const turned = isRightToLeft(head);
	for (const cell of head.querySelectorAll<HTMLElement>("[data-column]")) {
		const { left, right } = cell.getBoundingClientRect();
		const other = cell.dataset.column as ContactColumn;
		if (x < left || x > right || other === id) continue;
		return { id, side: x < (left + right) / 2 !== turned ? "before" : "after", other };
	}
	return null;
}
