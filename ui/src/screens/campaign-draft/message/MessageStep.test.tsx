import { screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { expectAccessible } from "../../../test/axe";
import { FakeBridge } from "../../../test/fake-bridge";
import { fileOf, pickerIn } from "../../../test/file";
import { withLayout } from "../../contacts/layout.test-util";
import { dialog, inDialog, lastDraft, region, show, slot } from "../dialog.test-util";

withLayout();

describe("the message", () => {
	it("cannot be one that the server does not send, and says why", async () => {
		const { template } = await show();
		await template("summer_reading");
		const values = await region("Values");
		expect(values.getByText("Still in review at WhatsApp")).toBeInTheDocument();
		expect(values.queryByRole("textbox")).not.toBeInTheDocument();
	});

	it("takes words, a field with a change and words instead, and a column", async () => {
		const bridge = new FakeBridge();
		const table = "Phone,Books\n+1 555 010 0142,24";
		const { user, template, field } = await show({ audience: [{ kind: "table", text: table, number: null }] }, bridge);
		await template("spring_catalogue");
		await field("Header", "Full name");
		const header = await slot("Header");
		await user.click(header.getByRole("combobox", { name: "How" }));
		await user.click(await screen.findByRole("option", { name: "First word, Title Case" }));
		await user.type(header.getByRole("textbox", { name: "If empty" }), "reader");
		// From the place itself the list opens by its key.
		(await slot("Variable 1")).getByRole("textbox", { name: "Variable 1" }).focus();
		await user.keyboard("@");
		await user.click(await screen.findByRole("menuitem", { name: "City" }));
		await field("Variable 2", "Column: Books");
		await user.type((await slot("Variable 3")).getByRole("textbox", { name: "Variable 3" }), "Tove Jansson");
		await waitFor(() =>
			expect(lastDraft(bridge).slots).toEqual({
				header_field_1: {
					source: { from: "field", field: "full_name" },
					formulas: [{ do: "first_word" }, { do: "title_case" }],
					fallback: "reader",
				},
				field_1: { source: { from: "field", field: "city" }, formulas: [], fallback: null },
				field_2: { source: { from: "column", name: "Books" }, formulas: [], fallback: null },
				field_3: { source: { from: "fixed", text: "Tove Jansson" }, formulas: [], fallback: null },
			}),
		);
		const preview = await region("Preview");
		expect(await preview.findByText("Nadia", { selector: "span" })).toBeInTheDocument();
		expect(preview.getByText("Springfield")).toBeInTheDocument();
		expect(preview.getByText("24")).toBeInTheDocument();
		await expectAccessible(await dialog());
	});

	it("gives a field up for words at the first letter", async () => {
		const { user, welcome } = await show();
		await welcome();
		const box = (await slot("Variable 1")).getByRole("textbox", { name: "Variable 1" });
		expect(box).toHaveFocus();
		expect(box).toHaveValue("First name");
		await user.keyboard("you");
		expect(box).toHaveValue("you");
		expect((await slot("Variable 1")).getByText("The same for everybody.")).toBeInTheDocument();
		await user.clear(box);
		await user.keyboard("{Alt>}{ArrowDown}{/Alt}");
		await user.click(await screen.findByRole("menuitem", { name: "City" }));
		await waitFor(() => expect(box).toHaveFocus());
		await user.keyboard("{Backspace}");
		expect(box).toHaveValue("");
	});

	it("has one file of this computer for everybody in the header's place", async () => {
		const { bridge, user, template } = await show();
		await template("order_ready");
		const box = () => screen.getByRole("textbox", { name: "Header" });
		await user.upload(pickerIn(await dialog()), fileOf("cover.jpg", new Uint8Array(3)));
		await waitFor(() => expect(box()).toHaveValue("cover.jpg"));
		expect(screen.queryByRole("button", { name: /for Header$/ })).not.toBeInTheDocument();
		await waitFor(() =>
			expect(lastDraft(bridge).slots.header_image_url?.source).toEqual({
				from: "fixed",
				text: expect.stringMatching(/^file:[0-9a-f-]+\/cover\.jpg$/),
			}),
		);
		box().focus();
		await user.keyboard("{Delete}");
		expect(box()).toHaveValue("");
	});

	it("stops for those who have nothing, until they get words instead or are left out", async () => {
		const { bridge, user, template, field, recipients } = await show();
		await template("welcome_reader");
		await field("Variable 1", "City");
		const place = await slot("Variable 1");
		// Only Nadia has a city.
		expect(await place.findByRole("alert")).toHaveTextContent("7 people have nothing here");
		await user.click(place.getByRole("button", { name: "leave these 7 out" }));
		await recipients("1 will get it");
		await waitFor(() => expect(place.queryByRole("alert")).not.toBeInTheDocument());
		expect(lastDraft(bridge).funnel.leave_out_unfit).toBe(true);
		await user.click(place.getByRole("button", { name: "Ask again" }));
		expect(await place.findByRole("alert")).toBeInTheDocument();
		await user.type(place.getByRole("textbox", { name: "If empty" }), "your town");
		expect(await place.findByText("get the words instead.")).toBeInTheDocument();
		await recipients("8 will get it");
		// The number opens its list.
		await user.click(place.getByRole("button", { name: "7 people" }));
		const list = await (await inDialog()).findByRole("listbox", { name: "Messages" });
		await waitFor(() => expect(within(list).getAllByRole("option")[0]).toHaveTextContent("Hello your town"));
	});

	it("walks through the people it is for, by key and to those with words instead", async () => {
		const { user, template, field } = await show();
		await template("welcome_reader");
		await field("Variable 1", "Company");
		const preview = await region("Preview");
		await preview.findByText("1 of 8");
		await preview.findByText("Verhoeven Papier");
		preview.getByRole("button", { name: "Next person" }).focus();
		await user.keyboard("{ArrowRight}");
		await preview.findByText("2 of 8");
		await waitFor(() => expect(preview.queryByText("Verhoeven Papier")).not.toBeInTheDocument());
		await user.keyboard("{ArrowLeft}{ArrowLeft}");
		await preview.findByText("1 of 8");
		await preview.findByText("Verhoeven Papier");
		await user.type((await slot("Variable 1")).getByRole("textbox", { name: "If empty" }), "reader");
		await user.click(await preview.findByRole("button", { name: /^Instead/ }));
		expect(await preview.findByText("reader")).toBeInTheDocument();
	});
});
