import { act, screen, waitFor, within } from "@testing-library/react";
import { beforeEach, describe, expect, it } from "vitest";
import { expectAccessible } from "../../test/axe";
import { FakeBridge } from "../../test/fake-bridge";
import { renderApp } from "../../test/render";
import { forgetDrafts } from "./drafts";

beforeEach(forgetDrafts);

async function open(path: "/groups" | "/sources" | "/statuses", bridge = new FakeBridge()) {
	const app = await renderApp(path, { bridge });
	const title = `${path[1]?.toUpperCase()}${path.slice(2)}`;
	await screen.findByRole("heading", { name: title, level: 1 });
	return { ...app, bridge };
}

/** The dialog, once a field of it has the focus: keys pressed before go elsewhere. */
const dialog = async (name: string) => {
	const found = await screen.findByRole("dialog", { name });
	await waitFor(() => expect(found.querySelector("input:focus")).not.toBeNull());
	return found;
};
const field = (name = "Name") => screen.getByRole("textbox", { name });
const rows = () => [...document.querySelectorAll<HTMLElement>("[role=row][data-index]")];
const names = () => rows().map((row) => row.querySelector("bdi")?.textContent);

function row(name: string): HTMLElement {
	const found = rows().find((one) => one.querySelector("bdi")?.textContent === name);
	if (!found) throw new Error(`no row ${name} among ${names().join(", ")}`);
	return found;
}
async function shown(name: string): Promise<HTMLElement> {
	await waitFor(() => expect(names()).toContain(name));
	return row(name);
}
const button = (name: string, of: string) => within(row(of)).getByRole("button", { name });

/** The row the grid says the keyboard is on. */
function active(): string | null | undefined {
	const id = screen.getByRole("grid").getAttribute("aria-activedescendant") ?? "";
	return document.getElementById(id)?.querySelector("bdi")?.textContent;
}

