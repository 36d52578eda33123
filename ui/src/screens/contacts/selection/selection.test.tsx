import { act, fireEvent, screen, waitFor, within } from "@testing-library/react";
import { beforeEach, describe, expect, it } from "vitest";
import type { CampaignDraft } from "../../../bridge";
import { expectAccessible } from "../../../test/axe";
import { FakeBridge } from "../../../test/fake-bridge";
import { work } from "../../../test/fake-jobs";
import { renderApp } from "../../../test/render";
import { forgetAll } from "../form/memory";
import { withLayout } from "../layout.test-util";

withLayout();
beforeEach(forgetAll);

const grid = () => screen.findByRole("grid", { name: "Contacts" });
const rows = () => [...document.querySelectorAll<HTMLElement>("[role=row][data-index]")];
const rowAt = (index: number) => rows().find((row) => row.dataset.index === String(index));
const ticked = () =>
	rows()
		.filter((row) => row.getAttribute("aria-selected") === "true")
		.map((row) => Number(row.dataset.index));
const box = (index: number) => {
	const found = rowAt(index)?.querySelector("[data-tick]");
	if (!found) throw new Error(`no box in row ${index}`);
	return found;
};
const detail = (name: string) => screen.findByRole("complementary", { name });
const noDetail = () => expect(document.querySelector("[data-region=detail]")).toBeNull();
const bar = () => screen.findByRole("toolbar", { name: "Selection" });
const inBar = async (name: string) => within(await bar()).getByRole("button", { name });
const told = async (text: string) =>
	waitFor(async () => expect(within(await bar()).getByRole("status")).toHaveTextContent(text));

async function show(bridge = new FakeBridge()) {
	const app = await renderApp("/contacts", { bridge });
	await waitFor(() => expect(rowAt(3)?.querySelector("[data-tick]")).toBeTruthy());
	(await grid()).focus();
	return { ...app, bridge };
}

