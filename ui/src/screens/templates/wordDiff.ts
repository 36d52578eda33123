// Two texts word by word: what stayed, what went, what came. Places such as {{1}} are words. Pure.

export interface DiffPart {
	kind: "same" | "gone" | "new";
	text: string;
}

const SLOT = /(\{\{[^{}]*\}\})/u;
const segmenter = new Intl.Segmenter(undefined, { granularity: "word" });

/** Also where no blanks stand between words, as in Chinese and Thai. */
function wordsOf(text: string): string[] {
	return text
		.split(SLOT)
		.flatMap((part) => (SLOT.test(part) ? [part] : [...segmenter.segment(part)].map(({ segment }) => segment)));
}

/** Of each pair of places the length of the longest row of words the rests have in common. */
function common(a: readonly string[], b: readonly string[]): (i: number, j: number) => number {
	const width = b.length + 1;
	const table = new Uint16Array((a.length + 1) * width);
	for (let i = a.length - 1; i >= 0; i--)
		for (let j = b.length - 1; j >= 0; j--)
			table[i * width + j] =
				a[i] === b[j]
					? (table[(i + 1) * width + j + 1] ?? 0) + 1
					: Math.max(table[(i + 1) * width + j] ?? 0, table[i * width + j + 1] ?? 0);
	return (i, j) => table[i * width + j] ?? 0;
}

/** More pairs of words than this are not compared: WhatsApp's texts stay far below it. */
const MOST_PAIRS = 4_000_000;

/** Word for word, in the order one reads. */
function steps(a: readonly string[], b: readonly string[]): DiffPart[] {
	if (a.length * b.length > MOST_PAIRS)
		return [
			{ kind: "gone", text: a.join("") },
			{ kind: "new", text: b.join("") },
		];
	const left = common(a, b);
	const parts: DiffPart[] = [];
	let [i, j] = [0, 0];
	while (i < a.length || j < b.length) {
		const [old, now] = [a[i], b[j]];
		if (old !== undefined && old === now) {
			parts.push({ kind: "same", text: old });
			i++;
			j++;
		} else if (old !== undefined && (now === undefined || left(i + 1, j) >= left(i, j + 1))) {
			parts.push({ kind: "gone", text: old });
			i++;
		} else if (now !== undefined) {
			parts.push({ kind: "new", text: now });
			j++;
		}
	}
	return parts;
}

/** What changed in one place reads as one: all that went, then all that came, blanks between them included. */
export function wordDiff(before: string, after: string): DiffPart[] {
	const all = steps(wordsOf(before), wordsOf(after));
	const parts: DiffPart[] = [];
	let [gone, came, same] = ["", "", ""];
	const flush = () => {
		if (gone) parts.push({ kind: "gone", text: gone });
		if (came) parts.push({ kind: "new", text: came });
		if (same) parts.push({ kind: "same", text: same });
		[gone, came, same] = ["", "", ""];
	};
	all.forEach(({ kind, text }, index) => {
		if (kind === "same") {
			const between = same === "" && (gone !== "" || came !== "") && text.trim() === "" && !text.includes("\n");
			const next = all[index + 1]?.kind;
			if (between && next !== undefined && next !== "same") {
				gone += text;
				came += text;
			} else same += text;
			return;
		}
		if (same) flush();
		if (kind === "gone") gone += text;
		else came += text;
	});
	flush();
	return parts;
}
