import { screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { expectAccessible } from "../../test/axe";
import { FakeBridge } from "../../test/fake-bridge";
import { renderRuns } from "./campaigns.test-util";

async function open(bridge = new FakeBridge()) {
	const app = await renderRuns(bridge);
	await app.user.click(await screen.findByRole("button", { name: "Do not message" }));
	const dialog = within(await screen.findByRole("dialog", { name: "Do not message" }));
	await dialog.findByRole("combobox", { name: "Group" });
	return { ...app, dialog };
}
const entry = (phone: string) => ({ phone, phone_display: phone, added_at: "2026-01-02T10:00:00Z" });

describe("the do-not-message list", () => {
	it("takes a number once it is shown as what it is read", async () => {
		const { user, dialog, bridge } = await open();
		const field = dialog.getByRole("textbox", { name: "Number" });
		await waitFor(() => expect(field).toHaveFocus());
		await user.type(field, "+44 7700 900142");
		await dialog.findByText("Is written down as +447700900142");
		await user.keyboard("{Enter}");
		await screen.findByText("+447700900142 is never sent to");
		expect(bridge.blocked.people.map(({ phone }) => phone)).toEqual(["+447700900142"]);
		expect(field).toHaveValue("");
		await user.type(field, "+44 7700 900 142");
		await dialog.findByText("It is on the list already.");
		await expectAccessible();
	});

	it("says beside the field that something is no number", async () => {
		const { user, dialog, bridge } = await open();
		await user.type(dialog.getByRole("textbox", { name: "Number" }), "12{Enter}");
		expect(await dialog.findByRole("alert")).toBeInTheDocument();
		expect(bridge.blocked.people).toEqual([]);
		expect(dialog.getByRole("textbox", { name: "Number" })).toHaveValue("12");
	});

	it("lets a number go, and puts it back", async () => {
		const bridge = new FakeBridge();
		bridge.blocked.people = [entry("+447700900142")];
		const { user, dialog } = await open(bridge);
		await user.click(dialog.getByRole("button", { name: "Remove +447700900142" }));
		await dialog.findByText("No number yet.");
		await user.click(await screen.findByRole("button", { name: "Undo" }));
		await dialog.findByRole("button", { name: "Remove +447700900142" });
		expect(bridge.blocked.people).toHaveLength(1);
	});

	it("does not say a number is off the list when it is not", async () => {
		const bridge = new FakeBridge();
		bridge.blocked.people = [entry("+447700900142")];
		bridge.fail("campaigns_block", { code: "store_failed" }, 1);
		const { user, dialog } = await open(bridge);
		await user.click(dialog.getByRole("button", { name: "Remove +447700900142" }));
		await screen.findByText(/copy could not be read or written/);
		expect(dialog.getByRole("button", { name: "Remove +447700900142" })).toBeInTheDocument();
		expect(screen.queryByText(/may be sent to again/)).not.toBeInTheDocument();
	});

	it("is searched by digits when it is long", async () => {
		const bridge = new FakeBridge();
		bridge.blocked.people = Array.from({ length: 120 }, (_, at) => entry(`+44770090${String(1000 + at)}`));
		const { user, dialog } = await open(bridge);
		expect(dialog.getAllByRole("listitem")).toHaveLength(100);
		dialog.getByText("20 more: find them by their digits.");
		await user.type(dialog.getByRole("searchbox", { name: "Find a number" }), "1119");
		await waitFor(() => expect(dialog.getAllByRole("listitem")).toHaveLength(1));
	});

	it("has a group whose members are not sent to either", async () => {
		const { user, dialog, bridge } = await open();
		await user.click(dialog.getByRole("combobox", { name: "Group" }));
		await user.click(await screen.findByRole("option", { name: "Do not message" }));
		await waitFor(() => expect(bridge.blocked.group).toBe(19));
		expect(dialog.getByRole("combobox", { name: "Group" })).toHaveTextContent("Do not message");
	});
});
