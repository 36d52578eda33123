// A list on screen is a snapshot: its rows stay where they are until the person changes something or asks.
import { keepPreviousData, type QueryClient, useQuery, useQueryClient } from "@tanstack/react-query";
import { useCallback, useEffect, useRef, useState } from "react";
import { markPainted } from "../../app/painted";
import { keys } from "../../app/query";
import {
	type AccountId,
	BridgeError,
	type Contact,
	type ContactQuery,
	type ContactSnapshot,
	contactsCompare,
	contactsSearch,
	contactsWindow,
	type ListChange,
	type Opening,
	type SelectionPart,
	selectionList,
} from "../../bridge";

export const PAGE = 100;
/** While the mirror is not complete the server is asked too, once typing pauses this long: each ask costs a call. */
const ASK_AFTER_MS = 400;
/** A sync can tell of every page it fetched; the list looks at most this often. */
const LOOK_EVERY_MS = 1000;
/** Once rows would move only their number can change. */
const COUNT_EVERY_MS = 4000;
/** That something changed is known, how much is not. */
const SOMETHING: ListChange = { new: 0, moved: 0, gone: 0 };

/** First and last row on screen. */
export interface Range {
	first: number;
	last: number;
}

/** Its rows lie with the pages. */
type Snapshot = Omit<ContactSnapshot, "rows">;

/** A snapshot with the question it answers. */
export interface Listed {
	snapshot: Snapshot;
	query: ContactQuery;
	/** In place of an answer: the ticked, or those left out of them. */
	part: SelectionPart | null;
}

/** What the list is asked for. */
export type Question = Omit<ContactQuery, "ask_server">;

/** Tells one question from another. */
export function questionKey({ text, filter, sort, reverse }: Question): string {
	return JSON.stringify([text, filter, sort, reverse]);
}

export interface ContactList {
	/** The rows to show: of the last answer until the next one is here. */
	listed: Listed | undefined;
	/** An answer to another question is on its way. */
	waiting: boolean;
	error: unknown;
	/** What the sync changed that would move rows; all zero: it is not known how much. */
	changed: ListChange | null;
	/** Takes the list anew: after a change of the person's own, or when asked to. */
	refresh: () => void;
	/** Something changed without the person: takes it in if no row on screen moves, else says so. */
	lookAgain: () => void;
	/** Rows stay where they are and are read anew: a job changes them one after the other. */
	reread: () => void;
	/** Told by the grid. */
	onRange: (range: Range) => void;
	/** Told by the grid: contacts of the list are gone meanwhile. */
	onMissing: () => void;
	contactAt: (index: number) => Promise<Contact | undefined>;
	/** Where a contact stands, as far as the rows are known. */
	locate: (id: number) => number | null;
}

export function pageQuery(account: AccountId, snapshot: string, page: number) {
	return {
		queryKey: [account, "contact-page", snapshot, page],
		queryFn: () => contactsWindow(account, { snapshot, offset: page * PAGE, limit: PAGE }),
		staleTime: Number.POSITIVE_INFINITY,
		// Pages scrolled past are forgotten soon: 100,000 rows must not pile up here.
		gcTime: 10_000,
		retry: false,
	};
}

function pagesOf(range: Range, total: number): number[] {
	const last = Math.min(range.last, total - 1);
	const pages: number[] = [];
	for (let page = Math.floor(range.first / PAGE); page * PAGE <= last; page += 1) pages.push(page);
	return pages;
}

/** Puts the first page, where what was written last lies too, to the others. */
function withFirst(client: QueryClient, account: AccountId, { rows, ...snapshot }: ContactSnapshot): Snapshot {
	client.setQueryData(pageQuery(account, snapshot.id, 0).queryKey, rows);
	return snapshot;
}

/** Makes a snapshot and reads the rows that will be on screen, so that the change is one paint. */
async function take(
	client: QueryClient,
	account: AccountId,
	query: ContactQuery,
	range: Range,
	part: SelectionPart | null,
): Promise<Listed> {
	const answer = await (part === null ? contactsSearch(account, query) : selectionList(account, part));
	const snapshot = withFirst(client, account, answer);
	const pages = pagesOf(range, snapshot.total);
	await Promise.all(pages.map((page) => client.fetchQuery(pageQuery(account, snapshot.id, page))));
	return { snapshot, query, part };
}

/** The list that came with the start, and where its rows are looked for. */
function opening(client: QueryClient, account: AccountId): Listed | undefined {
	const opening = client.getQueryData<Opening>(keys.opening(account));
	if (!opening) return undefined;
	const { snapshot, query } = opening;
	return { snapshot: withFirst(client, account, snapshot), query, part: null };
}

/** Ids of the rows on screen, as far as they are known. */
function idsOf(client: QueryClient, account: AccountId, snapshot: Snapshot, range: Range): string {
	return pagesOf(range, snapshot.total)
		.flatMap((page) => {
			const start = page * PAGE;
			const rows = client.getQueryData<Contact[]>(pageQuery(account, snapshot.id, page).queryKey) ?? [];
			return rows.slice(Math.max(0, range.first - start), range.last - start + 1).map(({ id }) => id);
		})
		.join(" ");
}

