// The start brings the first list along.
import { act, screen, waitFor } from "@testing-library/react";
import { expect, it } from "vitest";
import type { ContactQuery, ContactSnapshot, Opening } from "../bridge";
import { withLayout } from "../screens/contacts/layout.test-util";
import { FakeBridge } from "../test/fake-bridge";
import { renderApp } from "../test/render";

withLayout();

const QUERY: ContactQuery = { text: "", filter: { all: [] }, sort: "updated", reverse: false, ask_server: false };

/** As the core makes it: every answer as its command gives it. */
async function brings(bridge: FakeBridge): Promise<Opening> {
	const account = bridge.active;
	const ask = <T,>(command: string, args: Record<string, unknown> = {}) =>
		bridge.call(command, { account, ...args }) as Promise<T>;
	const snapshot = await ask<ContactSnapshot>("contacts_search", { query: QUERY });
	const opening: Opening = {
		views: await ask("views_list"),
		query: QUERY,
		snapshot,
		groups: await ask("groups_list"),
		sources: await ask("sources_list"),
		statuses: await ask("statuses_list"),
		selection: await ask("selection_get"),
		sync: await ask("sync_status"),
	};
	bridge.calls.length = 0;
	bridge.opening = opening;
	return opening;
}

it("draws the first list without a question", async () => {
	const bridge = new FakeBridge();
	await brings(bridge);
	// None of these answers: what is on screen came with the start.
	for (const command of ["views_list", "contacts_search", "contacts_window", "groups_list", "sync_status"])
		bridge.hold(command);
	await renderApp("/contacts", { bridge });
	expect(await screen.findByText("Nadia Verhoeven")).toBeVisible();
	expect(screen.getAllByText("Spring launch").length).toBeGreaterThan(0);
	for (const command of ["views_list", "contacts_window", "groups_list", "sync_status"])
		expect(bridge.asked(command)).toEqual([]);
});

it("takes in what changed between the start and the screen", async () => {
	const bridge = new FakeBridge();
	await brings(bridge);
	const first = bridge.contacts[0];
	if (first) first.firstname = "Nadezhda";
	await renderApp("/contacts", { bridge });
	await screen.findByText("Nadia Verhoeven");
	expect(await screen.findByText("Nadezhda Verhoeven", {}, { timeout: 5000 })).toBeVisible();
});

it("is used once: the list taken later is a new one", async () => {
	const bridge = new FakeBridge();
	await brings(bridge);
	const { user } = await renderApp("/contacts", { bridge });
	await screen.findByText("Nadia Verhoeven");
	await user.click(screen.getByRole("link", { name: /Groups/ }));
	await waitFor(() => expect(screen.queryByText("Nadia Verhoeven")).toBeNull());
	act(() => bridge.contacts.splice(0, 1));
	await user.click(screen.getByRole("link", { name: /Contacts/ }));
	await screen.findByText(/Tomás Lindqvist/);
	expect(screen.queryByText("Nadia Verhoeven")).toBeNull();
});

it("is not shown again after another question, since it heard of nothing meanwhile", async () => {
	const bridge = new FakeBridge();
	await brings(bridge);
	const { user } = await renderApp("/contacts", { bridge });
	await screen.findByText("Nadia Verhoeven");
	const search = screen.getByRole("searchbox", { name: "Search contacts" });
	await user.type(search, "Lindqvist");
	await waitFor(() => expect(screen.queryByText("Nadia Verhoeven")).toBeNull());
	bridge.contacts.splice(0, 1);
	await user.clear(search);
	await waitFor(() => expect(screen.getAllByRole("row").length).toBeGreaterThan(3));
	expect(screen.queryByText("Nadia Verhoeven")).toBeNull();
});

it("asks when another list is open than the one that came", async () => {
	const bridge = new FakeBridge();
	const opening = await brings(bridge);
	bridge.opening = {
		...opening,
		query: { ...QUERY, sort: "name" },
		snapshot: { ...opening.snapshot, total: 0, rows: [] },
	};
	await renderApp("/contacts", { bridge });
	expect(await screen.findByText("Nadia Verhoeven")).toBeVisible();
	expect(bridge.asked("contacts_search").length).toBeGreaterThan(0);
});
