import { screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { expectAccessible } from "../../test/axe";
import { ACCOUNTS } from "../../test/fake-data";
import { renderApp } from "../../test/render";

async function settings(options = {}) {
	const app = await renderApp("/settings", options);
	await screen.findByRole("heading", { name: "Settings" });
	return app;
}

/** A button in the row of an account. */
function button(account: string, name: string) {
	const found = screen
		.getAllByRole("button", { name })
		.find((one) => one.getAttribute("aria-describedby") && one.closest("li")?.textContent?.includes(account));
	if (!found) throw new Error(`no ${name} for ${account}`);
	return found;
}

describe("Settings", () => {
	it("has nothing that axe minds", async () => {
		await settings();
		expect(button("Sahil Tea House", "Rename")).toHaveAccessibleDescription("Sahil Tea House");
		await expectAccessible();
	});

	it("renames an account, wherever its name stands", async () => {
		const { user } = await settings();
		await user.click(button("Blue Harbour", "Rename"));
		const field = await screen.findByRole("textbox", { name: "Name" });
		await waitFor(() => expect(field).toHaveFocus());
		await expectAccessible();
		await user.clear(field);
		await user.keyboard("{Enter}");
		expect(field).toBeInvalid();
		await user.type(field, "The shop{Enter}");
		await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
		expect(screen.getAllByText("The shop")).toHaveLength(2);
	});

	it("keeps the name that was typed when it is refused", async () => {
		const { user, bridge } = await settings();
		bridge.fail("accounts_rename", { code: "invalid", fields: [{ field: "name", code: "too_long", limit: 60 }] });
		await user.click(button("Blue Harbour", "Rename"));
		await user.type(await screen.findByRole("textbox", { name: "Name" }), " again{Enter}");
		expect(await screen.findByRole("alert")).toHaveTextContent("At most 60 characters.");
	});

	it("gives an account a colour, and never orange", async () => {
		const { user } = await settings();
		await user.click(button("Blue Harbour", "Colour"));
		const items = await screen.findAllByRole("menuitemradio");
		expect(items.map((item) => item.firstElementChild?.getAttribute("data-accent"))).toEqual([
			"blue",
			"violet",
			"plum",
			"teal",
			"green",
		]);
		await user.click(screen.getByRole("menuitemradio", { name: "Violet" }));
		await waitFor(() => expect(document.documentElement.dataset.accent).toBe("violet"));
	});

	it("replaces a token, and says at the field why not", async () => {
		const { user, bridge } = await settings();
		bridge.fail("accounts_replace_token", { code: "other_account", params: { name: "Atelier" } }, 1);
		await user.click(button("Sahil", "Replace token"));
		const dialog = await screen.findByRole("dialog", { name: "Replace token" });
		expect(dialog).toHaveAttribute("data-accent", "teal");
		const field = within(dialog).getByLabelText("API token");
		await user.type(field, "wm_1{Enter}");
		expect(await within(dialog).findByRole("alert")).toHaveTextContent("It opens Atelier.");
		expect(field).toHaveValue("wm_1");
		await expectAccessible();
		await user.type(field, "2{Enter}");
		await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
		expect(bridge.asked("accounts_replace_token").at(-1)).toEqual({
			account: "a-teal",
			request: { token: "wm_12", session_only: false },
		});
	});

	it("removes an account only when asked and answered", async () => {
		const { user, bridge } = await settings();
		await user.click(button("Blue Harbour", "Remove"));
		const question = await screen.findByRole("alertdialog", { name: "Remove Blue Harbour Books?" });
		expect(question).toHaveTextContent("Its token leaves the keyring");
		await expectAccessible();
		await user.keyboard("{Escape}");
		await waitFor(() => expect(screen.queryByRole("alertdialog")).toBeNull());
		expect(bridge.asked("accounts_remove")).toEqual([]);
		await user.click(button("Blue Harbour", "Remove"));
		await user.click(await screen.findByRole("button", { name: "Remove account" }));
		await waitFor(() => expect(screen.queryByText("Blue Harbour Books")).toBeNull());
		expect(document.documentElement.dataset.accent).toBe("teal");
	});

	it("goes back to Connect when the last account is removed", async () => {
		const { user, path } = await settings({ accounts: ACCOUNTS.slice(0, 1) });
		await user.click(button("Blue Harbour", "Remove"));
		await user.click(await screen.findByRole("button", { name: "Remove account" }));
		await waitFor(() => expect(path()).toBe("/connect"));
	});

	it("sets theme and contrast together or not at all, and remembers them", async () => {
		const { user, bridge } = await settings();
		const { dataset } = document.documentElement;
		expect(dataset).not.toHaveProperty("theme");
		expect(dataset).not.toHaveProperty("contrast");
		await user.click(screen.getByRole("button", { name: "Dark" }));
		expect(dataset).toMatchObject({ theme: "dark", contrast: "normal" });
		await user.click(screen.getByRole("checkbox", { name: "More contrast" }));
		expect(dataset).toMatchObject({ theme: "dark", contrast: "more" });
		await user.click(screen.getByRole("button", { name: "Compact" }));
		expect(dataset.density).toBe("compact");
		await user.click(screen.getByRole("button", { name: "As the system" }));
		expect(dataset).toMatchObject({ theme: "light", contrast: "more" });
		await waitFor(() =>
			expect(bridge.preferences).toEqual({
				theme: "system",
				contrast: true,
				density: "compact",
				screen: "/settings",
			}),
		);
	});
});
