import type {
	FieldError,
	MediaFile,
	Piece,
	Preview,
	Rendered,
	ResolveRequest,
	SendRequest,
	SendRow,
	Template,
} from "../bridge";
import { type Command, type FakeBridge, refuse } from "./fake-bridge";

function fill(text: string, values: SendRequest["values"], field: (number: string) => string): Piece[] {
	return text
		.split(/(\{\{\d+\}\})/)
		.filter(Boolean)
		.map((part) => {
			const number = /^\{\{(\d+)\}\}$/.exec(part)?.[1];
			if (number === undefined) return { text: part, slot: null };
			return { text: values[field(number)] ?? "", slot: field(number) };
		});
}

export function render(template: Template, values: SendRequest["values"]): Rendered {
	const link = template.slots.find((slot) => slot.kind === "media_link");
	return {
		header: template.header,
		header_text: template.header_text ? fill(template.header_text, values, (n) => `header_field_${n}`) : [],
		header_link: link ? (values[link.field] ?? null) : null,
		body: fill(template.body, values, (n) => `field_${n}`),
		footer: template.footer,
		buttons: template.buttons,
	};
}

export function problems(template: Template, values: SendRequest["values"]): FieldError[] {
	return template.slots.flatMap((slot): FieldError[] => {
		const value = values[slot.field] ?? "";
		if (!value.trim()) return [{ field: slot.field, code: "required" }];
		if (slot.kind === "media_link" && !/^(https:\/\/|file:)/.test(value))
			return [{ field: slot.field, code: "not_a_link" }];
		if (slot.kind === "text" && /[\n\t]| {5}/.test(value)) return [{ field: slot.field, code: "bad_spaces" }];
		return [];
	});
}

function templateOf(bridge: FakeBridge, request: SendRequest): Template {
	return bridge.templates.find((one) => one.template_id === request.template) ?? refuse("not_found");
}

/** The magic last digits of the practice account that matter on screen. */
function outcome(phone: string): Pick<SendRow, "state" | "refusal" | "delivery"> {
	if (phone.endsWith("9001"))
		return {
			state: "refused",
			delivery: null,
			refusal: { key: "wa_131026", class: "never", detail: "Message undeliverable", fields: [] },
		};
	if (phone.endsWith("9004")) return { state: "unknown", delivery: null, refusal: null };
	return { state: "accepted", delivery: "not_reported", refusal: null };
}

export function outboxCommands(): Record<string, Command> {
	const rows: SendRow[] = [];
	const keys = new Map<string, SendRow>();
	const row = (bridge: FakeBridge, id: number) =>
		rows.find((one) => one.id === id) ??
		bridge.runs.flatMap((run) => run.rows).find(({ send }) => send.id === id)?.send ??
		refuse("not_found");
	return {
		templates_list: (bridge) => bridge.templates,
		templates_refresh: (bridge) => bridge.templates,
		outbox_preview: (bridge, args): Preview => {
			const request: SendRequest = args.request;
			const template = templateOf(bridge, request);
			const contact = bridge.contacts.find((one) => one.id === request.contact) ?? refuse("not_found");
			const unknown = rows.find(
				(one) => one.contact === contact.id && one.template === template.name && one.state === "unknown",
			);
			return {
				rendered: render(template, request.values),
				problems: problems(template, request.values),
				unknown_before: unknown ?? null,
				opted_out: contact.is_opted_out,
			};
		},
		outbox_send: (bridge, args): SendRow => {
			const request: SendRequest = args.request;
			if (keys.has(request.key)) refuse("already_sent");
			const template = templateOf(bridge, request);
			const contact = bridge.contacts.find((one) => one.id === request.contact) ?? refuse("not_found");
			if (template.problem) refuse("template_not_sendable", { params: { reason: template.problem } });
			if (contact.is_opted_out) refuse("opted_out");
			const fields = problems(template, request.values);
			if (fields.length > 0) refuse("invalid", { fields });
			const now = new Date().toISOString();
			const sent: SendRow = {
				id: rows.length + 1,
				contact: contact.id,
				phone: contact.phone,
				template: template.name,
				language: template.language,
				rendered: render(template, request.values),
				evidence: [],
				created_at: now,
				settled_at: now,
				request_id: "7c1f0a52-3b7e-4d7d-9a53-0f6c2d9be411",
				...outcome(contact.phone),
			};
			rows.unshift(sent);
			keys.set(request.key, sent);
			bridge.emit({ type: "outbox_changed", account: args.account, contact: contact.id });
			return sent;
		},
		outbox_for_contact: (_, { contact }) => rows.filter((one) => one.contact === contact),
		outbox_look_up: (bridge, { account, id }) => {
			const found = row(bridge, id);
			found.evidence.push({ kind: "not_found", asked_at: new Date().toISOString() });
			bridge.emit({ type: "outbox_changed", account, contact: found.contact });
			return found;
		},
		media_files_put: (_, { name, kind }): MediaFile => {
			if (String(kind) === "image" && !/\.(jpe?g|png)$/.test(String(name))) {
				refuse("invalid", { fields: [{ field: "file", code: "wrong_file" }] });
			}
			return { value: `file:00000000-0000-0000-0000-000000000007/${name}`, name: String(name), bytes: 3 };
		},
		outbox_resolve: (bridge, args) => {
			const request: ResolveRequest = args.request;
			const found = row(bridge, request.id);
			found.state = request.sent ? "accepted" : "refused";
			found.delivery = request.sent ? "not_reported" : null;
			if (!request.sent) found.refusal = { key: "person_said_not_sent", class: "later", detail: null, fields: [] };
			found.evidence.push({ kind: "person", sent: request.sent, at: new Date().toISOString() });
			bridge.emit({ type: "outbox_changed", account: args.account, contact: found.contact });
			return found;
		},
	};
}
