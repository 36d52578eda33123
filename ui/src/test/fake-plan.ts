// A plan as Rust makes it, in little: who, with which values, and why not. No command in here.
import type {
	AudienceCount,
	AudiencePart,
	AudienceSource,
	CampaignDraft,
	CampaignPlan,
	Contact,
	Formula,
	PlanProblem,
	PlanRow,
	PlanShow,
	SkipReason,
	SlotFill,
	Template,
} from "../bridge";
import { type FakeBridge, refuse } from "./fake-bridge";
import { matching } from "./fake-contacts";
import { problems as problemsOf, render } from "./fake-outbox";

export interface FakePlan {
	shown: CampaignPlan;
	people: PlanRow[];
}

interface Member {
	key: string;
	contact: Contact | null;
	phone: string;
	cells: Record<string, string>;
}

const digits = (text: string) => text.replace(/\D/g, "");

function byNumber(bridge: FakeBridge, typed: string, cells: Record<string, string> = {}): Member {
	const number = digits(typed);
	const contact = bridge.contacts.find((one) => digits(one.phone) === number) ?? null;
	if (contact) return { key: `c${contact.id}`, contact, phone: contact.phone, cells };
	const good = number.length >= 7;
	return { key: good ? `n+${number}` : `x${typed}`, contact: null, phone: good ? `+${number}` : typed, cells };
}

interface Sets {
	counts: AudienceCount[];
	columns: string[];
	problems: PlanProblem[];
}

function members(bridge: FakeBridge, of: AudienceSource, sets: Sets): [string | null, Member[]] {
	const known = (contacts: Contact[]) =>
		contacts.map((contact): Member => ({ key: `c${contact.id}`, contact, phone: contact.phone, cells: {} }));
	const byId = (ids: number[]) => known(ids.flatMap((id) => bridge.contacts.find((one) => one.id === id) ?? []));
	switch (of.kind) {
		case "contacts":
			return [null, byId(of.ids)];
		case "snapshot": {
			const ids = bridge.snapshots.get(of.id);
			if (!ids) sets.problems.push({ kind: "snapshot_gone" });
			return [null, byId((ids ?? []).filter((id) => !of.except.includes(id)))];
		}
		case "group": {
			const name = bridge.groups.find((one) => one.id === of.id)?.name ?? null;
			return [name, known(bridge.contacts.filter((one) => one.groups.includes(of.id)))];
		}
		case "view": {
			const view = bridge.views.views.find((one) => one.id === of.id);
			return [view?.name ?? null, view ? known(matching(bridge, { ...view.query, ask_server: false })) : []];
		}
		case "filter":
			return [null, known(matching(bridge, { ...of.query, ask_server: false }))];
		case "run":
			return ["Spring 2025", known(bridge.contacts.slice(0, 12))];
		case "numbers":
			return [
				null,
				of.text
					.split(/[\n\r,;\t]/)
					.map((one) => one.trim())
					.filter(Boolean)
					.map((one) => byNumber(bridge, one)),
			];
		case "table": {
			const [head = "", ...lines] = of.text.split(/\r?\n/).filter((line) => line.trim());
			const columns = head.split(/[,;\t]/).map((one) => one.trim());
			sets.columns.push(...columns.filter((one) => !sets.columns.includes(one)));
			const wanted = of.number ?? columns.find((one) => /^(phone|mobile|number)$/i.test(one));
			const at = columns.findIndex((one) => one.toLowerCase() === wanted?.toLowerCase());
			if (at < 0) {
				sets.problems.push({ kind: "no_number_column" });
				return [null, []];
			}
			return [
				null,
				lines.map((line) => {
					const cells = line.split(/[,;\t]/).map((one) => one.trim());
					const named = columns.map((name, index) => [name.toLowerCase(), cells[index] ?? ""]);
					return byNumber(bridge, cells[at] ?? "", Object.fromEntries(named));
				}),
			];
		}
	}
}

function combine(bridge: FakeBridge, parts: AudiencePart[], sets: Sets): Member[] {
	let chosen: Member[] = [];
	for (const { minus, of } of parts) {
		const [name, found] = members(bridge, of, sets);
		sets.counts.push({ minus, kind: of.kind, name, count: found.length });
		const before = new Map(chosen.map((one) => [one.key, one]));
		if (minus) {
			const gone = new Set(found.map(({ key }) => key));
			chosen = chosen.filter(({ key }) => !gone.has(key));
			continue;
		}
		for (const one of found) {
			const known = before.get(one.key);
			if (known) Object.assign(known.cells, one.cells);
			else chosen.push(one);
		}
	}
	return chosen;
}

function formed(value: string, formula: Formula): string {
	switch (formula.do) {
		case "first_word":
			return value.trim().split(/\s+/)[0] ?? "";
		case "title_case":
			return value.toLowerCase().replace(/\p{L}+/gu, (word) => word[0]?.toUpperCase() + word.slice(1));
		case "upper":
			return value.toUpperCase();
		case "date":
			return /^\d{4}-\d{2}-\d{2}/.exec(value)?.[0] ?? "";
	}
}

function valueIn(bridge: FakeBridge, fill: SlotFill, { contact, phone, cells }: Member): string {
	const { source } = fill;
	if (source.from === "fixed") return source.text;
	if (source.from === "column") return cells[source.name.toLowerCase()] ?? "";
	switch (source.field) {
		case "phone":
			return contact?.phone_display ?? phone;
		case "full_name":
			return contact ? `${contact.firstname} ${contact.lastname}`.trim() : "";
		case "status":
			return bridge.statuses.find((one) => one.id === contact?.status_id)?.name ?? "";
		case "source":
			return bridge.sources.find((one) => one.id === contact?.source_id)?.name ?? "";
		default:
			return contact?.[source.field] ?? "";
	}
}