describe("ticking", () => {
	it("is done by the box, and tells what is ticked to eye and ear", async () => {
		const { user } = await show();
		expect(screen.queryByRole("toolbar", { name: "Selection" })).not.toBeInTheDocument();
		expect(await grid()).toHaveAttribute("aria-multiselectable", "true");
		await user.click(box(1));
		await told("1 selected");
		await waitFor(() => expect(ticked()).toEqual([1]));
		expect(box(1)).toHaveAttribute("aria-checked", "true");
		noDetail();
		await expectAccessible();
		await user.click(box(1));
		await waitFor(() => expect(screen.queryByRole("toolbar", { name: "Selection" })).not.toBeInTheDocument());
	});

	it("reaches to another row with Shift, and picks single rows with Ctrl, without opening them", async () => {
		const { user } = await show();
		await user.click(box(0));
		await told("1 selected");
		const third = rowAt(3) as HTMLElement;
		fireEvent.click(third, { shiftKey: true });
		await told("4 selected");
		await waitFor(() => expect(ticked()).toEqual([0, 1, 2, 3]));
		fireEvent.click(rowAt(1) as HTMLElement, { ctrlKey: true });
		await told("3 selected");
		await waitFor(() => expect(ticked()).toEqual([0, 2, 3]));
		// From a row that was unticked, Shift unticks.
		fireEvent.click(third, { shiftKey: true });
		await waitFor(() => expect(ticked()).toEqual([0]));
		noDetail();
	});

	it("is done by the keys: Space, Shift and arrows there and back, Ctrl A", async () => {
		const { user } = await show();
		await user.keyboard(" ");
		await told("1 selected");
		await user.keyboard("{Shift>}{ArrowDown}{ArrowDown}{/Shift}");
		await told("3 selected");
		await waitFor(() => expect(ticked()).toEqual([0, 1, 2]));
		await user.keyboard("{Shift>}{ArrowUp}{/Shift}");
		await told("2 selected");
		await user.keyboard("{Control>}a{/Control}");
		await told("60 selected");
		await user.keyboard("{Shift>}{End}{/Shift}");
		await told("60 selected");
	});

	it("outlives another search: who is not in the list is counted and can be seen", async () => {
		const { user } = await show();
		await user.click(box(0));
		await user.click(box(1));
		await told("2 selected");
		await user.type(screen.getByRole("searchbox"), "nadia");
		await told("2 selected, 1 not in this list");
		await user.click(await inBar("Show selected"));
		expect(await screen.findByText("The 2 selected contacts")).toBeInTheDocument();
		await waitFor(() => expect(rows()).toHaveLength(2));
		await expectAccessible();
		(await grid()).focus();
		await user.keyboard("{Escape}");
		await told("2 selected, 1 not in this list");
		expect(rows()).toHaveLength(1);
	});

	it("takes all that match but those left out by hand, who can be looked through", async () => {
		const { user } = await show(new FakeBridge({ contacts: 12_431 }));
		await user.click(screen.getByRole("checkbox", { name: "Select the rows on screen" }));
		await waitFor(() => expect(ticked().length).toBeGreaterThan(2));
		const head = screen.getByRole("checkbox", { name: "Unselect this list" });
		expect(head).toHaveAttribute("aria-checked", "mixed");
		await user.click(await inBar("Select all 12,431 matching"));
		await told("12,431 selected");
		await waitFor(() => expect(head).toHaveAttribute("aria-checked", "true"));
		await user.click(box(0));
		await user.click(box(2));
		await told("12,429 selected");
		await user.click(await inBar("2 left out"));
		expect(await screen.findByText(/2 contacts left out by hand/)).toBeInTheDocument();
		await waitFor(() => expect(rows()).toHaveLength(2));
		await user.click(box(0));
		await told("12,430 selected");
	});

	it("is cleared with Esc, after what is open is closed, and comes back when that was a slip", async () => {
		const { user } = await show();
		await user.click(box(2));
		await user.click(box(1));
		await told("2 selected");
		await user.keyboard("{Enter}");
		await detail("فاطمة الزهراء بن علي");
		await user.keyboard("{Escape}");
		noDetail();
		await told("2 selected");
		await user.keyboard("{Escape}");
		await waitFor(() => expect(screen.queryByRole("toolbar", { name: "Selection" })).not.toBeInTheDocument());
		await user.click(screen.getByRole("button", { name: "Undo" }));
		await told("2 selected");
		await waitFor(() => expect(ticked()).toEqual([1, 2]));
	});

	it("says so when the list was forgotten meanwhile", async () => {
		const { user, bridge } = await show();
		bridge.fail("selection_change", { code: "snapshot_gone" }, 1);
		await user.keyboard("{Control>}a{/Control}");
		expect(await screen.findByText(/list/i, { selector: "section[aria-live] span" })).toBeInTheDocument();
		await user.keyboard("{Control>}a{/Control}");
		await told("60 selected");
	});
});

/** Ticks the first three. */
async function three(bridge = new FakeBridge()) {
	const shown = await show(bridge);
	await shown.user.keyboard(" {Shift>}{ArrowDown}{ArrowDown}{/Shift}");
	await told("3 selected");
	return shown;
}

describe("the toolbar", () => {
	it("sends to several as a run, to one as a message", async () => {
		const { bridge, user } = await three();
		await user.click(await inBar("Send template"));
		const run = await screen.findByRole("dialog", { name: "Send template" });
		expect(await within(run).findAllByText("3", { selector: "b" })).not.toHaveLength(0);
		const draft = bridge.asked("campaigns_plan").at(-1)?.draft as CampaignDraft | undefined;
		const [list] = draft?.audience ?? [];
		if (draft?.audience.length !== 1 || list?.of.kind !== "snapshot")
			throw new Error("a list of the selected expected");
		expect(bridge.snapshots.get(list.of.id)).toEqual([...bridge.chosen.ids]);
		// Nothing was done in it: it closes without a word.
		await user.click(within(run).getByRole("button", { name: "Cancel" }));
		await waitFor(() => expect(screen.queryByRole("dialog")).not.toBeInTheDocument());
		await user.click(box(1));
		await user.click(box(2));
		await told("1 selected");
		await user.keyboard("t");
		expect(await screen.findByRole("dialog", { name: "Send template" })).toHaveTextContent("Nadia Verhoeven");
	});

	it("is one stop: the arrows go from button to button", async () => {
		const { user } = await three();
		(await inBar("Add to groups")).focus();
		await user.keyboard("{ArrowRight}");
		expect(await inBar("Remove from groups")).toHaveFocus();
		await user.keyboard("{ArrowLeft}{ArrowLeft}");
		expect(await inBar("Send template")).toHaveFocus();
	});

	it("has each action in the palette, named by whom it is done to", async () => {
		const { user } = await three();
		await user.keyboard("{Control>}k{/Control}");
		const list = await screen.findByRole("listbox", { name: "Commands" });
		for (const name of [
			"Add to groups",
			"Remove from groups",
			"Set status",
			"Set source",
			"Set type",
			"Change several…",
			"Delete",
		])
			expect(within(list).getByRole("option", { name: new RegExp(`^${name}`) })).toBeInTheDocument();
	});
});