export function useContactList(
	account: AccountId,
	query: Question,
	ready: boolean,
	part: SelectionPart | null = null,
): ContactList {
	const client = useQueryClient();
	const [generation, setGeneration] = useState(0);
	const [changed, setChanged] = useState<ListChange | null>(null);
	const range = useRef<Range>({ first: 0, last: PAGE - 1 });
	const { text, filter, sort, reverse } = query;

	const [opened] = useState(() => opening(client, account));
	/** Once something else was asked it is old: it heard of nothing since. */
	const isFresh = useRef(true);
	// A new question starts at its first row.
	const question = questionKey(query) + (part ?? "");
	const asked = useRef(question);
	if (asked.current !== question) {
		asked.current = question;
		range.current = { first: 0, last: PAGE - 1 };
		isFresh.current = false;
	}

	const [askFor, setAskFor] = useState("");
	const ask = text !== "" && askFor === text;
	const key = [account, "contact-list", question, ask, part, generation];
	const answer = useQuery({
		queryKey: key,
		queryFn: () => take(client, account, { text, filter, sort, reverse, ask_server: ask }, range.current, part),
		enabled: ready,
		placeholderData: keepPreviousData,
		initialData: () =>
			isFresh.current &&
			generation === 0 &&
			part === null &&
			!ask &&
			opened &&
			questionKey(opened.query) === questionKey(query)
				? opened
				: undefined,
		staleTime: Number.POSITIVE_INFINITY,
		gcTime: 0,
		retry: false,
	});
	const listed = answer.data;
	const listedOnce = listed !== undefined;
	useEffect(() => {
		if (listedOnce) markPainted("contacts");
	}, [listedOnce]);

	const incomplete = listed !== undefined && !listed.snapshot.complete;
	useEffect(() => {
		if (text === "" || !incomplete) return;
		const timer = setTimeout(() => setAskFor(text), ASK_AFTER_MS);
		return () => clearTimeout(timer);
	}, [text, incomplete]);

	const refresh = useCallback(() => {
		setChanged(null);
		setGeneration((before) => before + 1);
	}, []);

	// The core forgets old snapshots: then the list is taken anew.
	const pageError = useCallback(
		(error: unknown) => {
			if (error instanceof BridgeError && error.code === "snapshot_gone") refresh();
		},
		[refresh],
	);
	useEffect(
		() =>
			client.getQueryCache().subscribe((event) => {
				const [, kind, snapshot] = event.query.queryKey;
				if (event.type !== "updated" || event.action.type !== "error") return;
				if (kind === "contact-page" && snapshot === listed?.snapshot.id) pageError(event.action.error);
			}),
		[client, listed?.snapshot.id, pageError],
	);

	const waiting = answer.isPlaceholderData;
	const present = useRef({ key, listed, waiting, changed });
	present.current = { key, listed, waiting, changed };
	const look = useCallback(async () => {
		const before = present.current;
		if (!before.listed || before.waiting) return;
		try {
			// A sync never asks the server: only a person's typing does.
			const query = { ...before.listed.query, ask_server: false };
			const next = await take(client, account, query, range.current, before.listed.part);
			if (present.current.listed !== before.listed) return;
			const ids = (one: Listed) => idsOf(client, account, one.snapshot, range.current);
			const moves = before.listed.snapshot.total > 0 && ids(before.listed) !== ids(next);
			if (!moves) {
				client.setQueryData(before.key, next);
				setChanged(null);
				return;
			}
			const lists = { before: before.listed.snapshot.id, after: next.snapshot.id };
			const change = await contactsCompare(account, lists);
			if (present.current.listed === before.listed) setChanged(change);
		} catch {
			// What is on screen is as good as before; asking for it will tell what is wrong.
			setChanged((known) => known ?? SOMETHING);
		}
	}, [client, account]);

	const timer = useRef<ReturnType<typeof setTimeout> | null>(null);
	useEffect(
		() => () => {
			clearTimeout(timer.current ?? undefined);
			timer.current = null;
		},
		[],
	);
	const lookAgain = useCallback(() => {
		if (timer.current !== null) return;
		const wait = present.current.changed ? COUNT_EVERY_MS : LOOK_EVERY_MS;
		timer.current = setTimeout(() => {
			timer.current = null;
			void look();
		}, wait);
	}, [look]);

	// It is for the first time only, and may be older than what this screen has heard of.
	useEffect(() => {
		if (!opened) return;
		client.removeQueries({ queryKey: keys.opening(account) });
		lookAgain();
	}, [client, account, opened, lookAgain]);

	const onMissing = useCallback(() => {
		setChanged((known) => known ?? SOMETHING);
		lookAgain();
	}, [lookAgain]);
	const onRange = useCallback((next: Range) => {
		range.current = next;
	}, []);

	const snapshot = listed?.snapshot;
	const reread = useCallback(() => {
		void client.invalidateQueries({ queryKey: [account, "contact-page", snapshot?.id] });
	}, [client, account, snapshot?.id]);
	const contactAt = useCallback(
		async (index: number) => {
			if (!snapshot || index < 0 || index >= snapshot.total) return undefined;
			const page = Math.floor(index / PAGE);
			const rows = await client.fetchQuery(pageQuery(account, snapshot.id, page));
			return rows[index - page * PAGE];
		},
		[client, account, snapshot],
	);

	const locate = useCallback(
		(id: number) => {
			if (!snapshot) return null;
			const known = client.getQueriesData<Contact[]>({ queryKey: [account, "contact-page", snapshot.id] });
			for (const [key, rows] of known) {
				const row = rows?.findIndex((contact) => contact.id === id) ?? -1;
				if (row >= 0) return Number(key[3]) * PAGE + row;
			}
			return null;
		},
		[client, account, snapshot],
	);

	return {
		listed,
		waiting,
		error: answer.error,
		changed,
		refresh,
		lookAgain,
		reread,
		onRange,
		onMissing,
		contactAt,
		locate,
	};
}
