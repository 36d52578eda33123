import { act, screen, waitFor, within } from "@testing-library/react";
import { beforeEach, describe, expect, it } from "vitest";
import type { ContactQuery } from "../../bridge";
import { expectAccessible } from "../../test/axe";
import { FakeBridge } from "../../test/fake-bridge";
import { renderScreen } from "../../test/render";
import { forgetAll } from "./form/memory";
import { ContactsScreen } from "./index";
import { withLayout } from "./layout.test-util";

withLayout();
beforeEach(forgetAll);

const ACCOUNT = "a-blue";
const grid = () => screen.findByRole("grid", { name: "Contacts" });
const detail = (name: string) => screen.findByRole("complementary", { name });

/** By its text: asking for names of roles computes those of every row. */
function rowOf(text: RegExp): HTMLElement | null {
	const cells = screen.queryAllByText(text, { selector: "[role=row] *" });
	return cells[0]?.closest<HTMLElement>("[role=row]") ?? null;
}
async function row(text: RegExp): Promise<HTMLElement> {
	await waitFor(() => expect(rowOf(text)).toBeInTheDocument(), { timeout: 3000 });
	return rowOf(text) as HTMLElement;
}

/** The row the grid says the keyboard is on. */
async function activeRow(): Promise<HTMLElement | null> {
	const id = (await grid()).getAttribute("aria-activedescendant") ?? "";
	return document.getElementById(id);
}

async function show(bridge = new FakeBridge()) {
	const shown = await renderScreen(<ContactsScreen />, { bridge });
	return { ...shown, bridge };
}

describe("the grid", () => {
	it("shows names, phones, statuses and the first group with how many more, and names its place", async () => {
		await show();
		const nadia = await row(/Nadia Verhoeven/);
		expect(nadia).toHaveTextContent("+1 555 010 0142");
		expect(nadia).toHaveTextContent("Qualified");
		expect(nadia).toHaveTextContent("Spring launch+2");
		expect(nadia).toHaveAttribute("aria-rowindex", "2");
		expect(await grid()).toHaveAttribute("aria-rowcount", "61");
		expect(within(await row(/Aoife/)).getByRole("img", { name: "Opted out" })).toBeInTheDocument();
		await expectAccessible();
	});

	it("keeps few rows of 100,000 in the document and reads only the pages on screen", async () => {
		const { user, bridge } = await show(new FakeBridge({ contacts: 100_000 }));
		await row(/Nadia/);
		(await grid()).focus();
		await user.keyboard("{End}");
		await waitFor(async () => expect(await activeRow()).toHaveAttribute("aria-rowindex", "100001"));
		await waitFor(async () => expect(await activeRow()).not.toHaveAttribute("aria-busy"));
		expect(document.querySelectorAll("[role=row]").length).toBeLessThan(40);
		expect(bridge.asked("contacts_window").length).toBeLessThan(6);
	});

	it("moves with the arrows, J and K, Home and End, PageDown and PageUp, as one stop of the keyboard", async () => {
		const { user } = await show();
		await row(/Nadia/);
		const place = async () => (await activeRow())?.dataset.index;
		(await grid()).focus();
		expect(await place()).toBe("0");
		await user.keyboard("{ArrowDown}j");
		expect(await place()).toBe("2");
		await user.keyboard("{ArrowUp}");
		expect(await place()).toBe("1");
		await user.keyboard("kk");
		expect(await place()).toBe("0");
		await user.keyboard("{PageDown}");
		expect(Number(await place())).toBeGreaterThan(2);
		await user.keyboard("{PageUp}");
		expect(await place()).toBe("0");
		await user.keyboard("{End}");
		expect(await place()).toBe("59");
		await user.keyboard("{Home}");
		expect(await place()).toBe("0");
		expect(document.activeElement).toBe(await grid());
	});

	it("opens a row with Enter, goes on with the arrows while it is open, closes it with Esc, and keeps the focus", async () => {
		const { user } = await show();
		await row(/Nadia/);
		(await grid()).focus();
		await user.keyboard("{Enter}");
		await detail("Nadia Verhoeven");
		expect(screen.getByText("1 of 60")).toBeInTheDocument();
		expect(await row(/Nadia/)).toHaveAttribute("aria-current", "true");
		await user.keyboard("{ArrowDown}{ArrowDown}{ArrowDown}{ArrowDown}{ArrowDown}");
		await detail("Tomás Lindqvist");
		expect(document.activeElement).toBe(await grid());
		await expectAccessible();
		await user.keyboard("{Escape}");
		expect(screen.queryByRole("complementary")).not.toBeInTheDocument();
		expect(document.activeElement).toBe(await grid());
	});

	it("works with single letters wherever no field has the focus", async () => {
		const { user } = await show();
		await row(/Nadia/);
		await user.keyboard("j");
		expect(await activeRow()).toHaveAttribute("aria-rowindex", "3");
		await user.keyboard("{Enter}");
		await detail("فاطمة الزهراء بن علي");
	});
});

