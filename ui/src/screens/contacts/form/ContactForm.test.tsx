import { screen, waitFor, within } from "@testing-library/react";
import type { UserEvent } from "@testing-library/user-event";
import { beforeEach, describe, expect, it } from "vitest";
import { expectAccessible } from "../../../test/axe";
import { FakeBridge } from "../../../test/fake-bridge";
import { renderScreen } from "../../../test/render";
import { ContactsScreen } from "../index";
import { withLayout } from "../layout.test-util";
import { forgetAll, rememberMore } from "./memory";

withLayout();
beforeEach(forgetAll);

const ACCOUNT = "a-blue";
const dialog = (name = "New contact") => screen.findByRole("dialog", { name });
const gone = () => waitFor(() => expect(screen.queryByRole("dialog")).not.toBeInTheDocument());
// By label and text: asking for names of roles computes those of the whole window. The test of the order proves the roles.
const box = (name: string) => screen.getByLabelText(name, { selector: "input, textarea" });
const groups = () => box("Groups");
const press = (name: string) => screen.getByText(name, { selector: "[role=dialog] button" });

async function openNew(bridge = new FakeBridge()) {
	const shown = await renderScreen(<ContactsScreen />, { bridge });
	await screen.findByText("Nadia Verhoeven");
	await shown.user.keyboard("c");
	await waitFor(() => expect(box("First name")).toHaveFocus());
	return { ...shown, bridge };
}

async function openEdit(bridge = new FakeBridge()) {
	const shown = await renderScreen(<ContactsScreen />, { bridge });
	await shown.user.click(await screen.findByText("Nadia Verhoeven"));
	await screen.findByRole("complementary", { name: "Nadia Verhoeven" });
	await shown.user.keyboard("e");
	await dialog("Edit contact");
	return { ...shown, bridge };
}

async function fill(user: UserEvent) {
	await user.type(box("First name"), "Sara");
	await user.type(box("Last name"), "Okonkwo");
	await user.type(box("Phone"), "+44 7700 900142");
}

describe("a new contact", () => {
	it("is written down with the keyboard alone, opens in the detail, and drops its draft", async () => {
		const { user, bridge } = await openNew();
		await user.keyboard("Sara{Tab}Okonkwo{Tab}+44 7700 900142");
		await user.keyboard("{Control>}{Enter}{/Control}");
		await gone();
		expect(bridge.asked("contacts_create")).toEqual([
			{
				account: ACCOUNT,
				input: expect.objectContaining({
					firstname: "Sara",
					lastname: "Okonkwo",
					phone: "+44 7700 900142",
					type: "lead",
					// The first of each by name, as the core gives them.
					source_id: 5,
					status_id: 2,
					groups: [],
				}),
			},
		]);
		expect(await screen.findByRole("complementary", { name: "Sara Okonkwo" })).toBeInTheDocument();
		expect(await screen.findByText("Sara Okonkwo is written down")).toBeInTheDocument();
		expect(bridge.asked("contacts_drop_draft")).toContainEqual({ account: ACCOUNT, contact: null });
		await waitFor(() => expect(screen.getByText("1 of 61")).toBeInTheDocument());
		await user.keyboard("c");
		await waitFor(() => expect(box("First name")).toHaveValue(""));
	});

	it("has every field by its name, in the order of the keyboard", async () => {
		rememberMore(true);
		const { user } = await openNew();
		await expectAccessible();
		const order = [
			..."First name, Last name, Phone, Type, Source, Status, Groups, Email, Company, Description".split(", "),
			..."Address, City, State, ZIP, Country, Assigned to, Create contact, Create and add another, Cancel".split(", "),
		];
		const roleOf = (name: string) => {
			if (/^C(reate|ancel)/.test(name)) return "button";
			return ["Type", "Source", "Status", "Groups"].includes(name) ? "combobox" : "textbox";
		};
		for (const name of order) {
			expect(document.activeElement).toHaveAccessibleName(name);
			expect(document.activeElement).toHaveRole(roleOf(name));
			await user.tab();
		}
	});

	it("shows more fields with Alt M and remembers that", async () => {
		const { user } = await openNew();
		expect(screen.queryByLabelText("Email")).not.toBeInTheDocument();
		await user.keyboard("{Alt>}m{/Alt}");
		expect(box("Email")).toBeInTheDocument();
		expect(press("Fewer")).toHaveAttribute("aria-expanded", "true");
		await user.keyboard("{Escape}");
		await gone();
		await user.keyboard("c");
		await dialog();
		expect(box("Email")).toBeInTheDocument();
	});

	it("is followed by another with the same choices, the focus in First name, and a word on who was written", async () => {
		const { user, bridge } = await openNew();
		await fill(user);
		await user.type(groups(), "vip{Enter}");
		const status = screen.getByLabelText("Status", { selector: "button" });
		await user.click(status);
		await user.click(await screen.findByRole("option", { name: "Qualified" }));
		await waitFor(() => expect(status).toHaveFocus());
		await user.keyboard("{Control>}{Shift>}{Enter}{/Shift}{/Control}");
		await waitFor(() => expect(box("First name")).toHaveValue(""));
		await waitFor(() => expect(box("First name")).toHaveFocus());
		expect(screen.getByText("Sara Okonkwo is written down")).toBeInTheDocument();
		await user.keyboard("Tove{Tab}Jansson{Tab}+358 40 000 0142");
		await user.click(press("Create contact"));
		await gone();
		expect(bridge.asked("contacts_create").at(-1)).toMatchObject({
			input: { firstname: "Tove", status_id: 3, groups: [18] },
		});
	});

	it("counts near the limit and never cuts", async () => {
		const { user } = await openNew();
		await user.click(box("Last name"));
		await user.paste("x".repeat(171));
		expect(screen.queryByText("171 / 191")).not.toBeInTheDocument();
		await user.paste("y".repeat(10));
		expect(screen.getByText("181 / 191")).toBeInTheDocument();
		await user.paste("z".repeat(30));
		expect(box("Last name")).toHaveValue(`${"x".repeat(171)}${"y".repeat(10)}${"z".repeat(30)}`);
		expect(box("Last name")).toHaveAccessibleDescription(/211 characters: at most 191/);
	});

	it("says what to do when the account has no sources", async () => {
		const bridge = new FakeBridge();
		bridge.sources = [];
		await openNew(bridge);
		const source = screen.getByLabelText("Source", { selector: "button" });
		expect(source).toHaveAccessibleDescription(/none yet. An admin adds the first/);
	});
});

