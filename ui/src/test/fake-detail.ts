import type { Change, ContactInput, HistoryEntry, Notes, Origin } from "../bridge";
import { inputOf } from "../screens/contacts/form/input";
import { type Args, type Command, type FakeBridge, refuse } from "./fake-bridge";
import { contactCommands } from "./fake-contacts";

/** What is kept beside a contact. */
export interface FakeStory {
	notes: Notes;
	history: HistoryEntry[];
	drafts: Map<string, string>;
}

/** The story of a contact; made when first asked for. */
export function storyOf(bridge: FakeBridge, contact: number): FakeStory {
	const known = bridge.stories.get(contact);
	if (known) return known;
	const story: FakeStory = {
		notes: { notes: [], read_at: null, conversation: null, draft: null },
		history: [],
		drafts: new Map(),
	};
	bridge.stories.set(contact, story);
	return story;
}

export function record(bridge: FakeBridge, contact: number, origin: Origin, changes: Change[]): void {
	const { history } = storyOf(bridge, contact);
	const moved = changes.every(({ field }) => field === "groups" || field === "status_id");
	history.unshift({
		id: history.length + 1,
		at: new Date().toISOString(),
		kind: moved ? "moved" : "edited",
		origin,
		changes,
	});
}

function changesOf(before: ContactInput, after: ContactInput): Change[] {
	const text = (value: unknown) => (value === null || value === "" ? null : String(value));
	return (Object.keys(after) as (keyof ContactInput)[])
		.filter((field) => field !== "groups" && before[field] !== after[field])
		.map((field) => ({ field, from: text(before[field]), to: text(after[field]) }));
}

const DETAIL: Origin = { by: "detail" };
const who = (args: Args) => args.contact ?? 0;

export function detailCommands(): Record<string, Command> {
	const update = contactCommands().contacts_update;
	const stored = (bridge: FakeBridge, id: number) =>
		bridge.contacts.find((contact) => contact.id === id) ?? refuse("not_found");
	return {
		detail_update: (bridge, args) => {
			const { id, base, input } = args.request;
			const before = inputOf(stored(bridge, id));
			const saved = update?.(bridge, args);
			record(bridge, id, DETAIL, changesOf(before, input));
			for (const { field } of changesOf(base, input)) storyOf(bridge, id).drafts.delete(field);
			return saved;
		},
		detail_set_group: (bridge, args) => {
			const { contact: id, group, member } = args.request;
			const contact = stored(bridge, id);
			const name = bridge.groups.find((one) => one.id === group)?.name;
			if (name === undefined && member) refuse("not_found", { params: { what: "group" } });
			contact.groups = [...contact.groups.filter((one) => one !== group), ...(member ? [group] : [])];
			const known = name ?? `#${group}`;
			record(bridge, id, DETAIL, [{ field: "groups", from: member ? null : known, to: member ? known : null }]);
			bridge.emit({ type: "contacts_changed", account: args.account, cause: "person" });
			return contact;
		},
		detail_drafts: (bridge, args) => [...storyOf(bridge, who(args)).drafts].map(([field, text]) => ({ field, text })),
		detail_keep_draft: (bridge, args) => {
			const { notes, drafts } = storyOf(bridge, who(args));
			if (args.field === "note") {
				if (!notes.draft?.unsure) notes.draft = args.text === null ? null : { text: args.text, unsure: false };
			} else if (args.text === null) drafts.delete(args.field);
			else drafts.set(args.field, args.text);
			return null;
		},
		comments_list: (bridge, args) => storyOf(bridge, who(args)).notes,
		comments_read: (bridge, args) => {
			const { notes } = storyOf(bridge, who(args));
			notes.read_at = new Date().toISOString();
			notes.conversation ??= true;
			return notes;
		},
		comments_add: (bridge, args) => {
			const { notes } = storyOf(bridge, who(args));
			const text = (args.text ?? "").trim();
			if (!text) refuse("invalid", { fields: [{ field: "note", code: "required" }] });
			if (notes.draft?.unsure) refuse("already_sent");
			notes.draft = { text, unsure: false };
			if (notes.conversation === false) refuse("not_found", { params: { what: "conversation" } });
			notes.draft = null;
			notes.notes.unshift({
				id: notes.notes.length + 1,
				kind: "text",
				label: "Internal comment",
				text,
				file: null,
				at: new Date().toISOString(),
			});
			return notes;
		},
		comments_settle: (bridge, args) => {
			const { notes } = storyOf(bridge, who(args));
			if (notes.draft) notes.draft.unsure = false;
			return notes;
		},
		history_list: (bridge, args) => storyOf(bridge, who(args)).history,
		links_open: () => null,
	};
}
