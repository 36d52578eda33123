export interface Stretch {
	first: number;
	last: number;
}

const between = (one: number, other: number): Stretch => ({
	first: Math.min(one, other),
	last: Math.max(one, other),
});

/** The stretch from `anchor` to `from` becomes the one from `anchor` to `to`: what comes in, what goes out. */
export function extended(anchor: number, from: number, to: number): { add: Stretch; remove: Stretch | null } {
	const add = between(anchor, to);
	const before = between(anchor, from);
	const lower = before.first < add.first ? { first: before.first, last: add.first - 1 } : null;
	const upper = before.last > add.last ? { first: add.last + 1, last: before.last } : null;
	return { add, remove: lower ?? upper };
}
