// The three-state boxes of the group picker, and what they come to.
import type { GroupShare } from "../../../bridge";

/** What a person wants of a group: all in it, or none; a group that is not named stays as it is. */
export type Wanted = ReadonlyMap<number, boolean>;
export type Box = boolean | "mixed";

export interface Differences {
	add: number[];
	remove: number[];
}

export function boxAt(members: number, people: number): Box {
	if (members <= 0) return false;
	return members >= people ? true : "mixed";
}

/** The next wish for a group: some, all, none, as it was; when only taking out: as it was, none. */
export function pressed(wanted: Wanted, group: number, members: number, people: number, onlyOut: boolean): Wanted {
	const next = new Map(wanted);
	const start = boxAt(members, people);
	const now = wanted.get(group);
	if (now === undefined) next.set(group, !onlyOut && start !== true);
	else if (now && start === "mixed") next.set(group, false);
	else next.delete(group);
	return next;
}

/** Who of them is in which group already is Rust's to know: here only which groups are meant. */
export function differences(wanted: Wanted, shares: readonly GroupShare[], people: number): Differences {
	const members = new Map(shares.map((share) => [share.group, share.members]));
	const add: number[] = [];
	const remove: number[] = [];
	for (const [group, all] of wanted) {
		const now = members.get(group) ?? 0;
		if (all && now < people) add.push(group);
		else if (!all && now > 0) remove.push(group);
	}
	return { add, remove };
}
