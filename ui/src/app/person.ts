// What a person is called on screen, from the two names the API insists on.
import type { Contact } from "../bridge";

/** Chinese, Japanese and Korean names put the family first. */
const FAMILY_FIRST = /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\s·・]+$/u;
/** The API wants a last name: people without one are given a dash or a dot. */
const FILLER = /^[\p{P}\s]+$/u;

const digits = (text: string) => text.replace(/\D/g, "");

/** Both names in the order of their script; empty for somebody known by number only. */
export function personName(contact: Pick<Contact, "firstname" | "lastname" | "phone">): string {
	const names = [contact.firstname.trim(), contact.lastname.trim()].filter((name) => name && !FILLER.test(name));
	if (names.every((name) => FAMILY_FIRST.test(name))) names.reverse();
	const name = names.join(" ");
	// A send to an unknown number makes a contact that is called by its digits (contract section 7).
	return /^[+\d\s().-]+$/.test(name) && digits(name) === digits(contact.phone) ? "" : name;
}

/** What to call somebody in a sentence: the name, else the number as people write it. */
export function personLabel(contact: Pick<Contact, "firstname" | "lastname" | "phone" | "phone_display">): string {
	return personName(contact) || contact.phone_display || contact.phone;
}
