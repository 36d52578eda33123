export const fold = (text: string) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLocaleLowerCase().trim();

/** 0 the whole name, 1 its beginning, 2 the beginning of a word, 3 elsewhere, none if it is not in it. */
export function nearness(name: string, wanted: string): number | null {
	const whole = fold(name);
	if (!whole.includes(wanted)) return null;
	if (whole === wanted) return 0;
	if (whole.startsWith(wanted)) return 1;
	return whole.includes(` ${wanted}`) ? 2 : 3;
}

export interface Named {
	id: number;
	name: string;
}

/** What is called so: the whole name, then what was used lately, then what begins with the text. */
export function found<T extends Named>(all: readonly T[], text: string, lately: readonly number[] = []): T[] {
	const wanted = fold(text);
	const used = (one: T) => {
		const at = lately.indexOf(one.id);
		return at < 0 ? lately.length : at;
	};
	return all
		.flatMap((one) => {
			const near = nearness(one.name, wanted);
			return near === null ? [] : [{ one, near, used: used(one) }];
		})
		.sort(
			(a, b) =>
				Number(b.near === 0) - Number(a.near === 0) ||
				a.used - b.used ||
				a.near - b.near ||
				a.one.name.localeCompare(b.one.name),
		)
		.map(({ one }) => one);
}
