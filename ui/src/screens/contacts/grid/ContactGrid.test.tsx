import { act, screen, waitFor, within } from "@testing-library/react";
import type { UserEvent } from "@testing-library/user-event";
import { beforeEach, describe, expect, it, vi } from "vitest";
import type { ContactSort, ViewLayout } from "../../../bridge";
import { expectAccessible } from "../../../test/axe";
import { FakeBridge } from "../../../test/fake-bridge";
import { renderApp, renderScreen } from "../../../test/render";
import { forgetAll } from "../form/memory";
import { ContactsScreen } from "../index";
import { withLayout } from "../layout.test-util";

withLayout();
beforeEach(forgetAll);

const ACCOUNT = "a-blue";
const grid = () => screen.findByRole("grid", { name: "Contacts" });
/** Without that of the boxes. */
const heads = () =>
	screen
		.getAllByRole("columnheader")
		.filter((head) => head.hasAttribute("data-column"))
		.map((head) => head.textContent);
const head = (name: string) => screen.getByRole("columnheader", { name });
const FIRST = ["Name", "Phone", "Company", "Type", "Status", "Source", "Groups", "Updated"];

async function rows(text: RegExp): Promise<void> {
	await waitFor(() => expect(screen.queryAllByText(text, { selector: "[role=row] *" }).length).toBeGreaterThan(0), {
		timeout: 3000,
	});
}
async function place(): Promise<number> {
	const id = (await grid()).getAttribute("aria-activedescendant") ?? "";
	return Number(document.getElementById(id)?.dataset.index);
}
async function show(bridge = new FakeBridge()) {
	const shown = await renderScreen(<ContactsScreen />, { bridge });
	await rows(/Nadia/);
	return { ...shown, bridge };
}
/** From the first row up into the heads, and on to the one that is meant. */
async function toHead(user: UserEvent, name: string): Promise<void> {
	(await grid()).focus();
	await user.keyboard("{Home}{ArrowUp}{Home}");
	for (let tries = 0; tries < 12; tries += 1) {
		if (document.activeElement?.textContent === name) return;
		await user.keyboard("{ArrowRight}");
	}
	throw new Error(`no head ${name}`);
}
function layoutOf(bridge: FakeBridge): ViewLayout {
	return bridge.views.all.layout;
}
const widthOf = (bridge: FakeBridge, id: string) => layoutOf(bridge).columns.find((one) => one.id === id)?.width;

