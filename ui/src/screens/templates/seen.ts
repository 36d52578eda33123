// The templates as the person was last told of them: a start of the program or a look in the background between two
// visits must not swallow what changed.
import type { AccountId, Template } from "../../bridge";
import { type Seen, seenOf } from "./difference";
import { readKept, writeKept } from "./kept";

export interface LastSeen {
	/** RFC 3339. */
	at: string;
	templates: Seen[];
}

export function lastSeen(account: AccountId): LastSeen | null {
	const kept = readKept("seen", account) as Partial<LastSeen> | null;
	if (typeof kept?.at !== "string" || !Array.isArray(kept.templates)) return null;
	return { at: kept.at, templates: kept.templates };
}

export function keepSeen(account: AccountId, templates: readonly Template[], at = new Date()): LastSeen {
	const seen = { at: at.toISOString(), templates: templates.map(seenOf) };
	writeKept("seen", account, seen);
	return seen;
}
