// The short lists of an account: groups, sources, statuses.
import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { keys } from "../../app/query";
import {
	type AccountId,
	type Group,
	groupsList,
	type Source,
	type Status,
	sourcesList,
	statusesList,
} from "../../bridge";
import { type Names, namesOf } from "./rows";

export interface Lists {
	groups: readonly Group[];
	sources: readonly Source[];
	statuses: readonly Status[];
	names: Names;
	/** All of them are here. */
	ready: boolean;
	error: unknown;
	retry: () => void;
}

const NONE: never[] = [];

export function useLists(account: AccountId): Lists {
	const groups = useQuery({ queryKey: keys.groups(account), queryFn: () => groupsList(account) });
	const sources = useQuery({ queryKey: keys.sources(account), queryFn: () => sourcesList(account) });
	const statuses = useQuery({ queryKey: keys.statuses(account), queryFn: () => statusesList(account) });
	const all = [groups, sources, statuses];
	const group = groups.data ?? NONE;
	const source = sources.data ?? NONE;
	const status = statuses.data ?? NONE;
	const names = useMemo(() => namesOf(group, source, status), [group, source, status]);
	return {
		groups: group,
		sources: source,
		statuses: status,
		names,
		ready: all.every((query) => query.isSuccess),
		error: all.find((query) => query.error)?.error,
		retry: () => {
			for (const query of all) if (query.error) void query.refetch();
		},
	};
}