describe("the focus", () => {
	it("is in the grid from the start, and comes back there from a dialog", async () => {
		const { user } = await show();
		await row(/Nadia/);
		await waitFor(async () => expect(await grid()).toHaveFocus());
		(document.activeElement as HTMLElement).blur();
		await user.keyboard("c");
		await screen.findByRole("dialog", { name: "New contact" });
		await user.keyboard("{Escape}");
		await waitFor(() => expect(screen.queryByRole("dialog")).not.toBeInTheDocument());
		await waitFor(async () => expect(await grid()).toHaveFocus());
	});

	it("stays with the list when the detail closes under it", async () => {
		const { user } = await show();
		await user.click(await row(/Nadia/));
		const pane = await screen.findByRole("complementary", { name: "Nadia Verhoeven" });
		await user.click(within(pane).getByRole("button", { name: "Close detail" }));
		expect(pane).not.toBeInTheDocument();
		expect(await grid()).toHaveFocus();
	});
});

describe("the search", () => {
	it("offers what was half written, not a new form over it", async () => {
		const { user } = await show();
		await row(/Nadia/);
		await user.keyboard("c");
		await screen.findByRole("dialog", { name: "New contact" });
		await user.keyboard("Sara{Escape}");
		await waitFor(() => expect(screen.queryByRole("dialog")).not.toBeInTheDocument());
		await user.type(screen.getByRole("searchbox"), "nadja ver");
		await user.click(await screen.findByRole("button", { name: "Create “nadja ver”" }));
		const form = await screen.findByRole("dialog", { name: "New contact" });
		expect(within(form).getByRole("textbox", { name: "First name" })).toHaveValue("Sara");
		expect(within(form).getByText("Draft kept")).toBeInTheDocument();
	});

	it("finds as one types, and says of how many; Esc clears, the second Esc returns to the grid", async () => {
		const { user } = await show();
		await row(/Nadia/);
		await user.keyboard("/");
		const box = screen.getByRole("searchbox", { name: "Search contacts" });
		expect(box).toHaveFocus();
		await user.keyboard("lindqvist");
		await waitFor(() => expect(screen.getByText("1 of 60")).toBeInTheDocument());
		expect(await row(/Tomás Lindqvist/)).toBeInTheDocument();
		expect(rowOf(/Nadia/)).not.toBeInTheDocument();
		await user.keyboard("{Escape}");
		expect(box).toHaveValue("");
		await row(/Nadia/);
		await user.keyboard("{Escape}");
		expect(await grid()).toHaveFocus();
	});

	it("keeps the rows on screen until the answer is here", async () => {
		const { user, bridge } = await show();
		await row(/Nadia/);
		const release = bridge.hold("contacts_search");
		await user.type(screen.getByRole("searchbox"), "lindqvist");
		expect(rowOf(/Nadia/)).toBeInTheDocument();
		release();
		await waitFor(() => expect(rowOf(/Nadia/)).not.toBeInTheDocument());
		expect(rowOf(/Tomás/)).toBeInTheDocument();
	});

	it("opens the first match with Enter", async () => {
		const { user } = await show();
		await row(/Nadia/);
		await user.type(screen.getByRole("searchbox"), "lindqvist");
		await waitFor(() => expect(rowOf(/Nadia/)).not.toBeInTheDocument());
		await user.keyboard("{Enter}");
		await detail("Tomás Lindqvist");
		expect(await grid()).toHaveFocus();
	});

	it("says who was not found, clears, and offers to write that person down", async () => {
		const { user } = await show();
		await row(/Nadia/);
		await user.type(screen.getByRole("searchbox"), "nadja ver");
		expect(await screen.findByRole("heading", { name: "Nobody matches “nadja ver”" })).toBeInTheDocument();
		await expectAccessible();
		await user.click(screen.getByRole("button", { name: "Create “nadja ver”" }));
		const form = await screen.findByRole("dialog", { name: "New contact" });
		expect(within(form).getByRole("textbox", { name: "First name" })).toHaveValue("nadja");
		expect(within(form).getByRole("textbox", { name: "Last name" })).toHaveValue("ver");
		await user.click(within(form).getByRole("button", { name: "Cancel" }));
		await waitFor(() => expect(screen.queryByRole("dialog")).not.toBeInTheDocument());
		await user.click(screen.getByRole("button", { name: "Clear search" }));
		await row(/Nadia/);
	});

	it("sorts by name from the menu", async () => {
		const { user, bridge } = await show();
		await row(/Nadia/);
		await user.click(screen.getByRole("button", { name: "Sort" }));
		await user.click(await screen.findByRole("menuitemradio", { name: "Name" }));
		await waitFor(() => expect(bridge.asked("contacts_search").at(-1)).toMatchObject({ query: { sort: "name" } }));
		expect(await screen.findByText("60 contacts, by name.")).toBeInTheDocument();
		expect(screen.getByRole("columnheader", { name: "Name" })).toHaveAttribute("aria-sort", "ascending");
	});
});