describe("refusals", () => {
	it("stand beside their fields, and the first of them has the focus", async () => {
		const { user } = await openNew();
		await user.type(box("First name"), "Sara");
		await user.click(press("Create contact"));
		await waitFor(() => expect(box("Phone")).toHaveFocus());
		expect(box("Phone")).toHaveAccessibleDescription(/This is needed/);
		expect(box("Phone")).toBeInvalid();
		await user.keyboard("+44 7700 900142{Control>}{Enter}{/Control}");
		await gone();
	});

	it("with a dot in the name land on the groups and name the group; hidden fields show themselves", async () => {
		const bridge = new FakeBridge();
		bridge.fail(
			"contacts_create",
			{
				code: "invalid",
				fields: [
					{ field: "groups.1", code: "server", message: "no such group" },
					{ field: "email", code: "server", message: "email taken" },
				],
			},
			1,
		);
		const { user } = await openNew(bridge);
		await fill(user);
		await user.type(groups(), "vip{Enter}");
		await user.type(groups(), "schools{Enter}");
		await user.click(press("Create contact"));
		await waitFor(() => expect(groups()).toHaveFocus());
		expect(groups()).toHaveAccessibleDescription("Schools: no such group");
		expect(box("Email")).toHaveAccessibleDescription("email taken");
	});

	it("of fields the form does not have stand on top with the server's sentence as text", async () => {
		const bridge = new FakeBridge();
		bridge.fail("contacts_create", {
			code: "invalid",
			fields: [{ field: "shoe_size", code: "server", message: "<b>must be odd</b>" }],
		});
		const { user } = await openNew(bridge);
		await fill(user);
		await user.click(press("Create contact"));
		expect(await screen.findByRole("alert")).toHaveTextContent("shoe_size: <b>must be odd</b>");
	});

	it("of the plan say how many it holds and how many are in use", async () => {
		const bridge = new FakeBridge();
		bridge.fail("contacts_create", {
			code: "limit_reached",
			params: { feature: "contacts", current: "5000", maximum: "5000" },
		});
		const { user } = await openNew(bridge);
		await fill(user);
		await user.click(press("Create contact"));
		expect(await screen.findByRole("alert")).toHaveTextContent("Your plan holds 5,000 contacts, and 5,000 are in use.");
		expect(box("First name")).toHaveValue("Sara");
	});

	it("of the server keep the text, and Try again tries again", async () => {
		const bridge = new FakeBridge();
		bridge.fail("contacts_create", { code: "server_fault" }, 1);
		const { user } = await openNew(bridge);
		await fill(user);
		await user.click(press("Create contact"));
		await user.click(within(await screen.findByRole("alert")).getByRole("button", { name: "Try again" }));
		await gone();
		expect(bridge.asked("contacts_create")).toHaveLength(2);
		expect(bridge.asked("contacts_create")[1]).toEqual(bridge.asked("contacts_create")[0]);
	});

	it("of a lost connection say that the contact may exist, and look for its number", async () => {
		const bridge = new FakeBridge();
		bridge.fail("contacts_create", { code: "connection_lost" });
		const { user } = await openNew(bridge);
		await fill(user);
		await user.click(press("Create contact"));
		const alert = await screen.findByRole("alert");
		expect(alert).toHaveTextContent("may exist already");
		await user.click(within(alert).getByRole("button", { name: "Look for this number" }));
		await gone();
		expect(screen.getByRole("searchbox")).toHaveValue("+44 7700 900142");
		await waitFor(() => expect(screen.getByRole("searchbox")).toHaveFocus());
		await waitFor(() =>
			expect(bridge.asked("contacts_search").at(-1)).toMatchObject({ query: { text: "+44 7700 900142" } }),
		);
		expect(bridge.asked("contacts_create")).toHaveLength(1);
	});
});

