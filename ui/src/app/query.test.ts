import { QueryObserver } from "@tanstack/react-query";
import { expect, it } from "vitest";
import type { SyncStatus } from "../bridge";
import { apply, keys, makeQueryClient } from "./query";

const CHECKING: SyncStatus = { state: "checking", calls: { used: 5, limit: null } };
const SYNCED: SyncStatus = { state: "synced", at: "2026-03-14T09:00:00Z", calls: { used: 6, limit: null } };

it("does not let an older answer undo an event", async () => {
	const client = makeQueryClient();
	const answer: ((status: SyncStatus) => void)[] = [];
	const queryFn = () =>
		new Promise<SyncStatus>((resolve) => {
			answer.push(resolve);
		});
	const stop = new QueryObserver(client, { queryKey: keys.sync("a"), queryFn }).subscribe(() => undefined);

	apply(client, { type: "sync_changed", account: "a", status: SYNCED });
	answer[0]?.(CHECKING);
	await expect.poll(() => answer.length).toBe(2);
	expect(client.getQueryData(keys.sync("a"))).toEqual(SYNCED);
	answer[1]?.(SYNCED);
	await expect.poll(() => client.isFetching()).toBe(0);
	expect(client.getQueryData(keys.sync("a"))).toEqual(SYNCED);
	stop();
});

it("asks again when something changes while the first answer is under way", async () => {
	const client = makeQueryClient();
	const answer: ((names: string[]) => void)[] = [];
	const queryFn = () =>
		new Promise<string[]>((resolve) => {
			answer.push(resolve);
		});
	const stop = new QueryObserver(client, { queryKey: keys.jobs("a"), queryFn }).subscribe(() => undefined);

	apply(client, { type: "jobs_changed", account: "a" });
	await expect.poll(() => answer.length).toBe(2);
	answer[1]?.(["after"]);
	answer[0]?.(["before"]);
	await expect.poll(() => client.isFetching()).toBe(0);
	expect(client.getQueryData(keys.jobs("a"))).toEqual(["after"]);
	stop();
});