describe("the list's other faces", () => {
	it("teaches the first contact when there are none", async () => {
		const { user } = await show(new FakeBridge({ contacts: 0 }));
		expect(await screen.findByRole("heading", { name: "No contacts yet" })).toBeInTheDocument();
		await expectAccessible();
		await user.click(screen.getByRole("button", { name: "Write down the first" }));
		expect(await screen.findByRole("dialog", { name: "New contact" })).toBeInTheDocument();
	});

	it("shows the first fill's progress while nothing is here, and the rows as soon as they are", async () => {
		const bridge = new FakeBridge({ contacts: 0 });
		await show(bridge);
		await screen.findByRole("heading", { name: "No contacts yet" });
		const calls = { used: 3, limit: 60 };
		const filling = { state: "filling", done: 0, total: 100_412, calls } as const;
		act(() => bridge.emit({ type: "sync_changed", account: ACCOUNT, status: filling }));
		const progress = await screen.findByRole("progressbar", { name: "Fetching contacts" });
		expect(progress).toHaveAttribute("aria-valuemax", "100412");
		await expectAccessible();
		bridge.contacts = new FakeBridge({ contacts: 100 }).contacts;
		act(() => {
			bridge.emit({ type: "sync_changed", account: ACCOUNT, status: { ...filling, done: 100 } });
			bridge.emit({ type: "contacts_changed", account: ACCOUNT, cause: "sync" });
		});
		expect(await row(/Nadia/)).toBeInTheDocument();
		expect(screen.getByText("100 of 100,412 fetched so far")).toBeInTheDocument();
	});

	it("says that the list could not be read and tries again", async () => {
		const bridge = new FakeBridge();
		bridge.fail("contacts_search", { code: "store_failed" }, 1);
		const { user } = await show(bridge);
		expect(await screen.findByRole("alert")).toHaveTextContent("The list could not be read");
		await user.click(screen.getByRole("button", { name: "Try again" }));
		await row(/Nadia/);
	});

	it("takes the list anew when the core has forgotten it", async () => {
		const bridge = new FakeBridge({ contacts: 300 });
		const { user } = await show(bridge);
		await row(/Nadia/);
		const before = bridge.asked("contacts_search").length;
		bridge.fail("contacts_window", { code: "snapshot_gone" }, 1);
		(await grid()).focus();
		await user.keyboard("{End}");
		await waitFor(() => expect(bridge.asked("contacts_search").length).toBe(before + 1));
		await waitFor(async () => expect(await activeRow()).not.toHaveAttribute("aria-busy"));
	});
});

