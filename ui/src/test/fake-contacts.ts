import type {
	Contact,
	ContactDraft,
	ContactInput,
	ContactQuery,
	FieldError,
	UpdateContactRequest,
	WindowRequest,
} from "../bridge";
import { type Command, type FakeBridge, refuse } from "./fake-bridge";
import { meets } from "./fake-views";

function fold(text: string): string {
	return text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
}

function matches(contact: Contact, text: string): boolean {
	const words = fold(text).split(/\s+/).filter(Boolean);
	const hay = fold([contact.firstname, contact.lastname, contact.company, contact.email, contact.phone].join(" "));
	const digits = text.replace(/\D/g, "");
	return words.every((word) => hay.includes(word)) || (digits.length > 2 && contact.phone.includes(digits));
}

function check(input: ContactInput): void {
	const fields: FieldError[] = [];
	if (!input.firstname.trim()) fields.push({ field: "firstname", code: "required" });
	if (!input.phone.trim()) fields.push({ field: "phone", code: "required" });
	else if (!/\d{6}/.test(input.phone.replace(/[\s()-]/g, ""))) fields.push({ field: "phone", code: "not_a_phone" });
	if (input.email && !/^\S+@\S+\.\S+$/.test(input.email)) fields.push({ field: "email", code: "not_an_email" });
	if (input.source_id === null) fields.push({ field: "source_id", code: "required" });
	if (input.status_id === null) fields.push({ field: "status_id", code: "required" });
	if (fields.length > 0) refuse("invalid", { fields });
}

function toContact(id: number, input: ContactInput, old?: Contact): Contact {
	const { country_id, assigned_id, phone, ...rest } = input;
	const text = (value: string) => value || null;
	const now = new Date().toISOString();
	return {
		...rest,
		id,
		phone: `+${phone.replace(/\D/g, "")}`,
		phone_display: phone,
		company: text(rest.company),
		email: text(rest.email),
		description: text(rest.description),
		city: text(rest.city),
		state: text(rest.state),
		zip: text(rest.zip),
		address: text(rest.address),
		country_id: country_id ? Number(country_id) : null,
		assigned_id: assigned_id ? Number(assigned_id) : null,
		is_opted_out: old?.is_opted_out ?? false,
		created_at: old?.created_at ?? now,
		updated_at: now,
	};
}

function find(bridge: FakeBridge, id: number): Contact {
	return bridge.contacts.find((contact) => contact.id === id) ?? refuse("not_found");
}

/** The contacts of a question, in order. */
export function matching(bridge: FakeBridge, { text, filter, sort, reverse }: ContactQuery): Contact[] {
	const found = bridge.contacts.filter((contact) => matches(contact, text) && meets(contact, filter));
	const key = (contact: Contact): string => {
		switch (sort) {
			case "name":
				return contact.firstname;
			case "company":
				return contact.company ?? "\uffff";
			case "type":
				return contact.type;
			case "status":
				return bridge.statuses.find(({ id }) => id === contact.status_id)?.name ?? "\uffff";
			case "source":
				return bridge.sources.find(({ id }) => id === contact.source_id)?.name ?? "\uffff";
			case "phone":
				return contact.phone || "\uffff";
			case "groups":
				return bridge.groups.find(({ id }) => id === contact.groups[0])?.name ?? "\uffff";
			case "assigned":
				return contact.assigned_id === null ? "\uffff" : String(contact.assigned_id);
			case "email":
				return contact.email ?? "\uffff";
			case "city":
				return contact.city ?? "\uffff";
			case "created":
				return contact.created_at ?? "";
			case "updated":
				return contact.updated_at ?? "";
		}
	};
	const down = (sort === "created" || sort === "updated") !== reverse;
	if (sort === "created" || sort === "updated") found.sort((a, b) => (key(a) < key(b) ? -1 : 1));
	else found.sort((a, b) => key(a).localeCompare(key(b)));
	return down ? found.reverse() : found;
}

export function contactCommands(): Record<string, Command> {
	const drafts = new Map<number | null, ContactDraft>();
	const changed = (bridge: FakeBridge, account: string) =>
		bridge.emit({ type: "contacts_changed", account, cause: "person" });
	return {
		contacts_search: (bridge, args) => {
			const query: ContactQuery = args.query;
			const found = matching(bridge, query);
			const id = `s${bridge.snapshots.size + 1}`;
			bridge.snapshots.set(
				id,
				found.map((contact) => contact.id),
			);
			return {
				id,
				total: found.length,
				all: bridge.contacts.length,
				complete: bridge.sync.state !== "filling",
				server_asked: false,
				rows: found.slice(0, 100),
			};
		},
		contacts_window: (bridge, args) => {
			const request: WindowRequest = args.request;
			const ids = bridge.snapshots.get(request.snapshot) ?? refuse("snapshot_gone");
			return ids
				.slice(request.offset, request.offset + request.limit)
				.flatMap((id) => bridge.contacts.find((contact) => contact.id === id) ?? []);
		},
		contacts_find: (bridge, args) => {
			const { snapshot, text, from } = args.request;
			const ids = bridge.snapshots.get(snapshot) ?? refuse("snapshot_gone");
			const named = (id: number | undefined) => {
				const contact = bridge.contacts.find((one) => one.id === id);
				return ` ${fold(`${contact?.firstname} ${contact?.lastname}`)}`.includes(` ${fold(text)}`);
			};
			const places = ids.map((_, at) => (at + from) % ids.length);
			return places.find((at) => named(ids[at])) ?? null;
		},
		contacts_compare: (bridge, args) => {
			const before = bridge.snapshots.get(args.request.before) ?? refuse("snapshot_gone");
			const after = bridge.snapshots.get(args.request.after) ?? refuse("snapshot_gone");
			const stay = after.filter((id) => before.includes(id));
			const old = before.filter((id) => after.includes(id));
			return {
				new: after.length - stay.length,
				// Enough for one that went to the top.
				moved: stay.join() === old.join() ? 0 : 1,
				gone: before.length - stay.length,
			};
		},
		contacts_get: (bridge, { id }) => find(bridge, id),
		contacts_create: (bridge, args) => {
			const input: ContactInput = args.input;
			check(input);
			const contact = toContact(Math.max(500, ...bridge.contacts.map((one) => one.id)) + 1, input);
			bridge.contacts.unshift(contact);
			drafts.delete(null);
			changed(bridge, args.account);
			return contact;
		},
		contacts_update: (bridge, args) => {
			const request: UpdateContactRequest = args.request;
			check(request.input);
			const old = find(bridge, request.id);
			Object.assign(old, toContact(request.id, request.input, old));
			drafts.delete(request.id);
			changed(bridge, args.account);
			return old;
		},
		contacts_delete: (bridge, args) => {
			const gone = find(bridge, args.id);
			bridge.contacts = bridge.contacts.filter((contact) => contact !== gone);
			changed(bridge, args.account);
			return null;
		},
		contacts_draft: (_, { contact }) => drafts.get(contact) ?? null,
		contacts_save_draft: (_, args) => {
			const draft: ContactDraft = args.draft;
			drafts.set(draft.contact, draft);
			return null;
		},
		contacts_drop_draft: (_, { contact }) => {
			drafts.delete(contact);
			return null;
		},
	};
}