describe("the status of several", () => {
	it("is chosen by letters, shown before and after with its price, run as a job, and set back", async () => {
		const { user, bridge } = await three();
		await user.keyboard("s");
		const pick = await screen.findByRole("dialog", { name: "Set status of 3 contacts" });
		await waitFor(() => expect(within(pick).getByRole("combobox", { name: "Status" })).toHaveFocus());
		await expectAccessible();
		await user.keyboard("qual{Enter}");
		const review = await screen.findByRole("dialog", { name: "Change 3 contacts" });
		// Nadia is Qualified already.
		await within(review).findByText("2 contacts change. 1 is so already.");
		expect(review).toHaveTextContent("2 calls, less than a minute at 60 a minute.");
		expect(review).toHaveTextContent("48 of this minute’s 60 calls are left");
		const table = within(review).getByRole("table");
		expect(within(table).getByRole("row", { name: /अनन्या/ })).toHaveTextContent("StatusNewQualified");
		await expectAccessible();
		await user.click(within(review).getByRole("button", { name: "Start" }));
		await waitFor(() => expect(screen.queryByRole("dialog")).not.toBeInTheDocument());
		expect(bridge.asked("jobs_start")).toEqual([{ account: "a-blue", start: { plan: "plan-1", typed: null } }]);
		const progress = await screen.findByRole("progressbar", { name: "Status: Qualified" });
		act(() => work(bridge, 1, 1));
		await waitFor(() => expect(progress).toHaveAttribute("aria-valuenow", "1"));
		act(() => work(bridge, 1, 9));
		const toast = await screen.findByText("Status: Qualified: 2 contacts changed");
		expect(toast).toBeInTheDocument();
		await user.click(screen.getByRole("button", { name: "Undo" }));
		const undo = await screen.findByRole("dialog", { name: "Undo: Status: Qualified" });
		await within(undo).findByText("2 contacts go back to what they were.");
		await user.click(within(undo).getByRole("button", { name: "Undo" }));
		await waitFor(() => expect(bridge.jobs).toHaveLength(2));
		act(() => work(bridge, 2, 9));
		await waitFor(() => expect(bridge.contacts.find(({ id }) => id === 503)?.status_id).toBe(1));
	});

	it("of one person is set at once, since it can be undone", async () => {
		const { user, bridge } = await show();
		await user.click(rowAt(2) as HTMLElement);
		await detail("अनन्या कृष्णमूर्ति");
		await user.keyboard("s");
		await screen.findByRole("dialog", { name: /^Set status of/ });
		await user.keyboard("won{Enter}");
		await waitFor(() => expect(bridge.asked("jobs_start")).toHaveLength(1));
		expect(bridge.asked("jobs_plan")).toMatchObject([{ request: { who: { kind: "ids", ids: [503] } } }]);
		await waitFor(() => expect(screen.queryByRole("dialog")).not.toBeInTheDocument());
	});

	it("is not begun without the right to, and a plan that failed is made again", async () => {
		const bridge = new FakeBridge();
		bridge.missingScope = "contacts:write";
		const { user } = await three(bridge);
		bridge.fail("jobs_plan", { code: "store_failed" }, 1);
		await user.keyboard("o");
		await screen.findByRole("dialog", { name: "Set source of 3 contacts" });
		await user.keyboard("walk{Enter}");
		const review = await screen.findByRole("dialog", { name: "Change 3 contacts" });
		await user.click(await within(review).findByRole("button", { name: "Try again" }));
		await within(review).findByText("This token lacks the permission contacts:write. Ask an admin for it.", {
			selector: "[role=alert] *",
		});
		const start = within(review).getByRole("button", { name: "Start" });
		expect(start).toHaveAttribute("aria-disabled", "true");
		await user.click(start);
		expect(bridge.asked("jobs_start")).toEqual([]);
	});
});