describe("a sync", () => {
	it("never moves rows: it says so in the foot, and moves them when asked", async () => {
		const { user, bridge } = await show();
		await row(/Nadia/);
		const first = bridge.contacts[0];
		if (!first) throw new Error("no contacts");
		bridge.contacts.push({
			...first,
			id: 9001,
			firstname: "Newly",
			lastname: "Come",
			updated_at: new Date().toISOString(),
		});
		act(() => bridge.emit({ type: "contacts_changed", account: ACCOUNT, cause: "sync" }));
		const shown = await screen.findByRole("button", { name: "Show" }, { timeout: 3000 });
		expect(rowOf(/Newly Come/)).not.toBeInTheDocument();
		await user.click(shown);
		expect(await row(/Newly Come/)).toHaveAttribute("aria-rowindex", "2");
		expect(screen.queryByRole("button", { name: "Show" })).not.toBeInTheDocument();
	});

	it("asks the server once typing pauses while the mirror is not complete, and never by itself", async () => {
		const bridge = new FakeBridge();
		Object.assign(bridge.sync, { state: "filling", done: 60, total: 1200 });
		const { user } = await show(bridge);
		await row(/Nadia/);
		await user.type(screen.getByRole("searchbox"), "lindqvist");
		const askedServer = () =>
			bridge.asked("contacts_search").flatMap(({ query }) => {
				const { ask_server, text } = query as ContactQuery;
				return ask_server ? [text] : [];
			});
		await waitFor(() => expect(askedServer()).toEqual(["lindqvist"]), { timeout: 3000 });
		const before = bridge.asked("contacts_search").length;
		act(() => bridge.emit({ type: "contacts_changed", account: ACCOUNT, cause: "sync" }));
		await waitFor(() => expect(bridge.asked("contacts_search").length).toBeGreaterThan(before), { timeout: 3000 });
		expect(askedServer()).toEqual(["lindqvist"]);
	});

	it("does not ask the server about a mirror that is complete", async () => {
		const { user, bridge } = await show();
		await row(/Nadia/);
		await user.type(screen.getByRole("searchbox"), "lindqvist");
		await screen.findByText("1 of 60");
		await new Promise((resolve) => setTimeout(resolve, 600));
		expect(bridge.asked("contacts_search").some(({ query }) => (query as ContactQuery).ask_server)).toBe(false);
	});

	it("that deleted contacts further down leaves no row waiting for ever", async () => {
		const { user, bridge } = await show(new FakeBridge({ contacts: 300 }));
		await row(/Nadia/);
		bridge.contacts.splice(250, 5);
		(await grid()).focus();
		await user.keyboard("{End}");
		await user.click(await screen.findByRole("button", { name: "Show" }));
		await waitFor(async () => expect(await grid()).toHaveAttribute("aria-rowcount", "296"));
		expect(document.querySelector("[aria-busy]")).not.toBeInTheDocument();
	});

	it("is taken in at once where no row on screen moves", async () => {
		const { bridge } = await show();
		await row(/Nadia/);
		const last = bridge.contacts.at(-1);
		if (!last) throw new Error("no contacts");
		bridge.contacts.push({ ...last, id: 9002, updated_at: "2001-01-01T00:00:00Z" });
		act(() => bridge.emit({ type: "contacts_changed", account: ACCOUNT, cause: "sync" }));
		await waitFor(async () => expect(await grid()).toHaveAttribute("aria-rowcount", "62"), { timeout: 3000 });
		expect(screen.queryByRole("button", { name: "Show" })).not.toBeInTheDocument();
	});
});

