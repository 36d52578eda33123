// What the form does for the person while they type: country, duplicates, paste, conflicts, new sources.
import { screen, waitFor, within } from "@testing-library/react";
import { beforeEach, describe, expect, it } from "vitest";
import { expectAccessible } from "../../../test/axe";
import { FakeBridge } from "../../../test/fake-bridge";
import { renderScreen } from "../../../test/render";
import { ContactsScreen } from "../index";
import { withLayout } from "../layout.test-util";
import { forgetAll, rememberMore } from "./memory";

withLayout();
beforeEach(forgetAll);

const box = (name: string) => screen.getByLabelText(name, { selector: "input, textarea" });
const press = (name: string) => screen.getByText(name, { selector: "[role=dialog] button" });

async function openForm(key: "c" | "e", bridge = new FakeBridge()) {
	const shown = await renderScreen(<ContactsScreen />, { bridge });
	await shown.user.click(await screen.findByText("Nadia Verhoeven"));
	await screen.findByRole("complementary", { name: "Nadia Verhoeven" });
	await shown.user.keyboard(key);
	await screen.findByRole("dialog");
	await waitFor(() => expect(box("First name")).toHaveFocus());
	return { ...shown, bridge };
}

describe("the number", () => {
	it("is of the account's country, warned about in words, and saved with its code", async () => {
		const { user, bridge } = await openForm("c");
		await user.type(box("First name"), "Sara");
		const code = screen.getByLabelText("Calling code", { selector: "button" });
		await waitFor(() => expect(code).toHaveTextContent("GB+44"));
		await user.type(box("Phone"), "07700");
		await user.tab();
		await waitFor(() =>
			expect(box("Phone")).toHaveAccessibleDescription(
				/Too short: numbers in United Kingdom have 9 or 10 digits after \+44, this one has 4/,
			),
		);
		await user.click(box("Phone"));
		await user.type(box("Phone"), "900555");
		await user.keyboard("{Control>}{Enter}{/Control}");
		await waitFor(() => expect(bridge.asked("contacts_create")).toHaveLength(1));
		expect(bridge.asked("contacts_create")[0]).toMatchObject({ input: { phone: "+447700900555" } });
	});

	it("gets its country by a name typed where the number belongs, and by Shift Tab", async () => {
		const { user } = await openForm("c");
		const code = screen.getByLabelText("Calling code", { selector: "button" });
		await waitFor(() => expect(code).toHaveTextContent("+44"));
		await user.click(box("Phone"));
		await user.keyboard("g");
		await waitFor(() => expect(box("Find a country")).toHaveFocus());
		expect(box("Find a country")).toHaveValue("g");
		await user.keyboard("erm{Enter}");
		await waitFor(() => expect(code).toHaveTextContent("DE+49"));
		await waitFor(() => expect(box("Phone")).toHaveFocus());
		await user.keyboard("{Shift>}{Tab}{/Shift}");
		expect(code).toHaveFocus();
	});
});

describe("a duplicate", () => {
	it("is named with a way to their record, and the draft is kept", async () => {
		const { user, bridge } = await openForm("c");
		await user.type(box("First name"), "Thomas");
		await user.type(box("Phone"), "+46 70 174 06 05");
		const told = await screen.findByText(/has this number/);
		expect(told).toHaveTextContent("Tomás Lindqvist has this number. Customer, Qualified");
		await expectAccessible();
		await user.click(press("Open Tomás Lindqvist"));
		await waitFor(() => expect(screen.queryByRole("dialog")).not.toBeInTheDocument());
		expect(await screen.findByRole("complementary", { name: "Tomás Lindqvist" })).toBeInTheDocument();
		expect(bridge.asked("contacts_save_draft").at(-1)).toMatchObject({ draft: { input: { firstname: "Thomas" } } });
		expect(bridge.asked("contacts_create")).toHaveLength(0);
	});

	it("of an edit is not the contact itself, nor what was so before", async () => {
		const { user, bridge } = await openForm("e");
		await user.type(box("First name"), "x");
		await waitFor(() => expect(bridge.asked("contacts_duplicates").length).toBeGreaterThan(0));
		expect(bridge.asked("contacts_duplicates").at(-1)).toMatchObject({ request: { own: 501, phone: "" } });
	});
});

