import { screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import type { TestSend } from "../../../bridge";
import { expectAccessible } from "../../../test/axe";
import { FakeBridge } from "../../../test/fake-bridge";
import { withLayout } from "../../contacts/layout.test-util";
import { button, dialog, inDialog, lastDraft, region, show, slot } from "../dialog.test-util";

withLayout();

/** Twenty people, with a message that holds their first name, looked at one by one. */
async function check(bridge = new FakeBridge({ contacts: 20 })) {
	const ids = bridge.contacts.map(({ id }) => id);
	const shown = await show({ audience: [{ kind: "contacts", ids }] }, bridge);
	await shown.welcome();
	await shown.recipients("19 will get it");
	await shown.next();
	const list = await (await inDialog()).findByRole("listbox", { name: "Messages" });
	await within(list).findByText("Nadia Verhoeven");
	const chosen = () => within(list).getByRole("option", { selected: true });
	return { ...shown, list, chosen };
}

describe("the check", () => {
	it("walks through all messages by arrow, the preview beside it", async () => {
		const { user, list, chosen } = await check();
		await expectAccessible(await dialog());
		list.focus();
		await user.keyboard("{ArrowDown}{ArrowDown}");
		await waitFor(() => expect(chosen()).toHaveTextContent("अनन्या"));
		expect(list).toHaveAttribute("aria-activedescendant", chosen().id);
		const preview = await region("Preview");
		await preview.findByText("3 of 19");
		expect(await preview.findByText("अनन्या")).toBeInTheDocument();
		await user.keyboard("{End}");
		await preview.findByText("19 of 19");
		await user.keyboard("{ArrowDown}{Home}");
		await preview.findByText("1 of 19");
	});

	it("finds people by name, number or words", async () => {
		const { user, list } = await check();
		const box = (await inDialog()).getByRole("searchbox", { name: "Search messages" });
		await user.type(box, "900312");
		await waitFor(() => expect(within(list).getAllByRole("option")).toHaveLength(1));
		expect(within(list).getByRole("option")).toHaveTextContent("PETER");
		await user.clear(box);
		await user.type(box, "nobody is called so");
		await (await inDialog()).findByText("Nobody with these words.");
	});

	it("saves what is shown, and says where", async () => {
		const { bridge, user, list } = await check();
		const sheet = await inDialog();
		await user.type(sheet.getByRole("searchbox", { name: "Search messages" }), "900312");
		await waitFor(() => expect(within(list).getAllByRole("option")).toHaveLength(1));
		await user.click(sheet.getByRole("button", { name: "Export" }));
		await user.click(await screen.findByRole("menuitem", { name: "Excel workbook" }));
		await screen.findByText("1 row saved as /home/ilse/Downloads/welcome_reader.xlsx");
		expect(bridge.asked("campaigns_export_plan").at(-1)?.request).toMatchObject({
			format: "xlsx",
			people: { show: { kind: "going" }, text: "900312" },
		});
		bridge.fail("campaigns_export_plan", { code: "store_failed" });
		await user.click(sheet.getByRole("button", { name: "Export" }));
		await user.click(await screen.findByRole("menuitem", { name: "CSV" }));
		await screen.findByText(/This computer’s copy could not be read or written/);
	});

	it("opens each list: odd names, those left out", async () => {
		const { user, list } = await check();
		const lists = await region("People");
		await user.click(await lists.findByRole("button", { name: "Odd names 1" }));
		await waitFor(() => expect(within(list).getAllByRole("option")).toHaveLength(1));
		expect(within(list).getByRole("option")).toHaveTextContent("PETER");
		await user.click(lists.getByRole("button", { name: "opted out 1" }));
		await waitFor(() => expect(within(list).getByRole("option")).toHaveTextContent("Aoife"));
		expect(await (await region("Preview")).findByText("Left out: opted out")).toBeInTheDocument();
	});

	it("changes the message of one person, and puts it back", async () => {
		const { bridge, user, chosen } = await check();
		const preview = await region("Preview");
		await user.click(await preview.findByRole("button", { name: "Change" }));
		const box = preview.getByRole("textbox", { name: "Variable 1" });
		expect(box).toHaveFocus();
		await user.clear(box);
		await user.type(box, "Ms Verhoeven");
		// Nothing is changed before it is saved.
		expect(lastDraft(bridge).edits).toEqual([]);
		await user.keyboard("{Enter}");
		await waitFor(() =>
			expect(lastDraft(bridge).edits).toEqual([{ key: "c501", values: { field_1: "Ms Verhoeven" } }]),
		);
		await waitFor(() => expect(chosen()).toHaveTextContent("Hello Ms Verhoeven, welcome"));
		expect(chosen()).toHaveTextContent("changed by hand");
		await user.click(await preview.findByRole("button", { name: "Change" }));
		await user.click(preview.getByRole("button", { name: "As for everybody" }));
		await waitFor(() => expect(chosen()).toHaveTextContent("Hello Nadia, welcome"));
	});

	it("leaves one person out, and takes them in again from their list", async () => {
		const { bridge, user, recipients, list } = await check();
		await user.click(await (await region("Preview")).findByRole("button", { name: "Leave out" }));
		await recipients("18 will get it");
		expect(lastDraft(bridge).left_out).toEqual(["c501"]);
		await waitFor(() => expect(within(list).queryByText("Nadia Verhoeven")).not.toBeInTheDocument());
		await user.click(await (await region("People")).findByRole("button", { name: "left out by hand 1" }));
		await user.click(await (await region("Preview")).findByRole("button", { name: "Take in again" }));
		await recipients("19 will get it");
		// The list that is empty now gives way to those who get it.
		await within(list).findByText("Nadia Verhoeven");
	});

	it("shows who cannot be sent to first, and does not go on before they are mended", async () => {
		const bridge = new FakeBridge({ contacts: 2 });
		const { user, template, field, recipients, next } = await show(
			{ audience: [{ kind: "contacts", ids: [501, 502] }] },
			bridge,
		);
		await template("welcome_reader");
		await field("Variable 1", "City");
		await (await slot("Variable 1")).findByRole("alert");
		await next();
		const preview = await region("Preview");
		await preview.findByText("1 of 1");
		expect(await button("Next")).toHaveAccessibleDescription("Some messages cannot be sent as they are");
		await user.click(await preview.findByRole("button", { name: "Change" }));
		const box = preview.getByRole("textbox", { name: "Variable 1" });
		expect(box).toHaveAccessibleDescription("This is needed.");
		await user.type(box, "Rabat{Enter}");
		await recipients("2 will get it");
		await waitFor(async () => expect(await button("Next")).not.toHaveAttribute("aria-disabled"));
	});
});

describe("a test", () => {
	const requests = (bridge: FakeBridge) =>
		bridge.asked("campaigns_send_test").map(({ request }) => request as TestSend);
	async function test() {
		const shown = await check();
		await shown.user.click(await (await region("Preview")).findByRole("button", { name: "Send test" }));
		const asked = within(await screen.findByRole("dialog", { name: "Send test" }));
		const send = async (phone: string) => {
			const box = asked.getByRole("textbox", { name: "Your number" });
			await shown.user.clear(box);
			await shown.user.type(box, `${phone}{Enter}`);
		};
		return { ...shown, asked, send };
	}

	it("goes to a number of one's own, with the values of the person shown", async () => {
		const { bridge, send } = await test();
		await send("12");
		await waitFor(() =>
			expect(screen.getByRole("textbox", { name: "Your number" })).toHaveAccessibleDescription(/number/),
		);
		await send("+44 7700 900555");
		await screen.findByText("The test was accepted for +44 7700 900555");
		expect(requests(bridge).at(-1)).toMatchObject({ row: "c501", phone: "+44 7700 900555" });
	});

	it("says why it was refused, and that a lost answer may have gone out", async () => {
		const { asked, send } = await test();
		await send("+44 7700 909001");
		expect(await asked.findByRole("alert")).toHaveTextContent(/^Not sent:/);
		await send("+44 7700 909004");
		await waitFor(() => expect(asked.getByRole("alert")).toHaveTextContent("The answer was lost"));
	});

	it("keeps its key after a fault, so that it cannot go out twice, and takes another for another number", async () => {
		const { bridge, user, asked, send } = await test();
		bridge.fail("campaigns_send_test", { code: "internal" }, 1);
		await send("+44 7700 900555");
		await asked.findByRole("alert");
		await user.keyboard("{Enter}");
		await waitFor(() => expect(requests(bridge)).toHaveLength(2));
		const [first, second] = requests(bridge);
		expect(second?.key).toBe(first?.key);
	});
});