function person(bridge: FakeBridge, draft: CampaignDraft, template: Template, member: Member): PlanRow {
	const edited = draft.edits.find(({ key }) => key === member.key)?.values ?? {};
	const values: Record<string, string> = {};
	const fallbacks: string[] = [];
	let odd = false;
	for (const { field } of template.slots) {
		const fill = draft.slots[field];
		const own = edited[field];
		if (own !== undefined) values[field] = own;
		else if (fill) {
			const value = fill.formulas.reduce(formed, valueIn(bridge, fill, member));
			const falls = !value.trim() && Boolean(fill.fallback?.trim());
			if (falls) fallbacks.push(field);
			values[field] = falls ? (fill.fallback ?? "") : value;
			odd ||=
				fill.source.from === "field" &&
				/^(firstname|full_name)$/.test(fill.source.field) &&
				/^\P{Ll}{4,}$/u.test(value) &&
				/\p{Lu}/u.test(value);
		}
	}
	const rendered = render(template, values);
	return {
		key: member.key,
		contact: member.contact?.id ?? null,
		phone: member.phone,
		phone_display: member.contact?.phone_display ?? member.phone,
		name: member.contact ? `${member.contact.firstname} ${member.contact.lastname}`.trim() : "",
		values,
		rendered,
		length: rendered.body.map(({ text }) => text).join("").length,
		fallbacks,
		problems: problemsOf(template, values),
		skip: null,
		odd,
	};
}

function skip(draft: CampaignDraft, member: Member, row: PlanRow, met: Set<string>): SkipReason | null {
	if (draft.left_out.includes(row.key)) return "left_out";
	if (member.contact?.is_opted_out) return "opted_out";
	if (row.key.startsWith("x")) return "no_number";
	if (met.has(digits(row.phone))) return "same_number";
	met.add(digits(row.phone));
	if (!member.contact && !draft.funnel.create_unknown) return "would_be_created";
	// The fake remembers no sends: whoever changed lately counts as written to.
	const days = draft.funnel.messaged_days;
	const age = Date.now() - Date.parse(member.contact?.updated_at ?? "1970-01-01");
	if (days !== null && age < days * 3_600_000) return "messaged_lately";
	const [first] = row.problems;
	if (!first || !draft.funnel.leave_out_unfit) return null;
	return first.code === "required" ? "empty_value" : first.code === "bad_spaces" ? "bad_spaces" : "unfit_value";
}

const ORDER: SkipReason[] = [
	"left_out",
	"opted_out",
	"do_not_message",
	"no_number",
	"same_number",
	"would_be_created",
	"messaged_lately",
	"empty_value",
	"too_long",
	"bad_spaces",
	"unfit_value",
];

const isUnfit = (row: PlanRow) => row.problems.length > 0 && (row.skip === null || ORDER.indexOf(row.skip) >= 7);

export function makePlan(bridge: FakeBridge, draft: CampaignDraft, id: string): FakePlan {
	const template = bridge.templates.find((one) => one.template_id === draft.template) ?? refuse("not_found");
	const sets: Sets = { counts: [], columns: [], problems: [] };
	const met = new Set<string>();
	const chosen = combine(bridge, draft.audience, sets);
	const people = chosen.map((member) => {
		const row = person(bridge, draft, template, member);
		return { ...row, skip: skip(draft, member, row, met) };
	});
	const going = people.filter((row) => row.skip === null);
	if (template.problem) sets.problems.push({ kind: "template_not_sendable", problem: template.problem });
	for (const { field } of template.slots) {
		const fill = draft.slots[field];
		if (!fill) sets.problems.push({ kind: "slot_not_filled", field });
		else if (fill.source.from === "column" && !sets.columns.includes(fill.source.name))
			sets.problems.push({ kind: "no_such_column", field, column: fill.source.name });
	}
	const unfit = going.filter((row) => row.problems.length > 0).length;
	if (unfit > 0) sets.problems.push({ kind: "unfit_values", count: unfit });
	if (going.length === 0) sets.problems.push({ kind: "nobody_left" });
	const counted = people.filter((row) => row.skip === null || isUnfit(row));
	const perMinute = Math.min(draft.pace.per_minute ?? Number.POSITIVE_INFINITY, bridge.sync.calls.limit ?? 60);
	return {
		people,
		shown: {
			id,
			template,
			funnel: {
				parts: sets.counts,
				chosen: people.length,
				steps: ORDER.map((reason) => ({ reason, count: people.filter((row) => row.skip === reason).length })).filter(
					({ count }) => count > 0,
				),
				going: going.length,
				creates: going.filter((row) => row.contact === null).length,
			},
			slots: template.slots.map(({ field }) => ({
				field,
				fallback: counted.filter((row) => row.fallbacks.includes(field)).length,
				empty: counted.filter((row) => row.problems.some((one) => one.field === field && one.code === "required"))
					.length,
			})),
			columns: sets.columns,
			problems: sets.problems,
			estimate: { per_minute: perMinute, seconds: Math.ceil((going.length / perMinute) * 60) },
		},
	};
}

export function showOf({ people }: FakePlan, show: PlanShow): PlanRow[] {
	const going = people.filter((row) => row.skip === null);
	switch (show.kind) {
		case "going":
			return going;
		case "longest":
			return going.sort((a, b) => b.length - a.length);
		case "odd":
			return going.filter((row) => row.odd);
		case "fallback":
			return going.filter((row) => row.fallbacks.includes(show.field));
		case "unfit":
			return people.filter(isUnfit);
		case "skipped":
			return people.filter((row) => row.skip === show.reason);
	}
}