describe("the groups of several", () => {
	const option = (dialog: HTMLElement, name: RegExp) => within(dialog).getByRole("option", { name });

	it("are boxes of three states; what is pressed becomes differences in one job", async () => {
		const { user, bridge } = await three();
		const at = (id: number) => bridge.contacts.filter((one) => one.groups.includes(id) && one.id < 504).length;
		await user.keyboard("g");
		const dialog = await screen.findByRole("dialog", { name: "Groups of 3 contacts" });
		await waitFor(() => expect(within(dialog).getAllByRole("option").length).toBeGreaterThan(5));
		const first = bridge.groups[0]?.name ?? "";
		expect(at(11)).toBe(1);
		expect(option(dialog, new RegExp(`^${first} 1 of 3`))).toHaveAttribute("aria-checked", "mixed");
		await expectAccessible();
		await user.click(option(dialog, new RegExp(`^${first}`)));
		expect(option(dialog, new RegExp(`^${first} 3 of 3`))).toHaveAttribute("aria-checked", "true");
		await user.click(option(dialog, new RegExp(`^${first}`)));
		expect(option(dialog, new RegExp(`^${first} 0 of 3`))).toHaveAttribute("aria-checked", "false");
		// By typing: Enter takes the marked row and empties the field; a new name is made.
		await user.keyboard("school{Enter}");
		expect(within(dialog).getByRole("combobox")).toHaveValue("");
		await user.keyboard("Night owls{Enter}");
		await waitFor(() => expect(option(dialog, /^Night owls 3 of 3/)).toBeInTheDocument());
		await user.keyboard("{Control>}{Enter}{/Control}");
		const review = await screen.findByRole("dialog", { name: "Change 3 contacts" });
		await within(review).findByText(/contacts? changes?/);
		const schools = bridge.groups.find((group) => group.name === "Schools")?.id;
		const owls = bridge.groups.find((group) => group.name === "Night owls")?.id;
		expect(bridge.asked("jobs_plan").at(-1)).toMatchObject({
			request: { who: { kind: "selection" }, change: { edit: { add_groups: [schools, owls], remove_groups: [11] } } },
		});
	});

	it("are only those somebody is in when it is about taking out", async () => {
		const { user } = await three();
		await user.keyboard("{Shift>}G{/Shift}");
		const dialog = await screen.findByRole("dialog", { name: "Remove 3 contacts from groups" });
		await waitFor(() => expect(within(dialog).getAllByRole("option").length).toBeGreaterThan(0));
		expect(within(dialog).queryByRole("option", { name: / 0 of 3/ })).not.toBeInTheDocument();
		expect(within(dialog).getByRole("button", { name: "Apply" })).toHaveAttribute("aria-disabled", "true");
	});
});

