import { notifyManager, QueryClient } from "@tanstack/react-query";
import { type AccountId, type AppEvent, listen } from "../bridge";

/** Every key the screens may use; all but the first begin with the account. */
export const keys = {
	accounts: ["account-list"] as const,
	contacts: (account: AccountId) => [account, "contacts"] as const,
	groups: (account: AccountId) => [account, "groups"] as const,
	sources: (account: AccountId) => [account, "sources"] as const,
	statuses: (account: AccountId) => [account, "statuses"] as const,
	/** Contacts of each entry of a list. Not under `contacts`: a sync would have them counted at each of its pages. */
	counts: (account: AccountId, list: "groups" | "sources" | "statuses") => [account, "counts", list] as const,
	/** What the server counts of one entry, while the mirror is not complete. */
	total: (account: AccountId, list: "groups" | "sources" | "statuses", id: number) =>
		[account, "total", list, id] as const,
	templates: (account: AccountId) => [account, "templates"] as const,
	outbox: (account: AccountId, contact: number) => [account, "outbox", contact] as const,
	notes: (account: AccountId, contact: number) => [account, "notes", contact] as const,
	/** Without a contact: of everybody. */
	history: (account: AccountId, contact?: number) =>
		contact === undefined ? ([account, "history"] as const) : ([account, "history", contact] as const),
	detailDrafts: (account: AccountId, contact: number) => [account, "detail-drafts", contact] as const,
	/** Runs, their reports and their rows lie under it; plans do not. */
	campaigns: (account: AccountId) => [account, "campaigns"] as const,
	views: (account: AccountId) => [account, "views"] as const,
	viewPlace: (account: AccountId) => [account, "view-place"] as const,
	viewCounts: (account: AccountId) => [account, "view-counts"] as const,
	filterCounts: (account: AccountId) => [account, "filter-counts"] as const,
	sync: (account: AccountId) => [account, "sync"] as const,
	/** The ticked contacts; under it what is asked of them. */
	selection: (account: AccountId) => [account, "selection"] as const,
	jobs: (account: AccountId) => [account, "jobs"] as const,
	/** What came with the start, until the screen it is for has taken it. */
	opening: (account: AccountId) => [account, "opening"] as const,
};

// A timer of a webview rings up to 4 ms late, and an answer passes through several.
notifyManager.setScheduler(queueMicrotask);

export function makeQueryClient(): QueryClient {
	return new QueryClient({
		defaultOptions: {
			queries: {
				// The mirror answers; Rust decides on retries and says by an event what changed.
				retry: false,
				staleTime: Number.POSITIVE_INFINITY,
				refetchOnWindowFocus: false,
				refetchOnReconnect: false,
				networkMode: "always",
			},
			mutations: { retry: false, networkMode: "always" },
		},
	});
}

/** What an event makes stale. */
export function apply(client: QueryClient, event: AppEvent): void {
	const stale = (queryKey: readonly unknown[], exact = false) => {
		// A first answer under way may be from before this change, and the library would wait for it and take it as new.
		for (const query of client.getQueryCache().findAll({ queryKey, exact, type: "active", fetchStatus: "fetching" }))
			if (query.state.data === undefined) void query.cancel({ silent: true });
		void client.invalidateQueries({ queryKey, exact });
	};
	switch (event.type) {
		case "accounts_changed":
			stale(keys.accounts);
			break;
		case "contacts_changed":
			stale(keys.contacts(event.account));
			stale(keys.history(event.account));
			stale(keys.viewCounts(event.account));
			stale(keys.filterCounts(event.account));
			break;
		case "views_changed":
			stale(keys.views(event.account));
			stale(keys.viewCounts(event.account));
			break;
		case "lists_changed":
			stale(keys.groups(event.account));
			stale(keys.sources(event.account));
			stale(keys.statuses(event.account));
			break;
		case "templates_changed":
			stale(keys.templates(event.account));
			break;
		case "outbox_changed":
			stale(keys.outbox(event.account, event.contact));
			// A run's row is settled by the same commands.
			stale(keys.campaigns(event.account));
			break;
		case "selection_changed":
			// What is asked of it has its revision in the key.
			stale(keys.selection(event.account), true);
			break;
		case "jobs_changed":
			stale(keys.jobs(event.account));
			break;
		case "campaigns_changed":
			stale(keys.campaigns(event.account));
			// Their messages stand on the contacts too.
			stale([event.account, "outbox"]);
			break;
		case "sync_changed": {
			const queryKey = keys.sync(event.account);
			client.setQueryData(queryKey, event.status);
			// An answer under way was given before this event and must not undo it.
			if (client.isFetching({ queryKey }) > 0) stale(queryKey);
		}
	}
}

/** Keeps the queries true until the returned function is called. */
export function follow(client: QueryClient): () => void {
	return listen((event) => apply(client, event));
}