describe("the draft", () => {
	it("is kept after typing stops, comes back with a word, and can be thrown away", async () => {
		const { user, bridge } = await openNew();
		await user.type(box("First name"), "Sara");
		await waitFor(() =>
			expect(bridge.asked("contacts_save_draft").at(-1)).toMatchObject({
				draft: { contact: null, input: { firstname: "Sara" } },
			}),
		);
		await user.keyboard("{Tab}Okon{Escape}");
		await gone();
		await waitFor(() =>
			expect(bridge.asked("contacts_save_draft").at(-1)).toMatchObject({ draft: { input: { lastname: "Okon" } } }),
		);
		await user.keyboard("c");
		await dialog();
		expect(box("First name")).toHaveValue("Sara");
		expect(box("Last name")).toHaveValue("Okon");
		expect(screen.getByText("Draft kept")).toBeInTheDocument();
		await user.click(press("Start empty"));
		expect(box("First name")).toHaveValue("");
		await waitFor(() => expect(box("First name")).toHaveFocus());
		expect(bridge.asked("contacts_drop_draft").at(-1)).toEqual({ account: ACCOUNT, contact: null });
		expect(screen.queryByText("Draft kept")).not.toBeInTheDocument();
	});

	it("of the last run is there when the program starts", async () => {
		const bridge = new FakeBridge();
		const { user, unmount } = await openNew(bridge);
		await fill(user);
		unmount();
		await waitFor(() => expect(bridge.asked("contacts_save_draft").length).toBeGreaterThan(0));
		await openNew(bridge);
		expect(box("Phone")).toHaveValue("+44 7700 900142");
	});

	it("of nothing is not kept", async () => {
		const { user, bridge } = await openNew();
		await user.keyboard("{Escape}");
		await gone();
		expect(bridge.asked("contacts_save_draft")).toHaveLength(0);
	});

	it("says so when it cannot be kept", async () => {
		const bridge = new FakeBridge();
		bridge.fail("contacts_save_draft", { code: "store_failed" });
		const { user } = await openNew(bridge);
		await user.type(box("First name"), "Sara");
		expect(await screen.findByText("The draft could not be kept", undefined, { timeout: 3000 })).toBeInTheDocument();
	});
});

