// What was typed and chosen, kept until the program ends: closing the dialog loses nothing.
import type { AccountId, Template } from "../../bridge";

/** Values by the slot's `field`. */
export type Values = Record<string, string>;

/** A template's name and the language it was last seen in. */
export interface Chosen {
	name: string;
	language: string;
	/** The person pointed at this language, be it sendable or not. */
	exact?: boolean;
}

const typed = new Map<string, Values>();
const sendKeys = new Map<string, string>();
const chosen = new Map<AccountId, Chosen>();

const key = (account: AccountId, contact: number, template: string) => JSON.stringify([account, contact, template]);

export const typedValues = (account: AccountId, contact: number, template: string): Values =>
	typed.get(key(account, contact, template)) ?? {};

export function keepValues(account: AccountId, contact: number, template: string, values: Values): void {
	typed.set(key(account, contact, template), values);
}

/** After it was sent, the next message to the same person starts empty. */
export function forgetValues(account: AccountId, contact: number, template: string): void {
	typed.delete(key(account, contact, template));
}

/**
 * The key of the next send. It stays until the outcome of a send with it is known, so that pressing Send again after a
 * fault, in this dialog or a later one, cannot send twice.
 */
export function sendKey(account: AccountId, contact: number, template: string): string {
	const at = key(account, contact, template);
	const known = sendKeys.get(at) ?? crypto.randomUUID();
	sendKeys.set(at, known);
	return known;
}

export function forgetSendKey(account: AccountId, contact: number, template: string): void {
	sendKeys.delete(key(account, contact, template));
}

/** The template and language chosen last in an account. */
export const lastChosen = (account: AccountId): Chosen | undefined => chosen.get(account);

export function keepChosen(account: AccountId, template: Template): void {
	chosen.set(account, { name: template.name, language: template.language });
}

/** For tests. */
export function forgetSession(): void {
	typed.clear();
	sendKeys.clear();
	chosen.clear();
}