describe("several fields", () => {
	it("begin with no change each, and only what was chosen is in the job", async () => {
		const { user, bridge } = await three();
		await user.click(await inBar("Change several…"));
		const dialog = await screen.findByRole("dialog", { name: "Change 3 contacts" });
		for (const name of ["Type", "Status", "Source", "Assigned to"])
			expect(within(dialog).getByRole("combobox", { name })).toHaveTextContent("No change");
		expect(within(dialog).getByRole("button", { name: "Go on" })).toHaveAttribute("aria-disabled", "true");
		await expectAccessible();
		await user.click(within(dialog).getByRole("combobox", { name: "Type" }));
		await user.click(await screen.findByRole("option", { name: "Guest" }));
		await user.click(within(dialog).getByRole("combobox", { name: "Assigned to" }));
		await user.click(await screen.findByRole("option", { name: "Another id …" }));
		await user.click(within(dialog).getByRole("button", { name: "Go on" }));
		const field = within(dialog).getByRole("textbox", { name: "Id of the person" });
		expect(field).toHaveAccessibleDescription(/number/);
		await user.type(field, "44");
		await user.click(within(dialog).getByRole("button", { name: "Go on" }));
		await screen.findByText(/Type: Guest · Assigned to: 44/);
		expect(bridge.asked("jobs_plan").at(-1)).toMatchObject({
			request: {
				change: {
					edit: {
						type: "guest",
						assigned: { kind: "set", id: 44 },
						status_id: null,
						source_id: null,
						add_groups: [],
						remove_groups: [],
					},
				},
			},
		});
	});
});

describe("while a job runs", () => {
	it("its rows change where they are, and none moves", async () => {
		const { bridge } = await three();
		const edit = { add_groups: [], remove_groups: [], status_id: 6, source_id: null, type: null, assigned: null };
		const change = { kind: "edit", edit, then_delete: null };
		const request = { who: { kind: "ids", ids: [502, 503] }, change };
		const plan = (await bridge.call("jobs_plan", { account: "a-blue", request })) as { id: string };
		await bridge.call("jobs_start", { account: "a-blue", start: { plan: plan.id, typed: null } });
		await screen.findByRole("progressbar", { name: "Status: Lost" });
		// As on the server: what was changed is the newest.
		const moved = bridge.contacts.find(({ id }) => id === 503);
		if (moved) moved.updated_at = new Date(Date.now() + 60_000).toISOString();
		act(() => work(bridge, 1, 1));
		await waitFor(() => expect(rowAt(1)).toHaveTextContent("Lost"));
		expect(await screen.findByRole("button", { name: "Show" })).toBeInTheDocument();
		expect(rowAt(0)).toHaveTextContent("Nadia Verhoeven");
		expect(rowAt(2)).toHaveTextContent("अनन्या कृष्णमूर्ति");
	});
});

describe("deleting", () => {
	it("asks, and above 50 wants the number typed", async () => {
		const { user, bridge } = await show();
		await user.keyboard("{Control>}a{/Control}");
		await told("60 selected");
		await user.keyboard("{Delete}");
		const ask = await screen.findByRole("alertdialog", { name: "Delete 60 contacts?" });
		const field = await within(ask).findByRole("textbox", { name: "Type 60 to go on" });
		expect(ask).toHaveTextContent("undo cannot bring them back");
		expect(ask).toHaveTextContent("as a CSV file in this account’s folder");
		await expectAccessible();
		const go = () => within(ask).getByRole("button", { name: "Delete" });
		await user.type(field, "6{Enter}");
		expect(go()).toHaveAttribute("aria-disabled", "true");
		expect(bridge.asked("jobs_start")).toEqual([]);
		await user.type(field, "0");
		await user.click(go());
		await waitFor(() => expect(bridge.asked("jobs_start")).toMatchObject([{ start: { typed: 60 } }]));
		act(() => work(bridge, 1, 60));
		expect(await screen.findByText("60 contacts are deleted")).toBeInTheDocument();
		await user.click(screen.getByRole("button", { name: "Show" }));
		expect(await screen.findByRole("dialog", { name: "Jobs" })).toHaveTextContent("deleted-1.csv");
	});

	it("of a few asks without typing", async () => {
		const { user } = await three();
		await user.keyboard("{Delete}");
		const ask = await screen.findByRole("alertdialog", { name: "Delete 3 contacts?" });
		await within(ask).findByText("3 contacts are deleted.");
		expect(within(ask).queryByRole("textbox")).not.toBeInTheDocument();
		expect(within(ask).getByRole("button", { name: "Delete" })).not.toHaveAttribute("aria-disabled");
	});
});