describe("a paste", () => {
	it("proposes, replaces nothing unasked, and leaves the choice of several numbers", async () => {
		const bridge = new FakeBridge();
		bridge.pasted = {
			values: [
				{ field: "firstname", choices: [{ value: "Sara", kind: null }] },
				{ field: "lastname", choices: [{ value: "Okonkwo", kind: null }] },
				{
					field: "phone",
					choices: [
						{ value: "+44 7700 900142", kind: "mobile" },
						{ value: "+44 20 7946 0142", kind: "work" },
					],
				},
				{ field: "city", choices: [{ value: "Harwich", kind: null }] },
			],
			others: 0,
		};
		const { user } = await openForm("c", bridge);
		await user.type(box("First name"), "Typed");
		await user.keyboard("{Control>}{Shift>}V{/Shift}{/Control}");
		await waitFor(() => expect(box("Pasted text")).toHaveFocus());
		await user.paste("Sara Okonkwo …");
		const panel = screen.getByRole("region", { name: "Pasted details" });
		expect(await within(panel).findByText("instead of Typed")).toBeInTheDocument();
		expect(box("Last name")).toHaveValue("");
		await expectAccessible();
		await user.click(within(panel).getByLabelText(/20 7946 0142/));
		await user.click(within(panel).getByText("Take ticked"));
		expect(box("First name")).toHaveValue("Typed");
		expect(box("Last name")).toHaveValue("Okonkwo");
		expect(box("Phone")).toHaveValue("+44 20 7946 0142");
		expect(box("City")).toHaveValue("Harwich");
	});

	it("with nothing in it says so and keeps the text", async () => {
		const { user } = await openForm("c");
		await user.click(press("Paste details"));
		await user.type(box("Pasted text"), "???");
		await user.click(press("Read it"));
		expect(await screen.findByText(/Nothing was found in it/)).toBeInTheDocument();
		expect(box("Pasted text")).toHaveValue("???");
	});
});

describe("an edit that met another", () => {
	it("asks for each field, and saves the choice on top of what the server has", async () => {
		const bridge = new FakeBridge();
		const { user } = await openForm("e", bridge);
		const server = {
			...structuredClone(bridge.contacts.find(({ id }) => id === 501)),
			lastname: "Theirs",
			city: "Ghent",
		};
		bridge.fail(
			"contacts_update",
			{
				code: "changed_meanwhile",
				fields: [{ field: "lastname", code: "changed_meanwhile" }],
				contact: server as never,
			},
			1,
		);
		await user.clear(box("Last name"));
		await user.type(box("Last name"), "Mine");
		await user.keyboard("{Control>}{Enter}{/Control}");
		const question = await screen.findByRole("dialog", { name: "Changed meanwhile" });
		expect(within(question).getByLabelText("As it was: Verhoeven")).not.toBeChecked();
		expect(question).toHaveTextContent("Also changed there, and kept: City.");
		await expectAccessible();
		await user.keyboard("{Control>}{Enter}{/Control}");
		expect(bridge.asked("contacts_update")).toHaveLength(1);
		await user.click(within(question).getByLabelText("Yours: Mine"));
		await user.keyboard("{Control>}{Enter}{/Control}");
		await waitFor(() => expect(bridge.asked("contacts_update")).toHaveLength(2));
		expect(bridge.asked("contacts_update")[1]).toMatchObject({
			request: { base: { lastname: "Theirs", city: "Ghent" }, input: { lastname: "Mine", city: "Ghent" } },
		});
		await waitFor(() => expect(screen.queryByRole("dialog")).not.toBeInTheDocument());
	});
});

describe("a source", () => {
	it("is made by typing its name and Enter, and chosen", async () => {
		const { user, bridge } = await openForm("c");
		// The pane beside the form has one too.
		const form = within(screen.getByRole("dialog", { name: "New contact" }));
		const source = form.getByLabelText("Source", { selector: "button" });
		source.focus();
		await user.keyboard("H");
		await waitFor(() => expect(box("Find or create: Source")).toHaveFocus());
		await user.keyboard("all B{Enter}");
		await waitFor(() => expect(bridge.asked("sources_create")).toEqual([{ account: "a-blue", name: "Hall B" }]));
		await waitFor(() => expect(source).toHaveTextContent("Hall B"));
		expect(screen.getByRole("dialog", { name: "New contact" })).toBeInTheDocument();
	});
});

describe("the server's numbers", () => {
	it("are told by name where known, found by it, and say why they are numbers", async () => {
		rememberMore(true);
		const { user } = await openForm("c");
		await user.type(box("Country"), "united st");
		await user.tab();
		await waitFor(() => expect(box("Country")).toHaveValue("233"));
		expect(screen.getByText("United States")).toBeInTheDocument();
		expect(box("Country")).toHaveAccessibleDescription(/no list of countries/);
		await user.click(screen.getByLabelText("Assigned to: in use"));
		await user.click(await screen.findByText("21 · 40 contacts"));
		await waitFor(() => expect(box("Assigned to")).toHaveValue("21"));
	});
});