describe("the heads", () => {
	it("are row 1 of a grid that says how many rows and columns it has", async () => {
		await show();
		expect(await grid()).toHaveAttribute("aria-rowcount", "61");
		expect(await grid()).toHaveAttribute("aria-colcount", "9");
		expect(heads()).toEqual(FIRST);
		expect(head("Name").closest("[role=row]")).toHaveAttribute("aria-rowindex", "1");
		expect(head("Updated")).toHaveAttribute("aria-sort", "descending");
	});

	it("are reached with the arrow from the first row, sort with Enter, and lead back to the rows", async () => {
		const { user, bridge } = await show();
		await toHead(user, "Groups");
		await user.keyboard("{Enter}");
		await waitFor(() => expect(bridge.asked("contacts_search").at(-1)).toMatchObject({ query: { sort: "groups" } }));
		await waitFor(() => expect(head("Groups")).toHaveAttribute("aria-sort", "ascending"));
		expect(document.activeElement).toHaveTextContent("Groups");
		expect(await screen.findByText("60 contacts, by first group.")).toBeInTheDocument();
		await user.keyboard("{Enter}");
		await waitFor(() => expect(head("Groups")).toHaveAttribute("aria-sort", "descending"));
		await user.keyboard("{ArrowDown}");
		expect(await grid()).toHaveFocus();
		expect(screen.queryByRole("complementary")).not.toBeInTheDocument();
		await expectAccessible();
	});

	it("move and widen their column by key, keep the focus, and tell it", async () => {
		const { user, bridge } = await show();
		await toHead(user, "Phone");
		await user.keyboard("{Alt>}{ArrowLeft}{/Alt}");
		await waitFor(() => expect(heads().slice(0, 2)).toEqual(["Phone", "Name"]));
		expect(document.activeElement).toHaveTextContent("Phone");
		expect(screen.getByText("Phone, column 1 of 8")).toBeInTheDocument();
		await user.keyboard("{Alt>}{ArrowLeft}{/Alt}");
		expect(heads()[0]).toBe("Phone");
		await user.keyboard("{ArrowRight}{ArrowRight}");
		await user.keyboard("{Shift>}{ArrowRight}{ArrowRight}{/Shift}");
		// Without a layout a head has no width: from 0 it is the narrowest there is, and 16 more.
		await waitFor(() => expect(widthOf(bridge, "company")).toBe(56));
		await user.keyboard("{Shift>}{ArrowLeft}{/Shift}");
		await waitFor(() => expect(widthOf(bridge, "company")).toBe(40));
	});

	it("are dragged: before a head by its first half; the click at the end sorts nothing", async () => {
		const { user, bridge } = await show();
		for (const [at, element] of document.querySelectorAll("[data-column]").entries())
			vi.spyOn(element, "getBoundingClientRect").mockReturnValue(new DOMRect(at * 100, 0, 100, 28));
		const asked = bridge.asked("contacts_search").length;
		await user.pointer([
			{ keys: "[MouseLeft>]", target: within(head("Status")).getByRole("button"), coords: { x: 450 } },
			{ coords: { x: 120 } },
			{ keys: "[/MouseLeft]" },
		]);
		await waitFor(() => expect(heads().slice(0, 3)).toEqual(["Name", "Status", "Phone"]));
		expect(bridge.asked("contacts_search")).toHaveLength(asked);
		await user.click(within(head("Name")).getByRole("button"));
		await waitFor(() => expect(bridge.asked("contacts_search").at(-1)).toMatchObject({ query: { sort: "name" } }));
	});

	it("are made wider by their edge", async () => {
		const { user, bridge } = await show();
		vi.spyOn(head("Company"), "getBoundingClientRect").mockReturnValue(new DOMRect(200, 0, 100, 28));
		const edge = document.querySelector("[data-edge=company]");
		if (!edge) throw new Error("no edge");
		await user.pointer([
			{ keys: "[MouseLeft>]", target: edge, coords: { x: 300 } },
			{ coords: { x: 345 } },
			{ keys: "[/MouseLeft]" },
		]);
		await waitFor(() => expect(widthOf(bridge, "company")).toBe(145));
		expect((await grid()).style.getPropertyValue("--cols")).toContain("145px");
	});
});

describe("the columns", () => {
	it("are chosen with boxes and moved by key, and the view keeps them without being saved", async () => {
		const bridge = new FakeBridge();
		const { user, unmount } = await show(bridge);
		await user.click(screen.getByRole("button", { name: "Columns" }));
		const menu = await screen.findByRole("dialog", { name: "Columns" });
		await expectAccessible();
		await user.click(within(menu).getByRole("checkbox", { name: "Assigned" }));
		await user.click(within(menu).getByRole("checkbox", { name: "Source" }));
		// The name stays.
		await user.click(within(menu).getByRole("checkbox", { name: "Name" }));
		within(menu).getByRole("checkbox", { name: "Updated" }).focus();
		await user.keyboard("{Alt>}{ArrowUp}{/Alt}");
		expect(within(menu).getByRole("checkbox", { name: "Updated" })).toHaveFocus();
		expect(within(menu).getByText("Updated, column 11 of 12")).toBeInTheDocument();
		await user.click(within(menu).getByRole("button", { name: "Move up: Phone" }));
		await user.click(within(menu).getByRole("button", { name: "Compact" }));
		await user.keyboard("{Escape}");
		const now = ["Phone", "Name", "Company", "Type", "Status", "Groups", "Assigned", "Updated"];
		await waitFor(() => expect(heads()).toEqual(now));
		expect(screen.queryByRole("button", { name: "Save view" })).not.toBeInTheDocument();
		expect((await grid()).style.getPropertyValue("--row")).toBe("var(--row-compact)");
		await waitFor(() => expect(layoutOf(bridge).density).toBe("compact"));

		unmount();
		const again = await show(bridge);
		expect(heads()).toEqual(now);
		await again.user.click(screen.getByRole("button", { name: "Columns" }));
		await again.user.click(await screen.findByRole("button", { name: "As at first" }));
		expect(heads()).toEqual(FIRST);
	});

	it("are shown and hidden from the palette", async () => {
		const bridge = new FakeBridge();
		const { user } = await renderApp("/contacts", { bridge });
		await rows(/Nadia/);
		await user.keyboard("{Control>}k{/Control}");
		await user.keyboard("show column: ema");
		await user.keyboard("{Enter}");
		await waitFor(() => expect(heads()).toContain("Email"));
		expect(screen.getAllByText(/@example\.com$/, { selector: "[role=row] *" })[0]).toBeInTheDocument();
	});

	it("belong to each view; a view as saved keeps them", async () => {
		const bridge = new FakeBridge();
		const query = { ...structuredClone(bridge.views.all), sort: "name" as ContactSort };
		bridge.views.views = [{ id: 1, position: 1, name: "By name", query, present: null }];
		bridge.views.current = 1;
		const { user } = await renderScreen(<ContactsScreen />, { bridge });
		await grid();
		await user.click(screen.getByRole("button", { name: "Columns" }));
		await user.click(await screen.findByRole("checkbox", { name: "Company" }));
		await user.keyboard("{Escape}");
		await waitFor(() => expect(heads()).not.toContain("Company"));
		expect(screen.queryByRole("button", { name: "Save changes" })).not.toBeInTheDocument();
		await user.click(head("Phone").querySelector("button") as HTMLElement);
		await user.click(await screen.findByRole("button", { name: "As saved" }));
		await waitFor(() => expect(head("Name")).toHaveAttribute("aria-sort", "ascending"));
		expect(heads()).not.toContain("Company");
		expect(bridge.views.all.layout.columns).toEqual([]);
	});

	it("are each sorted by their head", async () => {
		const { user, bridge } = await show();
		await user.click(screen.getByRole("button", { name: "Columns" }));
		for (const name of ["Assigned", "Email", "City", "Created"])
			await user.click(await screen.findByRole("checkbox", { name }));
		await user.keyboard("{Escape}");
		await waitFor(() => expect(heads()).toHaveLength(12));
		for (const name of heads()) {
			await user.click(within(head(name ?? "")).getByRole("button"));
			const sort = name?.toLowerCase();
			await waitFor(() => expect(bridge.asked("contacts_search").at(-1)).toMatchObject({ query: { sort } }));
		}
	}, 20_000);
});

