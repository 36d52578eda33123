// Which view of the contacts is open and how it looks now: one truth for the sidebar and the list.
import { skipToken, useQuery, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useCallback, useMemo } from "react";
import { keys } from "../../app/query";
import {
	type AccountId,
	type ContactFilter,
	type View,
	type ViewQuery,
	type Views,
	viewsDelete,
	viewsList,
	viewsPut,
	viewsRemember,
} from "../../bridge";

export const EVERYBODY: ViewQuery = {
	text: "",
	filter: { all: [] },
	sort: "updated",
	reverse: false,
	layout: { columns: [], density: null },
};

/** Shows the same contacts in the same order. Columns belong to the view as they are: they are never unsaved. */
export function same(a: ViewQuery, b: ViewQuery): boolean {
	return (
		a.text === b.text &&
		a.sort === b.sort &&
		a.reverse === b.reverse &&
		JSON.stringify(a.filter) === JSON.stringify(b.filter)
	);
}

export interface ViewsState {
	/** Not here yet: nothing is asked for before it is known what was open. */
	ready: boolean;
	views: readonly View[];
	/** The open view; none: all contacts. */
	view: View | null;
	/** How the list looks now. */
	query: ViewQuery;
	/** The open view looks other than it was saved. */
	changed: boolean;
	/** A function is given how the list looks by then: two changes in one breath both hold. */
	change: (change: Partial<ViewQuery> | ((now: ViewQuery) => Partial<ViewQuery>)) => void;
	/** Puts a view in front at once; `null`: all contacts. Ends when that is kept for the next start. */
	open: (id: number | null) => Promise<void>;
	save: (view: View) => Promise<View>;
	remove: (id: number) => Promise<View>;
}

const NONE: View[] = [];

/** The last that is to be kept: one after the other, or an earlier place could be written over a later one. */
let kept: Promise<void> = Promise.resolve();
const done = () => undefined;

/** Where the person is and how each list was left: known here first, so no answer given before undoes it. */
interface Place {
	current: number | null;
	all: ViewQuery;
	present: Record<number, ViewQuery | null>;
}

function merged(list: Views, place: Place | undefined): Views {
	if (!place) return list;
	const views = list.views.map((one) => {
		const present = place.present[one.id];
		return present === undefined ? one : { ...one, present };
	});
	return { current: views.some(({ id }) => id === place.current) ? place.current : null, all: place.all, views };
}

function placeOf({ current, all, views }: Views): Place {
	return { current, all, present: Object.fromEntries(views.map(({ id, present }) => [id, present])) };
}

export function useViews(account: AccountId): ViewsState {
	const client = useQueryClient();
	const list = useQuery({ queryKey: keys.views(account), queryFn: () => viewsList(account) });
	const place = useQuery<Place>({ queryKey: keys.viewPlace(account), queryFn: skipToken, gcTime: Infinity }).data;
	const { isError } = list;
	const data = useMemo(() => list.data && merged(list.data, place), [list.data, place]);
	const views = data?.views ?? NONE;
	const view = views.find((one) => one.id === data?.current) ?? null;
	const query = view ? (view.present ?? view.query) : (data?.all ?? EVERYBODY);

	const now = useCallback(() => {
		const known = client.getQueryData<Views>(keys.views(account));
		return known && merged(known, client.getQueryData<Place>(keys.viewPlace(account)));
	}, [client, account]);
	const put = useCallback(
		(change: (before: Views) => Views) => {
			const before = now();
			if (!before) return;
			const next = change(before);
			client.setQueryData<Place>(keys.viewPlace(account), placeOf(next));
			client.setQueryData<Views>(keys.views(account), next);
		},
		[client, account, now],
	);
	/** Kept for the next start; that it could not be kept is no reason to stop. */
	const remember = useCallback(() => {
		const known = now();
		if (!known) return kept;
		const open = known.views.find((one) => one.id === known.current);
		const query = open ? (open.present ?? open.query) : known.all;
		kept = kept.then(() => viewsRemember(account, { view: known.current, query })).then(done, done);
		return kept;
	}, [account, now]);

	const change = useCallback(
		(change: Partial<ViewQuery> | ((now: ViewQuery) => Partial<ViewQuery>)) => {
			const changed = (query: ViewQuery) => ({ ...query, ...(typeof change === "function" ? change(query) : change) });
			put((now) =>
				now.current === null
					? { ...now, all: changed(now.all) }
					: {
							...now,
							views: now.views.map((one) =>
								one.id === now.current ? { ...one, present: changed(one.present ?? one.query) } : one,
							),
						},
			);
			void remember();
		},
		[put, remember],
	);
	const open = useCallback(
		(id: number | null) => {
			put((now) => ({ ...now, current: id }));
			return remember();
		},
		[put, remember],
	);
	const save = useCallback(
		async (next: View) => {
			const saved = await viewsPut(account, next);
			put((now) => {
				const others = now.views.filter((one) => one.id !== saved.id);
				const views = [...others, saved].sort((a, b) => a.position - b.position || a.id - b.id);
				return { ...now, views };
			});
			return saved;
		},
		[account, put],
	);
	const remove = useCallback(
		async (id: number) => {
			const gone = await viewsDelete(account, id);
			put((now) => ({
				...now,
				current: now.current === id ? null : now.current,
				views: now.views.filter((one) => one.id !== id),
			}));
			return gone;
		},
		[account, put],
	);
	return useMemo(
		() => ({
			ready: data !== undefined || isError,
			views,
			view,
			query,
			changed: view !== null && !same(query, view.query),
			change,
			open,
			save,
			remove,
		}),
		[data, isError, views, view, query, change, open, save, remove],
	);
}

/** Opens all contacts that meet a filter: `openContacts({ all: [[{ not: false, test: … }]] })`. */
export function useOpenContacts(account: AccountId): (filter: ContactFilter) => void {
	const navigate = useNavigate();
	const { open, change } = useViews(account);
	return useCallback(
		(filter) => {
			void open(null);
			change({ filter });
			void navigate({ to: "/contacts" });
		},
		[open, change, navigate],
	);
}
