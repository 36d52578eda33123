// The list of templates: one entry a name, with its languages.
import type { Template } from "../../bridge";

/** A template's name with all its languages. */
export interface Family {
	name: string;
	category: string;
	/** Sendable ones first, by language. Never empty. */
	members: [Template, ...Template[]];
	/** True when at least one language can be sent. */
	sendable: boolean;
}

const sendableFirst = (a: { problem: unknown }, b: { problem: unknown }) =>
	Number(a.problem !== null) - Number(b.problem !== null);

const byName = new Intl.Collator(undefined, { numeric: true });

/** Groups by name; what can be sent comes first, each part in the order of the alphabet. */
export function families(templates: readonly Template[]): Family[] {
	const groups = new Map<string, [Template, ...Template[]]>();
	for (const template of templates) {
		const group = groups.get(template.name);
		if (group) group.push(template);
		else groups.set(template.name, [template]);
	}
	return [...groups.values()]
		.map((members) => {
			members.sort((a, b) => sendableFirst(a, b) || byName.compare(a.language, b.language));
			const [first] = members;
			return { name: first.name, category: first.category, members, sendable: first.problem === null };
		})
		.sort((a, b) => Number(b.sendable) - Number(a.sendable) || byName.compare(a.name, b.name));
}

/** Case and accents do not matter; `_` in a name counts as a space. */
function fold(text: string): string {
	return text
		.normalize("NFKD")
		.replace(/\p{Mn}/gu, "")
		.toLocaleLowerCase()
		.replaceAll("_", " ");
}

function searchable(template: Template): string {
	const buttons = template.buttons.map((button) => button.text);
	return fold([template.name, template.header_text ?? "", template.body, template.footer ?? "", ...buttons].join("\n"));
}

/** Families where one language holds every word asked for, in its name or its text. */
export function search(all: readonly Family[], query: string): Family[] {
	const words = fold(query).split(/\s+/u).filter(Boolean);
	if (words.length === 0) return [...all];
	return all.filter((family) =>
		family.members.some((template) => {
			const text = searchable(template);
			return words.every((word) => text.includes(word));
		}),
	);
}

/**
 * The language to open with: the one used last, else the nearest to the program's, else the first. Sendable ones win,
 * unless the person pointed at this very language (`exact`).
 */
export function pickLanguage(family: Family, used: string | undefined, exact: boolean, own: string): Template {
	const able = family.members.filter((template) => template.problem === null);
	const among = exact || able.length === 0 ? family.members : able;
	const code = own.replace("-", "_");
	const base = code.split("_")[0] ?? code;
	return (
		among.find((template) => template.language === used) ??
		among.find((template) => template.language === code) ??
		among.find((template) => template.language.split("_")[0] === base) ??
		among[0] ??
		family.members[0]
	);
}
