// How a slot is named and explained.
import type { Slot } from "../../bridge";

/** 0 for the header, else the number in the text: of `field_3` it is 3. */
export function slotNumber(field: string): number {
	const number = /^field_(\d+)$/.exec(field)?.[1];
	return number === undefined ? 0 : Number(number);
}

const WORDS_BEFORE = 24;
const WORDS_AFTER = 40;

/** The words round a slot, short enough to stand beside its name; cut between words. */
export function around(slot: Slot): { before: string; after: string } {
	const flat = (text: string) => text.replace(/\s+/gu, " ");
	let before = flat(slot.before).trimStart();
	let after = flat(slot.after).trimEnd();
	if (before.length > WORDS_BEFORE) {
		const cut = before.slice(-WORDS_BEFORE);
		const space = cut.trimEnd().indexOf(" ");
		before = `…${space < 0 ? cut : cut.slice(space)}`;
	}
	if (after.length > WORDS_AFTER) {
		const cut = after.slice(0, WORDS_AFTER);
		const space = cut.trimStart().lastIndexOf(" ");
		after = `${space <= 0 ? cut : cut.slice(0, space + cut.length - cut.trimStart().length)}…`;
	}
	return { before, after };
}

/** Splits a template's text at its slots, for the list. */
export function splitSlots(text: string): { text: string; slot: string | null }[] {
	return text.split(/(\{\{[^{}]*\}\})/u).flatMap((part) => {
		if (part === "") return [];
		const slot = /^\{\{\s*([^{}]*?)\s*\}\}$/u.exec(part)?.[1];
		return [slot === undefined ? { text: part, slot: null } : { text: slot, slot }];
	});
}
