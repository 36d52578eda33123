// Where an arrow leads among cards that stand in rows. Pure.

export interface Place {
	top: number;
	left: number;
}

export type Arrow = "ArrowUp" | "ArrowDown" | "ArrowLeft" | "ArrowRight" | "Home" | "End";

export function isArrow(key: string): key is Arrow {
	return ["ArrowUp", "ArrowDown", "ArrowLeft", "ArrowRight", "Home", "End"].includes(key);
}

/** Sideways goes on over the end of a row; up and down stay in the column as far as the row reaches. */
export function neighbour(places: readonly Place[], at: number, key: Arrow, rtl: boolean): number {
	const last = places.length - 1;
	if (key === "Home") return 0;
	if (key === "End") return last;
	if (key === "ArrowLeft" || key === "ArrowRight") {
		const by = (key === "ArrowRight") === !rtl ? 1 : -1;
		return Math.min(Math.max(at + by, 0), last);
	}
	const here = places[at];
	if (!here) return at;
	const down = key === "ArrowDown";
	const beyond = places.filter(({ top }) => (down ? top > here.top : top < here.top));
	if (beyond.length === 0) return at;
	const row = (down ? Math.min : Math.max)(...beyond.map(({ top }) => top));
	let best = at;
	places.forEach((place, index) => {
		if (place.top !== row) return;
		const known = places[best];
		if (best === at || (known && Math.abs(place.left - here.left) < Math.abs(known.left - here.left))) best = index;
	});
	return best;
}
