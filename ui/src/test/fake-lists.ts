import type { Contact, Group, ListCount, Source, Status } from "../bridge";
import { type Command, type FakeBridge, refuse } from "./fake-bridge";

type List = "groups" | "sources" | "statuses";
type Row = Group | Source | Status;

const ids: Record<List, (contact: Contact) => (number | null)[]> = {
	groups: (contact) => contact.groups,
	sources: (contact) => [contact.source_id],
	statuses: (contact) => [contact.status_id],
};

function rows(bridge: FakeBridge, list: List): Row[] {
	return [...bridge[list]].sort((a, b) => a.name.toLowerCase().localeCompare(b.name.toLowerCase()));
}

function count(bridge: FakeBridge, list: List): ListCount[] {
	const found = new Map<number, number>();
	for (const contact of bridge.contacts)
		for (const id of ids[list](contact)) if (id !== null) found.set(id, (found.get(id) ?? 0) + 1);
	return [...found].map(([id, contacts]) => ({ id, contacts }));
}

function free(bridge: FakeBridge, list: List, name: string, own: number | null): string {
	const wanted = name.trim();
	if (!wanted) refuse("invalid", { fields: [{ field: "name", code: "required" }] });
	const other = bridge[list].find((row) => row.id !== own && row.name.toLowerCase() === wanted.toLowerCase());
	if (other) refuse("invalid", { fields: [{ field: "name", code: "taken" }], params: { id: String(other.id) } });
	return wanted;
}

/** As Rust does: refused names, 409 of what is in use, and the event of every change. */
function commands(list: List): { count: Command; create: Command; update: Command; remove: Command } {
	const changed = (bridge: FakeBridge, account: string) => bridge.emit({ type: "lists_changed", account });
	return {
		count: (bridge) => ({ counts: count(bridge, list), complete: bridge.sync.state !== "filling" }),
		create: (bridge, { account, name, input }) => {
			const values = list === "statuses" ? { name: input.name, color: input.color } : { name };
			const id = Math.max(10, ...bridge[list].map((row) => row.id)) + 1;
			const row = { ...values, id, name: free(bridge, list, values.name, null) };
			(bridge[list] as Row[]).push(row);
			changed(bridge, account);
			return row;
		},
		update: (bridge, { account, id, name, input }) => {
			const row = bridge[list].find((one) => one.id === id) ?? refuse("not_found");
			const values = list === "statuses" ? { name: input.name, color: input.color } : { name };
			Object.assign(row, values, { name: free(bridge, list, values.name, id) });
			changed(bridge, account);
			return row;
		},
		remove: (bridge, { account, id }) => {
			if (!bridge[list].some((row) => row.id === id)) refuse("not_found");
			const used = count(bridge, list).find((one) => one.id === id)?.contacts ?? 0;
			if (list !== "groups" && used > 0) refuse("conflict", { params: { contacts: String(used) } });
			(bridge[list] as Row[]).splice(
				bridge[list].findIndex((row) => row.id === id),
				1,
			);
			changed(bridge, account);
			return null;
		},
	};
}

export function listCommands(): Record<string, Command> {
	const [groups, sources, statuses] = [commands("groups"), commands("sources"), commands("statuses")];
	return {
		lists_total: (bridge, { list, id }) => ({
			contacts: (count(bridge, list).find((one) => one.id === id)?.contacts ?? 0) + bridge.elsewhere,
			at: new Date().toISOString(),
		}),
		groups_list: (bridge) => rows(bridge, "groups"),
		groups_counts: groups.count,
		groups_create: (bridge, args) =>
			bridge.groups.find((group) => group.name.toLowerCase() === args.name.trim().toLowerCase()) ??
			groups.create(bridge, args),
		groups_create_new: groups.create,
		groups_update: groups.update,
		groups_delete: groups.remove,
		sources_list: (bridge) => rows(bridge, "sources"),
		sources_counts: sources.count,
		sources_create: sources.create,
		sources_update: sources.update,
		sources_delete: sources.remove,
		statuses_list: (bridge) => rows(bridge, "statuses"),
		statuses_counts: statuses.count,
		statuses_create: statuses.create,
		statuses_update: statuses.update,
		statuses_delete: statuses.remove,
	};
}
