// Keys of words for what the server and Rust name; total where the names are ours.
import type { HeaderKind, TemplateProblem } from "../../bridge";
import type { StatusDotProps } from "../../components";
import type templates from "../../locales/en/templates.json";
import type { ChangeKind, Edit } from "./difference";
import type { Field, Which } from "./filters";

type Words = typeof templates;

export const headerKey = (header: HeaderKind): `templates:header.${keyof Words["header"]}` =>
	`templates:header.${header}`;

export const whichKey = (which: Which): `templates:which.${keyof Words["which"]}` => `templates:which.${which}`;

export const fieldKey = (field: Field): `templates:field.${keyof Words["field"]}` => `templates:field.${field}`;

export const kindKey = (kind: ChangeKind): `templates:changes.kind.${keyof Words["changes"]["kind"]}` =>
	`templates:changes.kind.${kind}`;

export const partKey = (part: Edit["part"]): `templates:changes.part.${keyof Words["changes"]["part"]}` =>
	`templates:changes.part.${part}`;

/** Short enough for a card; the whole reason stands in the detail. */
export const shortKey = (problem: TemplateProblem): `templates:short.${keyof Words["short"]}` =>
	`templates:short.${problem}`;

type Tone = NonNullable<StatusDotProps["tone"]>;

/** Red did not happen, amber may mend itself, blue is under way, grey is no fault of the template. */
export const PROBLEM_TONE: Record<TemplateProblem, Tone> = {
	pending: "info",
	rejected: "danger",
	paused: "warn",
	disabled: "danger",
	not_approved: "danger",
	location_header: "skipped",
	unknown_header: "skipped",
	named_slots: "skipped",
	too_many_slots: "skipped",
	slot_count_differs: "warn",
	copy_code: "skipped",
	carousel: "skipped",
	button_variable: "skipped",
	authentication: "skipped",
};

const NAMES = new Map<string, Intl.DisplayNames>();

/** `en_US` in words of the program's language; the code itself where there are none. */
export function languageName(code: string, own: string): string {
	let names = NAMES.get(own);
	if (!names) {
		names = new Intl.DisplayNames([own], { type: "language", fallback: "code" });
		NAMES.set(own, names);
	}
	try {
		return names.of(code.replaceAll("_", "-")) ?? code;
	} catch {
		return code;
	}
}
