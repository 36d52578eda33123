import type { Contact, Duplicate, Pasted, PhoneReading } from "../bridge";
import type { Command } from "./fake-bridge";

const CODES: Record<string, number> = { DE: 49, FR: 33, GB: 44, US: 1 };
const digitsOf = (text: string) => text.replace(/\D/g, "");

/** A little of what Rust does: four countries, grouping by four, too short below eight digits. */
export function read(text: string, chosen: string | null): PhoneReading {
	const plus = /^\s*(\+|00)/.test(text);
	const typed = digitsOf(text).replace(/^00/, "");
	const own = plus ? Object.keys(CODES).find((code) => typed.startsWith(String(CODES[code]))) : undefined;
	const region = plus ? (own ?? null) : chosen;
	const code = region === null ? null : (CODES[region] ?? null);
	const rest = plus ? typed.slice(String(code ?? "").length) : typed.replace(/^0/, "");
	const full = code === null ? typed : `${code}${rest}`;
	const readable = !/\p{L}/u.test(text) && full.length >= 7;
	return {
		region,
		calling_code: code,
		stored: readable ? `+${full}` : null,
		national: rest,
		shaped: null,
		kind: readable && rest.length >= 8 ? "mobile" : null,
		warning: code !== null && rest.length > 0 && rest.length < 8 ? "too_short" : null,
		lengths: [9, 10],
		length: rest.length,
		twins: [],
	};
}

export function phoneCommands(): Record<string, Command> {
	return {
		phones_read: (_, { request }) => read(request.text, request.region),
		phones_countries: () => ({
			countries: Object.entries(CODES).map(([region, calling_code]) => ({ region, calling_code })),
			book: ["GB", "DE"],
		}),
		phones_known_ids: () => ({
			countries: [{ id: 233, contacts: 61, region: "US" }],
			assigned: [{ id: 21, contacts: 40 }],
		}),
		contacts_duplicates: (bridge, { request }): Duplicate[] => {
			const digits = digitsOf(request.phone);
			const of = (why: Duplicate["why"], test: (contact: Contact) => boolean) =>
				bridge.contacts.filter((one) => one.id !== request.own && test(one)).map((contact) => ({ contact, why }));
			if (digits.length < 7) return [];
			const same = of("same_phone", (one) => digitsOf(one.phone) === digits);
			return same.length > 0 ? same : of("phone_end", (one) => digitsOf(one.phone).endsWith(digits.slice(-7)));
		},
		contacts_read_pasted: (bridge) => bridge.pasted,
	};
}

export const NOTHING: Pasted = { values: [], others: 0 };