describe("the detail", () => {
	async function openNadia(bridge = new FakeBridge()) {
		const shown = await show(bridge);
		await shown.user.click(await row(/Nadia/));
		return { ...shown, pane: await detail("Nadia Verhoeven") };
	}

	it("shows every field, keeps line breaks, and copies the number", async () => {
		const bridge = new FakeBridge();
		const first = bridge.contacts[0];
		if (first) first.description = "Line one\n<b>Line two</b>";
		const { user, pane } = await openNadia(bridge);
		expect(pane).toHaveTextContent("Springfield, IL 62701");
		expect(within(pane).getByText(/Line one/).textContent).toBe("Line one\n<b>Line two</b>");
		for (const group of ["Spring launch", "Repeat buyers", "Schools"]) expect(pane).toHaveTextContent(group);
		await user.click(within(pane).getByRole("button", { name: "Copy phone" }));
		expect(await navigator.clipboard.readText()).toBe("+15550100142");
	});

	it("walks to the next and the previous contact and closes", async () => {
		const { user, pane } = await openNadia();
		await user.click(within(pane).getByRole("button", { name: "Next contact" }));
		await detail("فاطمة الزهراء بن علي");
		await user.keyboard("k");
		await detail("Nadia Verhoeven");
		await user.click(screen.getByRole("button", { name: "Close detail" }));
		expect(screen.queryByRole("complementary")).not.toBeInTheDocument();
	});

	it("asks before it deletes, says it is for good, and deletes", async () => {
		const { user, bridge, pane } = await openNadia();
		await user.click(within(pane).getByRole("button", { name: "More actions" }));
		await user.click(await screen.findByRole("menuitem", { name: /Delete/ }));
		const question = await screen.findByRole("alertdialog", { name: "Delete Nadia Verhoeven?" });
		expect(question).toHaveTextContent("cannot be taken back");
		expect(bridge.asked("contacts_delete")).toHaveLength(0);
		await user.click(within(question).getByRole("button", { name: "Delete" }));
		await waitFor(() => expect(screen.queryByRole("complementary")).not.toBeInTheDocument());
		expect(bridge.asked("contacts_delete")).toEqual([{ account: ACCOUNT, id: 501 }]);
		await waitFor(async () => expect(await grid()).toHaveAttribute("aria-rowcount", "60"));
	});

	it("says why a contact was not deleted", async () => {
		const { user, bridge } = await openNadia();
		bridge.fail("contacts_delete", { code: "scope_missing", params: { scope: "contacts:delete" } });
		await user.keyboard("{Delete}");
		await user.click(within(await screen.findByRole("alertdialog")).getByRole("button", { name: "Delete" }));
		expect(await screen.findByText(/Nadia Verhoeven was not deleted\..*contacts:delete/)).toBeInTheDocument();
		expect(screen.getByRole("complementary", { name: "Nadia Verhoeven" })).toBeInTheDocument();
	});

	it("offers a template with T, and not to who opted out", async () => {
		const { user } = await openNadia();
		await user.keyboard("t");
		expect(await screen.findByRole("dialog", { name: "Send template" })).toBeInTheDocument();
		await user.keyboard("{Escape}");
		await waitFor(() => expect(screen.queryByRole("dialog")).not.toBeInTheDocument());
		await user.click(await row(/Aoife/));
		const pane = await detail("Aoife Ní Bhraonáin");
		expect(within(pane).getByRole("button", { name: "Send template" })).toHaveAttribute("aria-disabled", "true");
		expect(pane).not.toHaveTextContent("sends a template");
		await user.keyboard("t");
		expect(screen.queryByRole("dialog")).not.toBeInTheDocument();
		expect(screen.getByText("Opted out: no template can be sent.", { selector: "section *" })).toBeInTheDocument();
		// What was said before goes when a dialog opens.
		await user.keyboard("e");
		await screen.findByRole("dialog", { name: "Edit contact" });
		expect(screen.queryByText("Opted out: no template can be sent.", { selector: "section *" })).toBeNull();
	});
});
