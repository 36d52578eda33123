// Which dialog is on top: a key means what it means there, and nothing underneath.
import { createContext, type ReactNode, useContext, useEffect, useState } from "react";

const open: number[] = [];
let next = 1;
const watchers = new Set<(depth: number) => void>();

/** 0 is the window itself. */
export function topLayer(): number {
	return open.at(-1) ?? 0;
}

/** Told whenever a dialog has opened or closed: how many lie over each other now. */
export function watchLayers(watcher: (depth: number) => void): () => void {
	watchers.add(watcher);
	return () => void watchers.delete(watcher);
}

function changed(): void {
	for (const watcher of watchers) watcher(open.length);
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
		changed();
		return () => {
			open.splice(open.indexOf(id), 1);
			changed();
		};
	}, [active, id]);
	return <LayerContext value={id}>{children}</LayerContext>;
}
