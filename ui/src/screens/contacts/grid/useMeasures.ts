// What the grid must know as numbers: the height of a row, and its own width.
import { type RefObject, useEffect, useLayoutEffect, useState } from "react";
import type { Density } from "../../../bridge";

const ROW_HEIGHT = 36;

/** `--row`: of the view, else of the preferences, which stand on the document. */
export function useRowHeight(grid: RefObject<HTMLElement | null>, density: Density | null): number {
	const [height, setHeight] = useState(ROW_HEIGHT);
	// biome-ignore lint/correctness/useExhaustiveDependencies: the density is in the style that is read
	useLayoutEffect(() => {
		const read = () => {
			if (!grid.current) return;
			setHeight(Number.parseInt(getComputedStyle(grid.current).getPropertyValue("--row"), 10) || ROW_HEIGHT);
		};
		read();
		const observer = new MutationObserver(read);
		observer.observe(document.documentElement, { attributeFilter: ["data-density"] });
		return () => observer.disconnect();
	}, [grid, density]);
	return height;
}

/** 0 while it is not known. */
export function useRoom(grid: RefObject<HTMLElement | null>): number {
	const [room, setRoom] = useState(0);
	useLayoutEffect(() => setRoom(grid.current?.clientWidth ?? 0), [grid]);
	useEffect(() => {
		const element = grid.current;
		if (!element) return;
		const observer = new ResizeObserver(() => setRoom(element.clientWidth));
		observer.observe(element);
		return () => observer.disconnect();
	}, [grid]);
	return room;
}
