import { screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { expectAccessible } from "../../../test/axe";
import { FakeBridge } from "../../../test/fake-bridge";
import { fileOf } from "../../../test/file";
import { withLayout } from "../../contacts/layout.test-util";
import { EVERYBODY } from "../../views/useViews";
import { button, dialog, inDialog, lastDraft, show } from "../dialog.test-util";

withLayout();

const add = async (name: string) =>
	within(await (await inDialog()).findByRole("toolbar", { name: "Add" })).findByRole("button", { name });
const parts = async () =>
	within((await inDialog()).getByRole("list", { name: "People chosen" })).getAllByRole("listitem");

const file = (bytes: Uint8Array<ArrayBuffer>) => fileOf("people.csv", bytes);

async function who(bridge = new FakeBridge()) {
	const shown = await show({}, bridge);
	const pick = async (kind: string, name: string) => {
		await shown.user.click(await add(kind));
		await shown.user.click(await screen.findByRole("option", { name }));
	};
	const paste = async (kind: "Numbers" | "Table", text: string) => {
		await shown.user.click(await add(kind));
		const box = await screen.findByRole("textbox", { name: kind === "Table" ? "Table with columns" : "Numbers" });
		await shown.user.click(box);
		await shown.user.paste(text);
		const dialogs = screen.getAllByRole("dialog");
		const last = dialogs.at(-1);
		if (last) await shown.user.click(within(last).getByRole("button", { name: "Add" }));
	};
	return { ...shown, pick, paste };
}

describe("who", () => {
	it("begins empty, and teaches what can be chosen", async () => {
		const { bridge } = await who();
		expect(await dialog()).toHaveTextContent("Choose who gets it");
		expect(await button("Next")).toHaveAccessibleDescription("Choose somebody first");
		expect(bridge.asked("campaigns_plan")).toEqual([]);
		await expectAccessible(await dialog());
	});

	it("counts these and those, minus others, while it is put together", async () => {
		const { bridge, user, pick, recipients } = await who();
		await user.click(await add("All contacts"));
		await recipients("60 chosen");
		await recipients("−1 opted out");
		await recipients("59 will get it");
		await pick("Group", "VIP");
		await pick("Group", "Schools");
		const [, , schools] = await parts();
		if (!schools) throw new Error("three sets expected");
		await user.click(within(schools).getByRole("button", { name: "Minus" }));
		await waitFor(() =>
			expect(lastDraft(bridge).audience).toEqual([
				{ minus: false, of: { kind: "filter", query: EVERYBODY } },
				{ minus: false, of: { kind: "group", id: 18 } },
				{ minus: true, of: { kind: "group", id: 13 } },
			]),
		);
		const members = bridge.contacts.filter(({ groups }) => groups.includes(13)).length;
		await recipients(`${60 - members} chosen`);
		await waitFor(() => expect(schools).toHaveTextContent(`−${members}`));
		await expectAccessible(await dialog());
		await user.click(within(schools).getByRole("button", { name: "Remove: Group Schools" }));
		await recipients("60 chosen");
		expect(await parts()).toHaveLength(2);
	});

	it("takes the newest answer, whatever comes last", async () => {
		const { bridge, user, pick, recipients } = await who();
		await pick("Group", "Schools");
		await recipients("chosen");
		const release = bridge.hold("campaigns_plan");
		await user.click(await add("All contacts"));
		await waitFor(() => expect(bridge.asked("campaigns_plan")).toHaveLength(2));
		// Rust is still busy with it when the set goes again.
		const all = (await parts()).at(-1);
		if (all) await user.click(within(all).getByRole("button", { name: "Remove: All contacts" }));
		await waitFor(() => expect(bridge.asked("campaigns_plan")).toHaveLength(3));
		release();
		await recipients(`${bridge.contacts.filter(({ groups }) => groups.includes(13)).length} chosen`);
	});

	it("takes who meets a filter as it is typed, says what is wrong in it, and lets it be changed", async () => {
		const { bridge, user } = await who();
		await user.click(await add("Filter"));
		const asked = within(await screen.findByRole("dialog", { name: "Contacts that meet a filter" }));
		const box = asked.getByRole("textbox", { name: "Filter" });
		expect(asked.getByRole("button", { name: "Add" })).toHaveAccessibleDescription("There is nothing in it yet");
		await user.type(box, "group:Nobody");
		expect(box).not.toHaveAttribute("aria-invalid", "true");
		await user.keyboard("{Enter}");
		await waitFor(() => expect(box).toHaveAccessibleDescription(/^Group: nothing is called “Nobody”\./));
		expect(box).toHaveFocus();
		await user.clear(box);
		await user.type(box, "type:lead");
		await waitFor(() => expect(box).toHaveAccessibleDescription(/^\d+ contacts? meets? it\.$/));
		await expectAccessible();
		await user.keyboard("{Enter}");
		await waitFor(async () => expect(await parts()).toHaveLength(1));
		expect((await parts())[0]).toHaveTextContent("type:lead");
		const query = () => lastDraft(bridge).audience[0]?.of;
		await waitFor(() =>
			expect(query()).toMatchObject({
				kind: "filter",
				query: { text: "", filter: { all: [[{ not: false, test: { field: "type", values: ["lead"] } }]] } },
			}),
		);
		await user.click((await inDialog()).getByRole("button", { name: "Change: Filter type:lead" }));
		const again = within(await screen.findByRole("dialog", { name: "Contacts that meet a filter" }));
		const second = again.getByRole("textbox", { name: "Filter" });
		expect(second).toHaveValue("type:lead");
		await user.type(second, " Nadia");
		await user.click(again.getByRole("button", { name: "Save" }));
		await waitFor(() => expect(query()).toMatchObject({ query: { text: "Nadia" } }));
		expect((await parts())[0]).toHaveTextContent("type:lead Nadia");
	});

	it("sends to numbers that are no contact only when told to", async () => {
		const { user, paste, recipients } = await who();
		await paste("Numbers", "+1 555 010 0142\n+49 170 1234567; nobody\n+1 (555) 010-0142");
		await recipients("−1 no contact yet");
		await recipients("1 will get it");
		await user.click((await inDialog()).getByRole("checkbox", { name: "Send to numbers that are no contact" }));
		await recipients("2 will get it");
		await (await inDialog()).findByText(/1 of them is no contact yet/);
		// Each number opens its list.
		await user.click((await inDialog()).getAllByRole("button", { name: "−1 no number" }).at(-1) as HTMLElement);
		const list = await (await inDialog()).findByRole("listbox", { name: "Messages" });
		expect(await within(list).findByRole("option")).toHaveTextContent("nobody");
	});

	it("says that a table has no numbers, beside it, until their column is chosen", async () => {
		const { user, paste, recipients } = await who();
		await paste("Table", "Name,Contact\nNadia,+1 555 010 0142\nTomas,+46 70 174 06 05");
		const [table] = await parts();
		if (!table) throw new Error("a table expected");
		expect(await within(table).findByRole("alert")).toHaveTextContent("No column looks like it holds numbers");
		expect(await button("Next")).toHaveAccessibleDescription("A list of people needs another look");
		await user.click(within(table).getByRole("button", { name: "Number: found by itself" }));
		await user.click(await screen.findByRole("menuitemradio", { name: "Contact" }));
		await recipients("2 will get it");
		expect(within(table).queryByRole("alert")).not.toBeInTheDocument();
	});

	it("reads a file of any old program, and refuses a spreadsheet in words", async () => {
		const { bridge, user, recipients } = await who();
		await user.click(await add("Table"));
		const picker = await waitFor(() => {
			const found = document.querySelector<HTMLInputElement>("input[type=file]");
			if (!found) throw new Error("no file");
			return found;
		});
		await user.upload(picker, file(new Uint8Array([0x50, 0x4b, 3, 4])));
		expect(await screen.findByRole("alert")).toHaveTextContent("not a CSV file");
		const latin = new Uint8Array([
			...new TextEncoder().encode("Name;Phone\nZo"),
			0xeb,
			...new TextEncoder().encode(";+1 555 010 0142"),
		]);
		await user.upload(picker, file(latin));
		await screen.findByText(/people\.csv, 1 KB/);
		const last = screen.getAllByRole("dialog").at(-1);
		if (last) await user.click(within(last).getByRole("button", { name: "Add" }));
		await recipients("1 will get it");
		expect(lastDraft(bridge).audience[0]?.of).toEqual({
			kind: "table",
			text: "Name;Phone\nZoë;+1 555 010 0142",
			number: null,
		});
		expect((await parts())[0]).toHaveTextContent("people.csv");
	});

	it("leaves out who was written to lately", async () => {
		const { bridge, user } = await who();
		await user.click(await add("All contacts"));
		const days = (await inDialog()).getByRole("textbox", { name: "Days" });
		await user.clear(days);
		await user.type(days, "30");
		await waitFor(() => expect(lastDraft(bridge).funnel.messaged_days).toBe(30));
		await user.click((await inDialog()).getByRole("checkbox", { name: "Leave out who was sent to lately" }));
		await waitFor(() => expect(lastDraft(bridge).funnel.messaged_days).toBeNull());
	});

	it("offers the selection in place of a list that is gone", async () => {
		const bridge = new FakeBridge();
		bridge.chosen.ids = new Set([501, 502]);
		const { user, recipients } = await show({ audience: [{ kind: "snapshot", id: "long-gone", except: [] }] }, bridge);
		await user.click(await button("Back"));
		const [list] = await parts();
		if (!list) throw new Error("a list expected");
		await user.click(await within(list).findByRole("button", { name: "Take the selection" }));
		await recipients("2 will get it");
	});
});
