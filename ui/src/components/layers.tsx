// Which dialog is on top: a key means what it means there, and nothing underneath.
import { createContext, type ReactNode, useContext, useEffect, useState } from "react";

const open: number[] = [];
let next = 1;

/** 0 is the window itself. */
export function topLayer(): number {
	return open.at(-1) ?? 0;
}

const LayerContext = createContext(0);

export function useLayer(): number {
	return useContext(LayerContext);
}

/** The inside of a dialog. */
export function Layer({ active, children }: { active: boolean; children: ReactNode }) {
	const [id] = useState(() => next++);
	useEffect(() => {
		if (!active) return;
		open.push(id);
		return () => {
			open.splice(open.indexOf(id), 1);
		};
	}, [active, id]);
	return <LayerContext value={id}>{children}</LayerContext>;
}
