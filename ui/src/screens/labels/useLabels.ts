// The entries of a list and how many contacts name each.
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useMemo } from "react";
import { keys } from "../../app/query";
import { type AccountId, listen } from "../../bridge";
import type { Kind, Label } from "./kind";

/** A first fill tells of every page; counting looks through all contacts, so it is done this often at most. */
const COUNT_EVERY_MS = 1500;

const NONE: readonly Label[] = [];

export interface Counts {
	of: (id: number) => number;
	/** False while the first fill goes on: there may be more. */
	complete: boolean;
}

export function useLabels(account: AccountId, kind: Kind) {
	const query = useQuery({ queryKey: keys[kind.list](account), queryFn: () => kind.read(account) });
	return {
		labels: query.data ?? NONE,
		ready: query.isSuccess,
		error: query.error,
		retry: () => void query.refetch(),
	};
}

/** None until they are counted; what cannot be counted is not shown. */
export function useCounts(account: AccountId, kind: Kind): Counts | null {
	const client = useQueryClient();
	const key = useMemo(() => keys.counts(account, kind.list), [account, kind.list]);
	const { data } = useQuery({ queryKey: key, queryFn: () => kind.count(account), refetchOnMount: "always" });
	useEffect(() => {
		let timer: ReturnType<typeof setTimeout> | undefined;
		let last = 0;
		const look = () => {
			timer = undefined;
			last = Date.now();
			void client.invalidateQueries({ queryKey: key });
		};
		const stop = listen((event) => {
			const concerns = event.type === "contacts_changed" || event.type === "sync_changed";
			if (!concerns || event.account !== account) return;
			const own = event.type === "contacts_changed" && event.cause === "person";
			if (own) look();
			else timer ??= setTimeout(look, Math.max(0, last + COUNT_EVERY_MS - Date.now()));
		});
		return () => {
			stop();
			clearTimeout(timer);
		};
	}, [client, key, account]);
	return useMemo(() => {
		if (!data) return null;
		const counts = new Map(data.counts.map(({ id, contacts }) => [id, contacts]));
		return { of: (id) => counts.get(id) ?? 0, complete: data.complete };
	}, [data]);
}
