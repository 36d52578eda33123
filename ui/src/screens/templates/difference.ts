// What became of the templates between two lists of them. Pure.
import type { Template } from "../../bridge";

/** What is compared; also what is kept of a list until the next one. */
export type Seen = Pick<
	Template,
	"name" | "language" | "category" | "status" | "header" | "header_text" | "body" | "footer" | "buttons" | "problem"
>;

/** In the order they are told: what stops a sale first. */
export const KINDS = [
	"gone",
	"rejected",
	"disabled",
	"paused",
	"blocked",
	"review",
	"approved",
	"edited",
	"new",
] as const;
export type ChangeKind = (typeof KINDS)[number];

/** A part of the text that reads differently now. */
export interface Edit {
	part: "category" | "headerKind" | "header" | "body" | "footer" | "buttons";
	before: string;
	after: string;
}

export interface Change {
	kind: ChangeKind;
	/** As it is now; as it was when it is gone. */
	template: Seen;
	edits: Edit[];
}

/** Only what is compared. */
export function seenOf(template: Template): Seen {
	const { name, language, category, status, header, header_text, body, footer, buttons, problem } = template;
	return { name, language, category, status, header, header_text, body, footer, buttons, problem };
}

/** Name and language are a template's identity; WhatsApp's id is a new one when it is written anew. */
const keyOf = ({ name, language }: Seen) => JSON.stringify([name, language]);

const BY_STATUS: Record<string, ChangeKind> = {
	APPROVED: "approved",
	PENDING: "review",
	IN_APPEAL: "review",
	REJECTED: "rejected",
	PAUSED: "paused",
	DISABLED: "disabled",
};

/** A line a button; the kind is told only where it says more than the words. */
const buttonsOf = ({ buttons }: Seen) =>
	buttons.map(({ kind, text }) => (kind === "QUICK_REPLY" ? text : `${text} (${kind})`)).join("\n");

function editsOf(before: Seen, after: Seen): Edit[] {
	const parts: Edit[] = [
		{ part: "category", before: before.category, after: after.category },
		{ part: "headerKind", before: before.header, after: after.header },
		{ part: "header", before: before.header_text ?? "", after: after.header_text ?? "" },
		{ part: "body", before: before.body, after: after.body },
		{ part: "footer", before: before.footer ?? "", after: after.footer ?? "" },
		{ part: "buttons", before: buttonsOf(before), after: buttonsOf(after) },
	];
	return parts.filter((edit) => edit.before !== edit.after);
}

function changeOf(before: Seen | undefined, after: Seen): Change | null {
	if (!before) return { kind: "new", template: after, edits: [] };
	const edits = editsOf(before, after);
	if (before.status !== after.status) return { kind: BY_STATUS[after.status] ?? "blocked", template: after, edits };
	return edits.length > 0 ? { kind: "edited", template: after, edits } : null;
}

/** What is new, gone, of another status or text; the same two lists give none, whatever their order. */
export function difference(before: readonly Seen[], after: readonly Seen[]): Change[] {
	const old = new Map(before.map((one) => [keyOf(one), one]));
	const now = new Set(after.map(keyOf));
	const changes = [
		...before.filter((one) => !now.has(keyOf(one))).map((template): Change => ({ kind: "gone", template, edits: [] })),
		...after.flatMap((one) => changeOf(old.get(keyOf(one)), one) ?? []),
	];
	const place = ({ kind }: Change) => KINDS.indexOf(kind);
	return changes.sort(
		(a, b) =>
			place(a) - place(b) ||
			a.template.name.localeCompare(b.template.name) ||
			a.template.language.localeCompare(b.template.language),
	);
}
