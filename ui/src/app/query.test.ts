import type { QueryClient } from "@tanstack/react-query";
import { describe, expect, it } from "vitest";
import type { AppEvent } from "../bridge";
import { apply, keys, makeQueryClient } from "./query";

function seeded(): QueryClient {
	const client = makeQueryClient();
	for (const account of ["a", "b"]) {
		const all = [
			[...keys.contacts(account), "list", ""],
			keys.groups(account),
			keys.sources(account),
			keys.statuses(account),
			keys.templates(account),
			keys.outbox(account, 501),
			keys.outbox(account, 502),
		];
		for (const key of all) client.setQueryData(key, []);
	}
	client.setQueryData(keys.accounts, []);
	return client;
}

function stale(event: AppEvent): string[] {
	const client = seeded();
	apply(client, event);
	return client
		.getQueryCache()
		.getAll()
		.filter((query) => query.state.isInvalidated)
		.map((query) => query.queryKey.join(" "));
}

describe("an event makes stale what it is about, and nothing of another account", () => {
	it.each<[AppEvent, string[]]>([
		[{ type: "accounts_changed" }, ["account-list"]],
		[{ type: "contacts_changed", account: "a", cause: "sync" }, ["a contacts list "]],
		[{ type: "lists_changed", account: "a" }, ["a groups", "a sources", "a statuses"]],
		[{ type: "templates_changed", account: "b" }, ["b templates"]],
		[{ type: "outbox_changed", account: "a", contact: 502 }, ["a outbox 502"]],
	])("%j", (event, expected) => {
		expect(stale(event)).toEqual(expected);
	});
	it("and a sync brings its own answer", () => {
		const client = seeded();
		const status = { state: "checking", calls: { used: 1, limit: 60 } } as const;
		apply(client, { type: "sync_changed", account: "a", status });
		expect(client.getQueryData(keys.sync("a"))).toEqual(status);
	});
});
