/**
 * Keys by which a row that comes into view takes the elements of one that left it: writing a text is far cheaper than
 * making a row. `rows` is the most rows there were at a time. Two of one screen never share a key; one that is far from
 * the others, as the keyboard's may be, has its own.
 */
export function reused(indexes: readonly number[], rows: number): (index: number) => string {
	const keys = new Map<number, string>();
	const taken = new Set<number>();
	for (const index of indexes) {
		const place = index % rows;
		keys.set(index, taken.has(place) ? `far ${index}` : `${place}`);
		taken.add(place);
	}
	return (index) => keys.get(index) ?? `far ${index}`;
}
