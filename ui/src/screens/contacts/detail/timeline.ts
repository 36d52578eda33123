// One line of time out of what was sent, noted and changed.
import type { Contact, HistoryEntry, Note, SendRow } from "../../../bridge";

export type Kind = "send" | "note" | "change";

export type Moment = { key: string; at: string } & (
	| { kind: "send"; send: SendRow }
	| { kind: "note"; note: Note }
	| { kind: "change"; change: HistoryEntry }
	/** Made before this computer kept a history. */
	| { kind: "change"; change: null }
);

interface Sources {
	contact: Pick<Contact, "created_at">;
	sends: readonly SendRow[];
	notes: readonly Note[];
	history: readonly HistoryEntry[];
}

/** Newest first; what has no time comes last. */
export function timeline({ contact, sends, notes, history }: Sources): Moment[] {
	const moments: Moment[] = [
		...sends.map((send): Moment => ({ kind: "send", key: `send ${send.id}`, at: send.created_at, send })),
		...notes.map((note): Moment => ({ kind: "note", key: `note ${note.id}`, at: note.at ?? "", note })),
		...history.map((change): Moment => ({ kind: "change", key: `change ${change.id}`, at: change.at, change })),
	];
	if (contact.created_at && !history.some((entry) => entry.kind === "created")) {
		moments.push({ kind: "change", key: "created", at: contact.created_at, change: null });
	}
	// Equal times stay in the order of their source, which is newest first.
	return moments.sort((one, other) => (one.at === other.at ? 0 : one.at < other.at ? 1 : -1));
}
