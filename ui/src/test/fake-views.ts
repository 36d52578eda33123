import type {
	Condition,
	Contact,
	ContactFilter,
	ContactQuery,
	CountsRequest,
	FilterError,
	FilterField,
	RememberRequest,
	TypedFilter,
	ValueCount,
	View,
	Views,
} from "../bridge";
import { type Command, type FakeBridge, refuse } from "./fake-bridge";

const DAY = 86_400_000;

function passes(contact: Contact, { not, test }: Condition): boolean {
	const met = (() => {
		switch (test.field) {
			case "type":
				return test.values.includes(contact.type);
			case "status":
				return test.values.includes(contact.status_id);
			case "source":
				return test.values.includes(contact.source_id);
			case "assigned":
				return test.values.includes(contact.assigned_id);
			case "group":
				return test.values.some((id) => (id === null ? contact.groups.length === 0 : contact.groups.includes(id)));
			case "created": {
				const at = contact.created_at ?? "";
				if (test.when.is === "before") return at < test.when.day;
				if (test.when.is === "after") return at > `${test.when.day}T99`;
				return Date.now() - Date.parse(at) < (test.when.days + 1) * DAY;
			}
			case "email":
				return Boolean(contact.email);
			case "opted_out":
				return contact.is_opted_out;
		}
	})();
	return met !== not;
}

export function meets(contact: Contact, filter: ContactFilter): boolean {
	const parts = filter.all
		.map((part) => part.filter(({ test }) => !("values" in test) || test.values.length > 0))
		.filter((part) => part.length > 0);
	return parts.every((part) => part.some((one) => passes(contact, one)));
}

/** Enough of the real reading for the screens: one condition a word, names with blanks in quotes. */
function readFilter(bridge: FakeBridge, line: string): TypedFilter {
	const filter: ContactFilter = { all: [] };
	const errors: FilterError[] = [];
	const text: string[] = [];
	for (const word of line.matchAll(/(-?)(type|status|group|has):("[^"]*"|\S*)|\S+/g)) {
		const [whole, minus, key, quoted] = word;
		if (!key) {
			text.push(whole.replace(/"/g, ""));
			continue;
		}
		const name = (quoted ?? "").replace(/"/g, "");
		const named = (list: { id: number; name: string }[]) =>
			list.find((one) => one.name.toLowerCase() === name.toLowerCase())?.id;
		const field: FilterField = key === "has" ? "email" : (key as FilterField);
		const id = key === "status" ? named(bridge.statuses) : key === "group" ? named(bridge.groups) : undefined;
		const not = minus === "-";
		if (key === "has" && name === "email") filter.all.push([{ not, test: { field: "email" } }]);
		else if (key === "type" && ["lead", "customer", "guest"].includes(name))
			filter.all.push([{ not, test: { field: "type", values: [name] } }]);
		else if (id !== undefined && (key === "status" || key === "group"))
			filter.all.push([{ not, test: { field: key, values: [id] } }]);
		else {
			const end = word.index + whole.length;
			errors.push({
				start: end - name.length,
				end,
				code: name ? "unknown_name" : "no_value",
				field,
				value: name || whole,
			});
		}
	}
	return { text: text.join(" "), filter, errors };
}

function valuesOf(contact: Contact, field: FilterField): (string | number | null)[] {
	switch (field) {
		case "type":
			return [contact.type];
		case "status":
			return [contact.status_id];
		case "source":
			return [contact.source_id];
		case "assigned":
			return [contact.assigned_id];
		case "group":
			return contact.groups.length > 0 ? contact.groups : [null];
		case "email":
			return contact.email ? [null] : [];
		case "opted_out":
			return contact.is_opted_out ? [null] : [];
		case "created":
			return [0, 7, 30, 90, 365].filter((days) =>
				passes(contact, { not: false, test: { field, when: { is: "within", days } } }),
			);
	}
}

export function viewCommands(
	matching: (bridge: FakeBridge, query: ContactQuery) => Contact[],
): Record<string, Command> {
	const changed = (bridge: FakeBridge, account: string) => bridge.emit({ type: "views_changed", account });
	return {
		contacts_read_filter: (bridge, { line }) => readFilter(bridge, line),
		contacts_write_filter: (_, { line }) => line,
		contacts_counts: (bridge, args) => {
			const { text, filter, field }: CountsRequest = args.request;
			const found = matching(bridge, { text, filter, sort: "updated", reverse: false, ask_server: false });
			const counts = new Map<string | number | null, number>();
			for (const contact of found)
				for (const value of valuesOf(contact, field)) counts.set(value, (counts.get(value) ?? 0) + 1);
			const values: ValueCount[] = [...counts].map(([value, count]) => ({ value, count }));
			return { total: found.length, values: values.sort((a, b) => b.count - a.count) };
		},
		views_list: (bridge) => bridge.views,
		views_counts: (bridge) =>
			bridge.views.views.map(({ id, query }) => ({
				id,
				count: matching(bridge, { ...query, ask_server: false }).length,
			})),
		views_put: (bridge, args) => {
			const view: View = { ...args.view, name: args.view.name.trim() };
			if (!view.name) refuse("invalid", { fields: [{ field: "name", code: "required" }] });
			const others = bridge.views.views.filter((one) => one.id !== view.id);
			if (others.some((one) => one.name === view.name))
				refuse("invalid", { fields: [{ field: "name", code: "taken" }] });
			if (view.id === 0) {
				view.id = Math.max(0, ...others.map((one) => one.id)) + 1;
				view.position = view.id;
			}
			bridge.views.views = [...others, view].sort((a, b) => a.position - b.position);
			changed(bridge, args.account);
			return view;
		},
		views_delete: (bridge, { account, id }) => {
			const gone = bridge.views.views.find((one) => one.id === id) ?? refuse("not_found");
			bridge.views.views = bridge.views.views.filter((one) => one !== gone);
			changed(bridge, account);
			return gone;
		},
		views_remember: (bridge, args) => {
			const { view, query }: RememberRequest = args.request;
			const views: Views = bridge.views;
			views.current = view;
			if (view === null) views.all = query;
			for (const one of views.views) if (one.id === view) one.present = query;
			return null;
		},
	};
}