describe("typing to find", () => {
	it("goes to the row whose name begins so, and on to the next with the same letter", async () => {
		const { user, bridge } = await show();
		(await grid()).focus();
		await user.keyboard("{Shift>}T{/Shift}om");
		await waitFor(async () => expect(await place()).toBe(5));
		expect(bridge.asked("contacts_find").at(-1)).toMatchObject({ request: { text: "Tom" } });
		// None of T, O, M did anything else.
		expect(screen.queryByRole("dialog")).not.toBeInTheDocument();
		expect(screen.getByRole("searchbox")).toHaveValue("");
	});

	it("searches for what no row begins with, and goes on in the search", async () => {
		const { user } = await show();
		(await grid()).focus();
		await user.keyboard("+");
		const search = screen.getByRole("searchbox");
		await waitFor(() => expect(search).toHaveFocus());
		await user.keyboard("46");
		expect(search).toHaveValue("+46");
	});

	it("leaves its letters to the keys of the program", async () => {
		const { user, bridge } = await show();
		(await grid()).focus();
		await user.keyboard("c");
		expect(await screen.findByRole("dialog", { name: "New contact" })).toBeInTheDocument();
		expect(bridge.asked("contacts_find")).toHaveLength(0);
	});
});

describe("a sync", () => {
	it("tells how many are new and how many changed, and goes on counting", async () => {
		const { user, bridge } = await show();
		const [first] = bridge.contacts;
		const last = bridge.contacts.at(-1);
		if (!first || !last) throw new Error("no contacts");
		const come = (id: number) =>
			bridge.contacts.push({ ...first, id, firstname: "Newly", updated_at: new Date().toISOString() });
		const told = () => act(() => bridge.emit({ type: "contacts_changed", account: ACCOUNT, cause: "sync" }));
		come(9001);
		come(9002);
		last.updated_at = new Date().toISOString();
		told();
		expect(await screen.findByText(/^2 new, 1 changed\./)).toBeInTheDocument();
		come(9003);
		told();
		expect(await screen.findByText(/^3 new, 1 changed\./)).toBeInTheDocument();
		expect(await place()).toBe(0);
		await user.click(screen.getByRole("button", { name: "Show" }));
		await waitFor(async () => expect(await grid()).toHaveAttribute("aria-rowcount", "64"));
		expect(screen.queryByText(/new, /)).not.toBeInTheDocument();
	}, 20_000);
});
