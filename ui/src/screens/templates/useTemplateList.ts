import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useCallback, useEffect, useMemo, useState } from "react";
import { keys } from "../../app/query";
import { type AccountId, type BridgeError, type Template, templatesList, templatesRefresh } from "../../bridge";
import { families } from "../outbox/families";
import { type Change, difference } from "./difference";
import { keepSeen, type LastSeen, lastSeen } from "./seen";

/** What is told of, and the list it leads to. */
export interface Told {
	/** When the list before it was seen. */
	since: string;
	changes: readonly Change[];
	now: readonly Template[];
}

export interface Answers {
	/** The server has answered. */
	onAnswer: () => void;
	/** Nothing changed: there are as many as before. */
	onSame: (count: number) => void;
	/** The first ones came: there is nothing to compare them with. */
	onFirst: (count: number) => void;
}

/** The templates, a way to have the server asked, and what changed since the person was last told. */
export function useTemplateList(account: AccountId, answers: Answers) {
	const client = useQueryClient();
	const query = useQuery<Template[], BridgeError>({
		queryKey: keys.templates(account),
		queryFn: () => templatesList(account),
	});
	const { data } = query;
	const [seen, setSeen] = useState<LastSeen | null>(() => lastSeen(account));
	const take = useCallback((templates: readonly Template[]) => setSeen(keepSeen(account, templates)), [account]);
	// The first list ever is nothing to be told of; an empty one may only not have been fetched yet.
	useEffect(() => {
		if (seen === null && data && data.length > 0) take(data);
	}, [seen, data, take]);
	const changes = useMemo(() => (seen && data?.length ? difference(seen.templates, data) : []), [seen, data]);

	// While its dialog is open, what it tells must not change under the reader.
	const [told, setTold] = useState<Told | null>(null);
	const [telling, setTelling] = useState(false);
	const tell = (next: Told) => {
		setTold(next);
		setTelling(true);
	};
	const refresh = useMutation<Template[], BridgeError>({
		mutationFn: () => templatesRefresh(account),
		onSuccess: (templates) => {
			client.setQueryData(keys.templates(account), templates);
			// What the server counts is not asked: the two lists say it.
			answers.onAnswer();
			const found = seen ? difference(seen.templates, templates) : [];
			if (seen && found.length > 0) return tell({ since: seen.at, changes: found, now: templates });
			if (seen) answers.onSame(templates.length);
			else answers.onFirst(templates.length);
			take(templates);
		},
	});
	return {
		/** Undefined until they are read. */
		families: useMemo(() => (data ? families(data) : undefined), [data]),
		error: query.error,
		retry: () => void query.refetch(),
		ask: () => {
			if (!refresh.isPending) refresh.mutate();
		},
		asking: refresh.isPending,
		askError: refresh.error,
		/** How many changes wait to be told. */
		waiting: telling ? 0 : changes.length,
		since: seen?.at ?? null,
		show: () => {
			if (seen && data) tell({ since: seen.at, changes, now: data });
		},
		told,
		telling,
		/** They were read. */
		close: () => {
			setTelling(false);
			if (told) take(told.now);
		},
	};
}
