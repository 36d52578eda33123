import { describe, expect, it } from "vitest";
import type { Refusal } from "../../bridge";
import sentences from "../../locales/en/refusals.json";
import { refusalWords, type Say, WHATSAPP_CODES } from "./refusal";

/** Reads the file as i18next does; a missing sentence fails the test. */
const say: Say = (key, params = {}) => {
	const found = key.split(".").reduce<unknown>((node, part) => (node as Record<string, unknown>)?.[part], sentences);
	if (typeof found !== "string") throw new Error(`no sentence ${key}`);
	return found.replace(/\{\{(\w+)\}\}/g, (_, name: string) => params[name] ?? `missing ${name}`);
};

const refusal = (key: string, more: Partial<Refusal> = {}): Refusal => ({
	key,
	class: "later",
	detail: null,
	fields: [],
	...more,
});

describe("refusals in words", () => {
	it.each(WHATSAPP_CODES.map((code) => `wa_${code}`))("%s has a cause and a remedy", (key) => {
		const words = refusalWords(refusal(key), say);
		expect(words.cause).toMatch(/^[a-zW]/);
		expect(words.cause).not.toMatch(/\.$/);
		expect(words.remedy).toMatch(/^[A-Z].*\.$/);
		expect(words.said).toBeUndefined();
	});

	it("200 to 299 share a sentence", () =>
		expect(refusalWords(refusal("wa_230"), say)).toEqual(refusalWords(refusal("wa_200"), say)));

	it("an unknown code of WhatsApp is named, its sentence quoted, its class decides", () =>
		expect(refusalWords(refusal("wa_139999", { class: "person", detail: "New rule" }), say)).toEqual({
			cause: "WhatsApp refused it, code 139999",
			remedy: "This person cannot be reached now.",
			said: "WhatsApp says: New rule",
		}));

	it("a known code keeps WhatsApp's own sentence beside ours", () =>
		expect(refusalWords(refusal("wa_131026", { detail: "(#131026) Undeliverable" }), say).said).toBe(
			"WhatsApp says: (#131026) Undeliverable",
		));

	it("an error code of ours", () =>
		expect(refusalWords(refusal("connection_refused"), say).cause).toBe("the server could not be reached"));

	it("a person's word", () =>
		expect(refusalWords(refusal("person_said_not_sent", { detail: "x" }), say)).toEqual({
			cause: "you said it was not sent",
			remedy: "It may be sent again.",
			said: undefined,
		}));

	it("a number without its plus, which the server words as a person who is gone", () =>
		expect(refusalWords(refusal("number_without_plus", { class: "fix", detail: "Contact not found" }), say)).toEqual({
			cause: "the number is stored without its +, and the server finds nobody by it",
			remedy: "Save the number of this person with a +, then send again.",
			said: undefined,
		}));

	it("a key nobody knows shows what the server said", () =>
		expect(refusalWords(refusal("toString", { class: "never", detail: "Because" }), say)).toEqual({
			cause: "the server refused it",
			remedy: "The same message will be refused again.",
			said: "The server says: Because",
		}));

	it("WhatsApp's refusal without a code goes by its class", () =>
		expect(refusalWords(refusal("whatsapp_refused", { class: "fix" }), say).remedy).toBe(
			"Something has to be put right first.",
		));
});