describe("the lists", () => {
	it("are reached by the navigation and remembered", async () => {
		const { user, path, bridge } = await open("/groups");
		await user.click(screen.getByRole("link", { name: "Sources" }));
		expect(await screen.findByRole("grid", { name: "Sources" })).toBeInTheDocument();
		await user.click(screen.getByRole("link", { name: "Statuses" }));
		expect(await screen.findByRole("grid", { name: "Statuses" })).toBeInTheDocument();
		expect(path()).toBe("/statuses");
		await waitFor(() => expect(bridge.preferences.screen).toBe("/statuses"));
	});

	it("show each entry with how many contacts it has, by name, and axe minds nothing", async () => {
		const { bridge } = await open("/groups");
		const vip = bridge.groups.find((group) => group.name === "VIP");
		const members = bridge.contacts.filter((contact) => contact.groups.includes(vip?.id ?? 0)).length;
		await waitFor(() => expect(within(row("VIP")).getAllByRole("gridcell")[1]).toHaveTextContent(`${members}`));
		expect(names()).toEqual([...names()].sort());
		expect(screen.getByRole("grid", { name: "Groups" })).toHaveAttribute("aria-rowcount", `${rows().length + 1}`);
		expect(button("Rename", "VIP")).toHaveAccessibleDescription("VIP");
		await expectAccessible();
	});

	it("say `at least` while contacts are still being fetched, and count anew when some came", async () => {
		const bridge = new FakeBridge();
		bridge.sync = { ...bridge.sync, state: "filling", done: 3, total: 10 } as typeof bridge.sync;
		// The server does not tell either.
		bridge.fail("lists_total", { code: "timed_out" });
		await open("/sources", bridge);
		const cell = () => within(row("Old list")).getAllByRole("gridcell")[1];
		await waitFor(() => expect(cell()).toHaveTextContent(/^at least \d+$/));
		const [first] = bridge.contacts;
		const before = bridge.contacts.filter((contact) => contact.source_id === 5).length;
		bridge.contacts.push({ ...(first as NonNullable<typeof first>), id: 9999, source_id: 5 });
		bridge.sync = { state: "synced", at: new Date().toISOString(), calls: { used: 1, limit: 60 } };
		act(() => bridge.emit({ type: "contacts_changed", account: "a-blue", cause: "sync" }));
		await waitFor(() => expect(cell()).toHaveTextContent(`${before + 1}`));
		expect(cell()).not.toHaveTextContent("at least");
	});

	it("ask the server how many there are while contacts are still being fetched, and no longer than that", async () => {
		const bridge = new FakeBridge();
		bridge.sync = { ...bridge.sync, state: "filling", done: 3, total: 10 } as typeof bridge.sync;
		bridge.elsewhere = 12_000;
		await open("/groups", bridge);
		await waitFor(() =>
			expect(within(row("VIP")).getByRole("button", { name: /^Show 12,0\d\d contacts$/ })).toBeVisible(),
		);
		expect(bridge.asked("lists_total")).toHaveLength(bridge.groups.length);
		expect(screen.getByText(/^Contacts are still being fetched\./)).toBeInTheDocument();
		bridge.sync = { state: "synced", at: new Date().toISOString(), calls: { used: 1, limit: 60 } };
		act(() => bridge.emit({ type: "contacts_changed", account: "a-blue", cause: "sync" }));
		await waitFor(() => expect(within(row("VIP")).queryByRole("button", { name: /12,0/ })).toBeNull());
	});

	it("lead from a count to its contacts, by mouse and by key", async () => {
		const { user, path, bridge } = await open("/statuses");
		const name = (await waitFor(() => {
			const found = rows().find((one) => within(one).queryByRole("button", { name: /^Show \d+ contacts?$/ }));
			expect(found).toBeDefined();
			return found?.querySelector("bdi")?.textContent;
		})) as string;
		const id = bridge.statuses.find((status) => status.name === name)?.id;
		await user.click(within(row(name)).getByRole("button", { name: /^Show/ }));
		await waitFor(() => expect(path()).toBe("/contacts"));
		const filter = { all: [[{ not: false, test: { field: "status", values: [id] } }]] };
		await waitFor(() => expect(bridge.asked("contacts_search").at(-1)?.query).toMatchObject({ filter }));
		await user.click(screen.getByRole("link", { name: "Groups" }));
		await shown("VIP");
		await user.click(row("Schools"));
		await user.keyboard("o");
		await waitFor(() => expect(path()).toBe("/contacts"));
		const group = {
			all: [
				[{ not: false, test: { field: "group", values: [bridge.groups.find((one) => one.name === "Schools")?.id] } }],
			],
		};
		await waitFor(() => expect(bridge.asked("contacts_search").at(-1)?.query).toMatchObject({ filter: group }));
	});

	it("are moved in with the keyboard, as one stop, with the row's buttons after it", async () => {
		const { user } = await open("/groups");
		const all = await shown("VIP").then(names);
		await waitFor(() => expect(screen.getByRole("grid")).toHaveFocus());
		expect(active()).toBe(all[0]);
		await user.keyboard("{ArrowDown}j");
		expect(active()).toBe(all[2]);
		await user.keyboard("{ArrowUp}");
		expect(active()).toBe(all[1]);
		await user.keyboard("{End}{ArrowDown}");
		expect(active()).toBe(all.at(-1));
		await user.keyboard("{PageUp}{Home}");
		expect(active()).toBe(all[0]);
		const last = "Schools";
		await user.keyboard("{ArrowDown}".repeat(all.indexOf(last)));
		await waitFor(() => expect(within(row(last)).getByRole("button", { name: /^Show/ })).toBeInTheDocument());
		await user.tab();
		expect(within(row(last)).getByRole("button", { name: /^Show/ })).toHaveFocus();
		await user.tab();
		expect(button("Send to this group", last)).toHaveFocus();
		await user.tab();
		expect(button("Rename", last)).toHaveFocus();
		await user.tab();
		expect(button("Merge into …", last)).toHaveFocus();
		await user.tab();
		expect(button("Delete", last)).toHaveFocus();
	});

	it("are filtered by part of a name, without case and accents; `/` goes there, Esc clears", async () => {
		const bridge = new FakeBridge();
		bridge.groups.push({ id: 99, name: "Café society" });
		const { user } = await open("/groups", bridge);
		await shown("VIP");
		await user.keyboard("/");
		expect(screen.getByRole("searchbox", { name: "Filter groups" })).toHaveFocus();
		await user.keyboard("soc CAFE");
		expect(names()).toEqual(["Café society"]);
		await user.keyboard("x");
		expect(await screen.findByText("No group matches “soc CAFEx”")).toBeInTheDocument();
		await expectAccessible();
		await user.click(screen.getByRole("button", { name: "Clear filter" }));
		expect(names()).toContain("VIP");
	});

	it("teach the first action when there is nothing, say so while nothing is known, and say what failed", async () => {
		const bridge = new FakeBridge();
		bridge.statuses = [];
		bridge.sync = { ...bridge.sync, state: "checking" } as typeof bridge.sync;
		const { user } = await open("/statuses", bridge);
		expect(await screen.findByText("Fetching the list")).toBeInTheDocument();
		bridge.sync = { state: "synced", at: new Date().toISOString(), calls: { used: 1, limit: 60 } };
		act(() => bridge.emit({ type: "sync_changed", account: "a-blue", status: bridge.sync }));
		expect(await screen.findByRole("heading", { name: "No statuses yet" })).toBeInTheDocument();
		await expectAccessible();
		bridge.fail("sources_list", { code: "store_failed" });
		await user.click(screen.getByRole("link", { name: "Sources" }));
		expect(await screen.findByRole("alert")).toHaveTextContent("The list could not be read");
		bridge.fail("sources_list", null);
		await user.click(screen.getByRole("button", { name: "Try again" }));
		await shown("Referral");
	});

	it("say which permission is missing when they cannot be read", async () => {
		const bridge = new FakeBridge();
		bridge.groups = [];
		Object.assign(bridge.accounts[0] ?? {}, { missing_scopes: ["groups:read"] });
		await open("/groups", bridge);
		expect(await screen.findByText("This token may not read groups.")).toBeInTheDocument();
		expect(screen.getByText(/It lacks the permission groups:read\. Ask/)).toBeInTheDocument();
	});
});

