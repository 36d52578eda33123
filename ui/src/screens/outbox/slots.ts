// How a slot is named and explained.
import type { Slot } from "../../bridge";

/** 0 for the header, else the number in the text: of `field_3` it is 3. */
export function slotNumber(field: string): number {
	const number = /^field_(\d+)$/.exec(field)?.[1];
	return number === undefined ? 0 : Number(number);
}

/** Both less than what Rust gives, so that a word cut there is not shown. */
const WORDS_BEFORE = 24;
const WORDS_AFTER = 32;
/** The end of a sentence and what comes before it; of a neighbouring place too. */
const SENTENCES_BEFORE = /^.*(?:[.!?؟।]\s|。|\}\})/su;
const PLACES_AFTER = /\{\{.*$/su;

/** The words round a slot, short enough to stand beside its name; cut between words. */
export function around(slot: Slot): { before: string; after: string } {
	const flat = (text: string) => text.replace(/\s+/gu, " ").trim();
	// A comma that belongs to what stood before says nothing here.
	let before = flat(slot.before.replace(SENTENCES_BEFORE, "")).replace(/^[,;:.!?)،؛、，。]+\s*/u, "");
	let after = flat(slot.after.replace(PLACES_AFTER, ""));
	if (before.length > WORDS_BEFORE) {
		const cut = before.slice(-WORDS_BEFORE);
		const space = cut.indexOf(" ");
		before = `…${space < 0 ? cut : cut.slice(space)}`;
	}
	if (after.length > WORDS_AFTER) {
		const cut = after.slice(0, WORDS_AFTER);
		const space = cut.lastIndexOf(" ");
		after = `${space < 0 ? cut : cut.slice(0, space)}…`;
	}
	return {
		before: before && `${before} `,
		after: after && !/^\p{P}/u.test(after) ? ` ${after}` : after,
	};
}

/** Splits a template's text at its slots, for the list. */
export function splitSlots(text: string): { text: string; slot: string | null }[] {
	return text.split(/(\{\{[^{}]*\}\})/u).flatMap((part) => {
		if (part === "") return [];
		const slot = /^\{\{\s*([^{}]*?)\s*\}\}$/u.exec(part)?.[1];
		return [slot === undefined ? { text: part, slot: null } : { text: slot, slot }];
	});
}
