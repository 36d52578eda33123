import { screen, waitFor, within } from "@testing-library/react";
import { beforeEach, describe, expect, it } from "vitest";
import type { ContactQuery, RememberRequest } from "../../../bridge";
import { expectAccessible } from "../../../test/axe";
import { FakeBridge } from "../../../test/fake-bridge";
import { renderApp } from "../../../test/render";
import { forgetAll } from "../form/memory";
import { withLayout } from "../layout.test-util";

withLayout();
beforeEach(forgetAll);

const rows = async (count: number) =>
	waitFor(async () =>
		expect(await screen.findByRole("grid", { name: "Contacts" })).toHaveAttribute("aria-rowcount", String(count + 1)),
	);
const bar = () => screen.getByRole("group", { name: "Filters" });
const last = (bridge: FakeBridge) => bridge.asked("contacts_search").at(-1)?.query as ContactQuery;
const search = () => screen.findByRole("searchbox", { name: "Search contacts" });

async function show(bridge = new FakeBridge()) {
	const shown = await renderApp("/contacts", { bridge });
	await rows(bridge.contacts.length);
	return { ...shown, bridge };
}

describe("chips", () => {
	it("are added with F, count their values, are turned round and removed", async () => {
		const { user, bridge } = await show();
		await user.keyboard("f");
		await user.click(await screen.findByRole("menuitem", { name: "Status" }));
		const popover = await screen.findByRole("dialog", { name: "Change filter: Status" });
		const won = bridge.contacts.filter((one) => one.status_id === 5).length;
		const box = await within(popover).findByRole("checkbox", { name: "Won" });
		await waitFor(() => expect(box).toHaveAttribute("aria-description", String(won)));
		await expectAccessible();
		await user.click(box);
		await rows(won);
		await user.click(within(popover).getByRole("button", { name: "is not" }));
		await rows(bridge.contacts.length - won);
		await user.keyboard("{Escape}");
		await waitFor(() => expect(screen.queryByRole("dialog")).not.toBeInTheDocument());
		expect(screen.getByText(`${bridge.contacts.length - won} of ${bridge.contacts.length}`)).toBeInTheDocument();
		await expectAccessible();
		await user.click(within(bar()).getByRole("button", { name: "Remove filter: Status not: Won" }));
		await rows(bridge.contacts.length);
	});

	it("without a value go when they are left", async () => {
		const { user } = await show();
		await user.click(within(bar()).getByRole("button", { name: "Filter" }));
		await user.click(await screen.findByRole("menuitem", { name: "Group" }));
		await screen.findByRole("dialog", { name: "Change filter: Group" });
		await user.keyboard("{Escape}");
		await waitFor(() => expect(within(bar()).queryByText("Group")).not.toBeInTheDocument());
	});

	it("join conditions with or", async () => {
		const { user, bridge } = await show();
		await user.type(await search(), "type:guest ");
		await user.click(await within(bar()).findByRole("button", { name: "Type: Guest" }));
		await user.click(await screen.findByRole("button", { name: "Or …" }));
		await user.click(await screen.findByRole("menuitem", { name: "Opted out" }));
		await waitFor(() =>
			expect(last(bridge).filter.all).toEqual([
				[
					{ not: false, test: { field: "type", values: ["guest"] } },
					{ not: false, test: { field: "opted_out" } },
				],
			]),
		);
		expect(await within(bar()).findByText("Type: Guest or Opted out")).toBeInTheDocument();
	});
});

describe("the typed form", () => {
	it("filters as it is typed and turns into chips with a space", async () => {
		const { user, bridge } = await show();
		const leads = bridge.contacts.filter((one) => one.type === "lead");
		await user.type(await search(), "type:lead");
		await rows(leads.length);
		expect(within(bar()).queryByText("Type: Lead")).not.toBeInTheDocument();
		await user.type(await search(), " ");
		expect(await within(bar()).findByText("Type: Lead")).toBeInTheDocument();
		expect(await search()).toHaveValue("");
		await user.type(await search(), '-group:"Do not message" ');
		expect(await within(bar()).findByText("Group not: Do not message")).toBeInTheDocument();
		await user.type(await search(), "{Backspace}");
		await waitFor(() => expect(within(bar()).queryByText(/Group/)).not.toBeInTheDocument());
		await rows(leads.length);
	});

	it("makes no second chip of a condition that is there", async () => {
		const { user } = await show();
		await user.type(await search(), "type:lead ");
		expect(await within(bar()).findByText("Type: Lead")).toBeInTheDocument();
		await user.type(await search(), "type:lead -group:VIP ");
		await waitFor(async () => expect(await search()).toHaveValue(""));
		expect(within(bar()).getAllByText(/Type: Lead/)).toHaveLength(1);
	});

	it("keeps the words beside the conditions, and takes both with Enter", async () => {
		const { user, bridge } = await show();
		await user.type(await search(), "nadia type:customer{Enter}");
		expect(await within(bar()).findByText("Type: Customer")).toBeInTheDocument();
		expect(await search()).toHaveValue("nadia");
		await rows(1);
		expect(last(bridge).text).toBe("nadia");
	});

	it("says beside the box what it cannot read, once it is asked", async () => {
		const { user } = await show();
		await user.type(await search(), "status:Wonn");
		expect(screen.queryByRole("alert")).not.toBeInTheDocument();
		await user.type(await search(), "{Enter}");
		expect(await screen.findByRole("alert")).toHaveTextContent("Status: nothing is called “Wonn”.");
		expect(await search()).toHaveAccessibleDescription("Status: nothing is called “Wonn”.");
		await expectAccessible();
	});
});

