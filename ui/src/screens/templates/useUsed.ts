import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { keys } from "../../app/query";
import { type AccountId, type Campaign, campaignsList } from "../../bridge";
import type { Used } from "./filters";

/** By name: when a run last sent it, and how many did. One that never began has sent nothing. */
export function usedBy(runs: readonly Campaign[]): Used {
	const used = new Map<string, { last: string; runs: number }>();
	for (const { template, started_at: at } of runs) {
		if (at === null) continue;
		const known = used.get(template.name);
		const later = known && Date.parse(known.last) > Date.parse(at) ? known.last : at;
		used.set(template.name, { last: later, runs: (known?.runs ?? 0) + 1 });
	}
	return used;
}

/** Undefined while it is not known: nothing is said of it then. */
export function useUsed(account: AccountId): Used | undefined {
	const { data } = useQuery({
		queryKey: [...keys.campaigns(account), "templates-used"],
		queryFn: () => campaignsList(account),
	});
	return useMemo(() => (data ? usedBy(data) : undefined), [data]);
}