describe("making one", () => {
	it("is done by N and Enter; the list has it at once and the keyboard is on it", async () => {
		const { user, bridge } = await open("/groups");
		await shown("VIP");
		await user.keyboard("n");
		await dialog("New group");
		await waitFor(() => expect(field()).toHaveFocus());
		await expectAccessible();
		await user.keyboard(" Night owls {Enter}");
		await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
		expect(bridge.asked("groups_create_new")).toEqual([{ account: "a-blue", name: "Night owls" }]);
		await shown("Night owls");
		expect(active()).toBe("Night owls");
		expect(screen.getByText("Group Night owls is there now")).toBeInTheDocument();
		await waitFor(() => expect(screen.getByRole("grid")).toHaveFocus());
	});

	it("is refused beside the field before any call: empty, taken in another letter case, too long", async () => {
		const { user, bridge } = await open("/groups");
		await shown("VIP");
		await user.click(screen.getByRole("button", { name: "New group" }));
		await dialog("New group");
		await user.keyboard("{Enter}");
		expect(field()).toHaveAccessibleDescription("This is needed.");
		await user.type(field(), " vip{Enter}");
		expect(field()).toHaveAccessibleDescription("There is a group of this name already. Choose another name.");
		expect(field()).toBeInvalid();
		await user.clear(field());
		await user.click(field());
		await user.paste("x".repeat(256));
		await user.keyboard("{Enter}");
		expect(field()).toHaveAccessibleDescription("At most 255 characters.");
		expect(bridge.asked("groups_create_new")).toEqual([]);
	});

	it("keeps what was typed through every refusal, and when the dialog is closed", async () => {
		const { user, bridge } = await open("/sources");
		await shown("Referral");
		await user.keyboard("n");
		await dialog("New source");
		await user.type(field(), "Book fair");
		const refusals: [Parameters<FakeBridge["fail"]>[1], RegExp][] = [
			[{ code: "invalid", fields: [{ field: "name", code: "taken" }] }, /There is a source of this name already/],
			[{ code: "invalid", fields: [{ field: "name", code: "server", message: "no emoji" }] }, /no emoji/],
			[{ code: "offline" }, /There is no connection to the server/],
			[{ code: "token_expired" }, /token has expired/],
			[{ code: "scope_missing", params: { scope: "sources:write" } }, /It lacks the permission sources:write/],
			[{ code: "connection_lost" }, /Whether the change was made is not known yet/],
		];
		for (const [error, sentence] of refusals) {
			bridge.fail("sources_create", error);
			await user.click(screen.getByRole("button", { name: "Create source" }));
			await waitFor(() => expect(screen.getByRole("alert")).toHaveTextContent(sentence));
			expect(field()).toHaveValue("Book fair");
		}
		await expectAccessible();
		await user.keyboard("{Escape}");
		await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
		await user.keyboard("n");
		await dialog("New source");
		expect(field()).toHaveValue("Book fair");
		bridge.fail("sources_create", null);
		await user.click(screen.getByRole("button", { name: "Create source" }));
		await shown("Book fair");
	});

	it("of a status has a colour: a fresh one, one of ten, or any number", async () => {
		const { user, bridge } = await open("/statuses");
		await shown("Won");
		await user.click(screen.getByRole("button", { name: "New status" }));
		await dialog("New status");
		await expectAccessible();
		await user.type(field(), "Paying soon");
		await user.click(screen.getByRole("radio", { name: "Pink" }));
		expect(field("As a number")).toHaveValue("#EC407A");
		await user.clear(field("As a number"));
		await user.type(field("As a number"), "reddish{Enter}");
		expect(field("As a number")).toHaveAccessibleDescription(/Write a colour as #/);
		await user.clear(field("As a number"));
		await user.type(field("As a number"), "2f7c30");
		expect(field("As a number")).toHaveAccessibleDescription(/Hardly to be told from Won/);
		await user.keyboard("{Enter}");
		await shown("Paying soon");
		expect(bridge.asked("statuses_create").at(-1)).toEqual({
			account: "a-blue",
			input: { name: "Paying soon", color: "#2F7C30" },
		});
		expect(within(row("Paying soon")).getByText("#2F7C30")).toBeInTheDocument();
	});
});

describe("changing one", () => {
	it("is done by Enter on the row; its own name in another letter case is not taken", async () => {
		const { user, bridge } = await open("/groups");
		await shown("VIP");
		await user.keyboard("{End}");
		expect(active()).toBe("VIP");
		await user.keyboard("{Enter}");
		await dialog("Rename group");
		expect(field()).toHaveValue("VIP");
		await user.clear(field());
		await user.keyboard("vip{Enter}");
		await shown("vip");
		expect(bridge.asked("groups_update")).toEqual([{ account: "a-blue", id: 18, name: "vip" }]);
		await waitFor(() => expect(screen.getByRole("grid")).toHaveFocus());
		expect(active()).toBe("vip");
	});

	it("of a status always sends name and colour", async () => {
		const { user, bridge } = await open("/statuses");
		await shown("Qualified");
		await user.click(button("Rename", "Qualified"));
		await dialog("Edit status");
		await user.clear(field());
		await user.type(field(), "Worth a call{Enter}");
		await shown("Worth a call");
		await user.click(button("Colour", "Worth a call"));
		await dialog("Edit status");
		await waitFor(() => expect(document.activeElement).toHaveAttribute("type", "radio"));
		await user.click(screen.getByRole("radio", { name: "Teal" }));
		await user.click(screen.getByRole("button", { name: "Save" }));
		await waitFor(() =>
			expect(bridge.asked("statuses_update").map((call) => call.input)).toEqual([
				{ name: "Worth a call", color: "#9C27B0" },
				{ name: "Worth a call", color: "#00897B" },
			]),
		);
	});

	it("says so when a colleague deleted it meanwhile, and keeps what was typed", async () => {
		const { user, bridge } = await open("/groups");
		await shown("VIP");
		await user.click(button("Rename", "VIP"));
		await dialog("Rename group");
		bridge.groups = bridge.groups.filter((group) => group.name !== "VIP");
		await user.clear(field());
		await user.type(field(), "Very good friends{Enter}");
		expect(await screen.findByRole("alert")).toHaveTextContent("Somebody deleted this group meanwhile.");
		expect(field()).toHaveValue("Very good friends");
	});
});

describe("deleting one", () => {
	it("asks first, saying that a group's contacts stay", async () => {
		const { user, bridge } = await open("/groups");
		await shown("Schools");
		await waitFor(() => expect(within(row("Schools")).getAllByRole("gridcell")[1]).toHaveTextContent(/\d/));
		await user.click(row("Schools"));
		screen.getByRole("grid").focus();
		await user.keyboard("{Delete}");
		const question = await screen.findByRole("alertdialog", { name: "Delete Schools?" });
		expect(question).toHaveTextContent(/contacts? stays? and only leaves? the group/);
		await expectAccessible();
		await user.keyboard("{Escape}");
		await waitFor(() => expect(screen.queryByRole("alertdialog")).toBeNull());
		expect(bridge.asked("groups_delete")).toEqual([]);
		await user.click(button("Delete", "Schools"));
		await user.click(
			within(await screen.findByRole("alertdialog", { name: "Delete Schools?" })).getByRole("button", {
				name: "Delete",
			}),
		);
		await waitFor(() => expect(names()).not.toContain("Schools"));
		expect(bridge.asked("groups_delete")).toEqual([{ account: "a-blue", id: 13 }]);
		expect(screen.getByText("Schools is deleted")).toBeInTheDocument();
	});

	it("does not ask for a source that contacts use: it says how many and what to do", async () => {
		const { user, bridge } = await open("/sources");
		await shown("Referral");
		await waitFor(() => expect(within(row("Referral")).getAllByRole("gridcell")[1]).toHaveTextContent(/\d/));
		await user.click(button("Delete", "Referral"));
		const told = await screen.findByRole("alertdialog", { name: "Referral is in use" });
		const users = bridge.contacts.filter((contact) => contact.source_id === 4).length;
		expect(told).toHaveTextContent(`${users} contacts come from it, so the server keeps it.`);
		expect(told).toHaveTextContent("Give its contacts another source: then it can go.");
		await expectAccessible();
		await user.click(within(told).getByRole("button", { name: "Close" }));
		expect(bridge.asked("sources_delete")).toEqual([]);
	});

	it("shows the server's 409 of what looked unused here", async () => {
		const bridge = new FakeBridge();
		bridge.statuses.push({ id: 77, name: "Unused", color: "#000000" });
		bridge.fail("statuses_delete", { code: "conflict", params: { contacts: "3" } });
		const { user } = await open("/statuses", bridge);
		await shown("Unused");
		await user.click(button("Delete", "Unused"));
		const question = await screen.findByRole("alertdialog", { name: "Delete Unused?" });
		await user.click(within(question).getByRole("button", { name: "Delete" }));
		const told = await screen.findByRole("alertdialog", { name: "Unused is in use" });
		expect(told).toHaveTextContent("3 contacts are in it, so the server keeps it.");
		expect(names()).toContain("Unused");
	});

	it("says when somebody was quicker, and what else went wrong", async () => {
		const bridge = new FakeBridge();
		bridge.fail("groups_delete", { code: "scope_missing", params: { scope: "groups:delete" } });
		const { user } = await open("/groups", bridge);
		await shown("VIP");
		const remove = async () => {
			await user.click(button("Delete", "VIP"));
			const question = await screen.findByRole("alertdialog", { name: "Delete VIP?" });
			await user.click(within(question).getByRole("button", { name: "Delete" }));
		};
		await remove();
		expect(await screen.findByText(/VIP was not deleted\..*groups:delete/)).toBeInTheDocument();
		bridge.fail("groups_delete", { code: "not_found" });
		await remove();
		expect(await screen.findByText("VIP was deleted by somebody else already")).toBeInTheDocument();
	});
});
