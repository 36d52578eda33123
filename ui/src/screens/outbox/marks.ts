// WhatsApp's marks in a text: *bold*, _italic_, ~strike~ and ```code```. Text in, styled runs out; nothing is markup.
import type { Piece } from "../../bridge";

/** A stretch of one piece with one style. The run of an empty slot has no text. */
export interface Run {
	text: string;
	/** The slot's `field`, when the words came from a slot. */
	slot: string | null;
	bold: boolean;
	italic: boolean;
	strike: boolean;
	code: boolean;
}

const STYLE = { "*": 1, _: 2, "~": 4 } as const;
const CODE = 8;
/** A mark itself: read, not shown. */
const HIDDEN = 16;
const FENCE = "```";
/** Stands for an empty slot, which will hold a word by the time it is sent. */
const EMPTY_SLOT = "\uFFFC";
const WORD = /[\p{L}\p{N}\p{M}\uFFFC]/u;
const SPACE = /\s/u;

const isMark = (char: string | undefined): char is keyof typeof STYLE => char !== undefined && char in STYLE;

/** The whole character before or at a place, surrogate pairs included. */
const before = (text: string, at: number) => [...text.slice(Math.max(0, at - 2), at)].at(-1) ?? "";
const after = (text: string, at: number) => [...text.slice(at, at + 2)][0] ?? "";

/** A mark opens at the edge of a word, with something right after it. */
function opens(text: string, at: number): boolean {
	const next = text[at + 1];
	return next !== undefined && !SPACE.test(next) && next !== text[at] && !WORD.test(before(text, at));
}

/** Where the mark at `open` is closed: on the same line, right after something, at the edge of a word. */
function closing(text: string, open: number, end: number): number {
	for (let at = open + 1; at < end; at++) {
		if (text[at] === "\n") return -1;
		if (text.startsWith(FENCE, at)) {
			const close = text.indexOf(FENCE, at + FENCE.length);
			if (close > 0 && close < end) at = close + FENCE.length - 1;
			continue;
		}
		const inner = text[at - 1];
		if (text[at] !== text[open] || at === open + 1 || inner === undefined || SPACE.test(inner)) continue;
		if (!WORD.test(after(text, at + 1))) return at;
	}
	return -1;
}

/** Style bits for every UTF-16 unit. */
function styles(text: string): Uint8Array {
	const bits = new Uint8Array(text.length);
	const add = (from: number, to: number, bit: number) => {
		for (let at = from; at < to; at++) bits[at] = (bits[at] ?? 0) | bit;
	};
	const walk = (from: number, end: number) => {
		for (let at = from; at < end; at++) {
			const char = text[at];
			if (text.startsWith(FENCE, at)) {
				const close = text.indexOf(FENCE, at + FENCE.length);
				if (close < 0 || close + FENCE.length > end || text.slice(at + FENCE.length, close).trim() === "") {
					at += FENCE.length - 1;
					continue;
				}
				add(at, at + FENCE.length, HIDDEN);
				add(at + FENCE.length, close, CODE);
				add(close, close + FENCE.length, HIDDEN);
				at = close + FENCE.length - 1;
			} else if (isMark(char) && ((bits[at] ?? 0) & STYLE[char]) === 0 && opens(text, at)) {
				const close = closing(text, at, end);
				if (close < 0) continue;
				add(at, at + 1, HIDDEN);
				add(at + 1, close, STYLE[char]);
				add(close, close + 1, HIDDEN);
				walk(at + 1, close);
				at = close;
			}
		}
	};
	walk(0, text.length);
	return bits;
}

/** Splits pieces into runs by style; a mark may open in one piece and close in another. */
export function readMarks(pieces: readonly Piece[]): Run[] {
	const texts = pieces.map((piece) => (piece.slot !== null && piece.text === "" ? EMPTY_SLOT : piece.text));
	const bits = styles(texts.join(""));
	const runs: Run[] = [];
	let offset = 0;
	pieces.forEach((piece, index) => {
		const length = texts[index]?.length ?? 0;
		let from = 0;
		for (let at = 1; at <= length; at++) {
			const style = bits[offset + from] ?? 0;
			if (at < length && bits[offset + at] === style) continue;
			if ((style & HIDDEN) === 0) {
				runs.push({
					text: piece.text.slice(from, at),
					slot: piece.slot,
					bold: (style & STYLE["*"]) !== 0,
					italic: (style & STYLE._) !== 0,
					strike: (style & STYLE["~"]) !== 0,
					code: (style & CODE) !== 0,
				});
			}
			from = at;
		}
		offset += length;
	});
	return runs;
}
