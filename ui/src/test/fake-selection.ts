import type { Picked, Selection, SelectionChange, SelectionPart, WindowRequest } from "../bridge";
import { type Command, type FakeBridge, refuse } from "./fake-bridge";

/** As the core keeps it: an exact set. */
export interface Chosen {
	ids: Set<number>;
	leftOut: Set<number>;
	revision: number;
}

export const nobody = (): Chosen => ({ ids: new Set(), leftOut: new Set(), revision: 0 });

export function selectionOf({ chosen }: FakeBridge): Selection {
	return { total: chosen.ids.size, left_out: chosen.leftOut.size, revision: chosen.revision };
}

function picked(bridge: FakeBridge, one: Picked): number[] {
	if (one.kind === "ids") return one.ids;
	const ids = bridge.snapshots.get(one.snapshot) ?? refuse("snapshot_gone");
	return one.kind === "all" ? ids : ids.slice(one.first, one.last + 1);
}

function change(bridge: FakeBridge, { op, picked: whom }: SelectionChange): void {
	const { chosen } = bridge;
	const ids = picked(bridge, whom);
	if (op === "set") {
		chosen.ids.clear();
		chosen.leftOut.clear();
	}
	for (const id of ids) {
		const goes = op === "remove" || (op === "toggle" && chosen.ids.has(id));
		if (goes && chosen.ids.delete(id) && whom.kind === "ids") chosen.leftOut.add(id);
		if (!goes) {
			chosen.ids.add(id);
			chosen.leftOut.delete(id);
		}
	}
	if (whom.kind === "all") chosen.leftOut.clear();
	chosen.revision += 1;
}

function told(bridge: FakeBridge, account: string): Selection {
	bridge.emit({ type: "selection_changed", account });
	return selectionOf(bridge);
}

export function selectionCommands(): Record<string, Command> {
	return {
		selection_get: (bridge) => selectionOf(bridge),
		selection_change: (bridge, args) => {
			change(bridge, args.change as SelectionChange);
			return told(bridge, args.account);
		},
		selection_clear: (bridge, { account }) => {
			bridge.chosen = { ...nobody(), revision: bridge.chosen.revision + 1 };
			return told(bridge, account);
		},
		selection_window: (bridge, args) => {
			const { snapshot, offset, limit }: WindowRequest = args.request;
			const ids = bridge.snapshots.get(snapshot) ?? refuse("snapshot_gone");
			return ids.slice(offset, offset + limit).filter((id) => bridge.chosen.ids.has(id));
		},
		selection_within: (bridge, { snapshot }) => {
			const ids = bridge.snapshots.get(snapshot) ?? refuse("snapshot_gone");
			return { selected: ids.filter((id) => bridge.chosen.ids.has(id)).length, total: ids.length };
		},
		selection_list: (bridge, args) => {
			const which: SelectionPart = args.which;
			const ids = which === "selected" ? bridge.chosen.ids : bridge.chosen.leftOut;
			const id = `p${bridge.snapshots.size + 1}`;
			bridge.snapshots.set(id, [...ids]);
			const rows = bridge.contacts.filter((contact) => ids.has(contact.id)).slice(0, 100);
			return { id, total: ids.size, all: bridge.contacts.length, complete: true, server_asked: false, rows };
		},
		selection_groups: (bridge, { of }) => {
			const people = bridge.contacts.filter(({ id }) => (of === null ? bridge.chosen.ids.has(id) : id === of));
			return bridge.groups.map(({ id }) => ({
				group: id,
				members: people.filter(({ groups }) => groups.includes(id)).length,
			}));
		},
	};
}