describe("nobody", () => {
	it("offers to clear the filters", async () => {
		const { user, bridge } = await show();
		await user.type(await search(), "type:guest -type:guest ");
		await user.click((await screen.findAllByRole("button", { name: "Clear filters" })).at(-1) as HTMLElement);
		await rows(bridge.contacts.length);
	});
});

describe("the order", () => {
	it("follows the heads, which say it", async () => {
		const { user, bridge } = await show();
		const head = () => screen.getByRole("columnheader", { name: "Company" });
		expect(screen.getByRole("columnheader", { name: "Updated" })).toHaveAttribute("aria-sort", "descending");
		await user.click(within(head()).getByRole("button"));
		await waitFor(() => expect(head()).toHaveAttribute("aria-sort", "ascending"));
		await user.click(within(head()).getByRole("button"));
		await waitFor(() => expect(head()).toHaveAttribute("aria-sort", "descending"));
		expect(last(bridge)).toMatchObject({ sort: "company", reverse: true });
		const kept = bridge.asked("views_remember").at(-1)?.request as RememberRequest;
		expect(kept.query.sort).toBe("company");
	});
});

describe("saved views", () => {
	it("are saved, counted, opened by digit, changed, renamed, deleted and brought back", async () => {
		const { user, bridge } = await show();
		const leads = bridge.contacts.filter((one) => one.type === "lead").length;
		await user.type(await search(), "type:lead ");
		await user.click(await screen.findByRole("button", { name: "Save view" }));
		await user.type(await screen.findByRole("textbox", { name: "Name" }), "Leads{Enter}");
		const views = () => screen.getByRole("region", { name: "Saved views" });
		const leadsView = () => within(views()).findByRole("button", { name: "Leads" });
		await waitFor(async () => expect(await leadsView()).toHaveAttribute("aria-current", "true"));
		await waitFor(async () => expect(await leadsView()).toHaveAccessibleDescription(`${leads} contacts`));
		await expectAccessible();

		await user.click(within(views()).getByRole("button", { name: "All contacts" }));
		await rows(bridge.contacts.length);
		(document.activeElement as HTMLElement).blur();
		await user.keyboard("1");
		await rows(leads);

		await user.click(screen.getByRole("button", { name: "Remove filter: Type: Lead" }));
		await user.type(await search(), "type:guest ");
		await user.click(await screen.findByRole("button", { name: "Save changes" }));
		await waitFor(() =>
			expect(bridge.views.views[0]?.query.filter.all).toEqual([
				[{ not: false, test: { field: "type", values: ["guest"] } }],
			]),
		);

		await user.click(within(views()).getByRole("button", { name: "More about Leads" }));
		await user.click(await screen.findByRole("menuitem", { name: "Rename" }));
		const name = await screen.findByRole("textbox", { name: "Name" });
		await user.clear(name);
		await user.type(name, "{Enter}");
		expect(await screen.findByText("A view needs a name.")).toBeInTheDocument();
		await user.type(name, "Guests{Enter}");
		await within(views()).findByRole("button", { name: "Guests" });

		await user.click(within(views()).getByRole("button", { name: "More about Guests" }));
		await user.click(await screen.findByRole("menuitem", { name: "Delete" }));
		await rows(bridge.contacts.length);
		expect(bridge.views.views).toEqual([]);
		await user.click(await screen.findByRole("button", { name: "Undo" }));
		expect(await within(views()).findByRole("button", { name: "Guests" })).toBeInTheDocument();
	});

	it("open as they were left", async () => {
		const bridge = new FakeBridge();
		const query = {
			text: "",
			filter: { all: [[{ not: false, test: { field: "opted_out" } as const }]] },
			sort: "name" as const,
			reverse: false,
			layout: { columns: [], density: null },
		};
		bridge.views = { ...bridge.views, current: 7, views: [{ id: 7, position: 1, name: "Gone", query, present: null }] };
		await renderApp("/contacts", { bridge });
		await rows(1);
		expect(bridge.asked("contacts_search")).toHaveLength(1);
		expect(within(bar()).getByText("Opted out")).toBeInTheDocument();
	});
});