describe("groups", () => {
	const chips = () =>
		screen.queryAllByLabelText(/^Remove /).map((button) => button.getAttribute("aria-label")?.slice(7));

	it("are found by typing; Enter takes the marked row and clears the text", async () => {
		const { user } = await openNew();
		await user.type(groups(), "har");
		expect((await screen.findAllByRole("option")).map((option) => option.textContent?.replace(/Shift.*$/, ""))).toEqual(
			["Harbour regulars", "Hardcover club", "Trade fair Harwich", "Charter schools", "Create “har”"],
		);
		await expectAccessible();
		await user.keyboard("{ArrowDown}{Enter}");
		expect(chips()).toEqual(["Hardcover club"]);
		expect(groups()).toHaveValue("");
		expect(groups()).toHaveFocus();
	});

	it("are created on Enter where none matches, and on Shift Enter where one does", async () => {
		const { user, bridge } = await openNew();
		await user.type(groups(), "Book fair 2026{Enter}");
		await waitFor(() => expect(chips()).toEqual(["Book fair 2026"]));
		expect(groups()).toHaveValue("");
		await user.type(groups(), "Schools north{Shift>}{Enter}{/Shift}");
		await waitFor(() => expect(chips()).toEqual(["Book fair 2026", "Schools north"]));
		await user.type(groups(), "VIP{Shift>}{Enter}{/Shift}");
		expect(chips()).toEqual(["Book fair 2026", "Schools north", "VIP"]);
		expect(bridge.asked("groups_create").map(({ name }) => name)).toEqual(["Book fair 2026", "Schools north"]);
	});

	it("being created are waited for when the form is saved at once", async () => {
		const bridge = new FakeBridge();
		const { user } = await openNew(bridge);
		await fill(user);
		const release = bridge.hold("groups_create");
		await user.type(groups(), "Late{Enter}");
		await user.keyboard("{Control>}{Enter}{/Control}");
		expect(bridge.asked("contacts_create")).toHaveLength(0);
		release();
		await gone();
		expect(bridge.asked("contacts_create")).toMatchObject([{ input: { groups: [20] } }]);
	});

	it("that could not be created say why and keep the text", async () => {
		const bridge = new FakeBridge();
		bridge.fail("groups_create", { code: "scope_missing", params: { scope: "groups:write" } });
		const { user } = await openNew(bridge);
		await user.type(groups(), "Book fair{Enter}");
		await waitFor(() => expect(groups()).toHaveAccessibleDescription(/groups:write/));
		expect(groups()).toHaveValue("Book fair");
	});

	it("typed and not taken are not lost in silence", async () => {
		const { user, bridge } = await openNew();
		await fill(user);
		await user.type(groups(), "scho");
		await user.keyboard("{Control>}{Enter}{/Control}");
		await waitFor(() => expect(groups()).toHaveAccessibleDescription(/“scho” is not chosen yet/));
		expect(bridge.asked("contacts_create")).toHaveLength(0);
	});

	it("are marked by Backspace in the empty field and removed by the next; Esc closes the list only", async () => {
		const { user } = await openNew();
		await user.type(groups(), "vip{Enter}");
		await user.type(groups(), "schools{Enter}");
		expect(chips()).toEqual(["VIP", "Schools"]);
		await user.keyboard("{Backspace}");
		expect(chips()).toEqual(["VIP", "Schools"]);
		expect(screen.getByText("Schools is marked. Backspace removes it.")).toBeInTheDocument();
		await user.keyboard("{Backspace}");
		expect(chips()).toEqual(["VIP"]);
		await user.keyboard("ha");
		expect(await screen.findByRole("listbox")).toBeInTheDocument();
		await user.keyboard("{Escape}");
		await waitFor(() => expect(screen.queryByRole("listbox")).not.toBeInTheDocument());
		expect(groups()).toHaveValue("ha");
		expect(chips()).toEqual(["VIP"]);
		await user.keyboard("{Escape}");
		await gone();
	});
});

describe("an edit", () => {
	it("sends the form as opened and as it is", async () => {
		const { user, bridge } = await openEdit();
		expect(box("First name")).toHaveValue("Nadia");
		await user.clear(box("Last name"));
		await user.type(box("Last name"), "Visser");
		await user.click(press("Save changes"));
		await gone();
		const [asked] = bridge.asked("contacts_update") as [{ request: Record<string, Record<string, unknown>> }];
		expect(asked.request.id).toBe(501);
		expect(asked.request.base).toMatchObject({ lastname: "Verhoeven", groups: [11, 12, 13], country_id: "233" });
		expect(asked.request.input).toEqual({ ...asked.request.base, lastname: "Visser" });
		expect(await screen.findByRole("complementary", { name: "Nadia Visser" })).toBeInTheDocument();
		expect(screen.getByText("Nadia Visser is saved")).toBeInTheDocument();
	});

	it("of nothing asks nothing", async () => {
		const { user, bridge } = await openEdit();
		await user.click(press("Save changes"));
		await gone();
		expect(bridge.asked("contacts_update")).toHaveLength(0);
	});

	it("has a draft of its own", async () => {
		const { user, bridge } = await openEdit();
		await user.type(box("First name"), " Maria");
		await user.keyboard("{Escape}");
		await gone();
		await waitFor(() =>
			expect(bridge.asked("contacts_save_draft").at(-1)).toMatchObject({
				draft: { contact: 501, input: { firstname: "Nadia Maria" } },
			}),
		);
		await user.keyboard("e");
		await dialog("Edit contact");
		expect(box("First name")).toHaveValue("Nadia Maria");
		await user.click(press("Undo changes"));
		expect(box("First name")).toHaveValue("Nadia");
	});

	it("of a contact deleted meanwhile says so and offers to write it down anew", async () => {
		const bridge = new FakeBridge();
		bridge.fail("contacts_update", { code: "not_found" });
		const { user } = await openEdit(bridge);
		await user.type(box("First name"), " Maria");
		await user.click(press("Save changes"));
		const alert = await screen.findByRole("alert");
		expect(alert).toHaveTextContent("was deleted on the server");
		await user.click(within(alert).getByRole("button", { name: "Write it down anew" }));
		await dialog("New contact");
		expect(box("First name")).toHaveValue("Nadia Maria");
	});
});
