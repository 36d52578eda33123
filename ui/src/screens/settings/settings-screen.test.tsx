import { screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { expectAccessible } from "../../test/axe";
import { ACCOUNTS } from "../../test/fake-data";
import { fileOf, pickerIn } from "../../test/file";
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
		await user.click(screen.getByRole("button", { name: "Large" }));
		await user.click(screen.getByRole("button", { name: "Compact" }));
		expect(dataset.density).toBe("compact");
		await user.click(screen.getByRole("button", { name: "As the system" }));
		expect(dataset).toMatchObject({ theme: "light", contrast: "more" });
		await waitFor(() =>
			expect(bridge.preferences).toMatchObject({
				theme: "system",
				contrast: true,
				density: "compact",
				text_size: "large",
				screen: "/settings",
			}),
		);
	});

	it("keeps a country for numbers without one, and what is learned again when it is taken back", async () => {
		const { user, bridge } = await settings();
		const field = screen.getByRole("combobox", { name: "Country of numbers without one" });
		await user.click(field);
		await user.type(await screen.findByRole("combobox", { name: "Find a country" }), "germ");
		await user.click(await screen.findByRole("option", { name: "Germany +49" }));
		await waitFor(() => expect(bridge.preferences.country).toBe("DE"));
		await user.click(field);
		await user.click(await screen.findByRole("option", { name: /most of your contacts/ }));
		await waitFor(() => expect(bridge.preferences.country).toBeNull());
	});

	it("keeps how campaigns are sent, and says at the box what is no number", async () => {
		const { user, bridge } = await settings();
		const ceiling = screen.getByRole("textbox", { name: "No campaign sends more than" });
		await user.type(ceiling, "30");
		await waitFor(() => expect(bridge.preferences.sending.ceiling).toBe(30));
		const percent = screen.getByRole("textbox", { name: "Stop at failures of the last 50" });
		await user.clear(percent);
		await waitFor(() => expect(bridge.preferences.sending.stop.failures_percent).toBeNull());
		await user.type(percent, "200");
		expect(percent).toBeInvalid();
		expect(percent).toHaveValue("200");
		expect(bridge.preferences.sending.stop.failures_percent).toBe(20);
		await user.click(screen.getByRole("combobox", { name: "Time to take it back" }));
		await user.click(await screen.findByRole("option", { name: "30 seconds" }));
		await waitFor(() => expect(bridge.preferences.sending.cancel_window).toBe(30));
		await expectAccessible();
	});

	it("sets a proxy of its own with its password, which is not shown again", async () => {
		const { user, bridge } = await settings();
		await user.click(await screen.findByRole("button", { name: "This one" }));
		await user.click(screen.getByRole("button", { name: "Save" }));
		const address = screen.getByRole("textbox", { name: "Address" });
		expect(await screen.findByRole("alert")).toHaveTextContent(/needed|required|empty/i);
		expect(address).toBeInvalid();
		await user.type(address, "proxy.example.com:3128");
		await user.type(screen.getByRole("textbox", { name: "User" }), "anna");
		await user.type(screen.getByLabelText("Password"), "canary{Enter}");
		await waitFor(() =>
			expect(bridge.asked("network_set_proxy").at(-1)).toEqual({
				request: { proxy: "through", address: "proxy.example.com:3128", user: "anna", password: "canary" },
			}),
		);
		await waitFor(() => expect(screen.getByLabelText("Password")).toHaveValue(""));
		expect(screen.getByText("The one in the keyring stays.")).toBeVisible();
		await expectAccessible();
		await user.click(screen.getByRole("button", { name: "None" }));
		await waitFor(() => expect(bridge.network.proxy).toBe("none"));
		expect(bridge.asked("network_set_proxy").at(-1)).toMatchObject({ request: { password: null } });
	});

	it("takes a file of certificates, and says of another that there is none in it", async () => {
		const { user } = await settings();
		await screen.findByText("Only those the system trusts");
		const picker = pickerIn(document.body);
		await user.upload(picker, fileOf("photo.crt", new Uint8Array([1])));
		expect(await screen.findByRole("alert")).toHaveTextContent("There is no certificate in this file");
		await user.upload(picker, fileOf("office.pem", new Uint8Array([1])));
		expect(await screen.findByText("office.pem")).toBeVisible();
		expect(screen.getByText("2 certificates")).toBeVisible();
		const [row] = screen.getAllByRole("button", { name: "Remove" }).slice(-1);
		if (row) await user.click(row);
		expect(await screen.findByText("Only those the system trusts")).toBeVisible();
	});

	it("tells where the data lies, and gives the folder by name where it cannot be opened", async () => {
		const { user, bridge } = await settings();
		expect(await screen.findByText("48.3 MB")).toBeVisible();
		bridge.fail("data_open_folder", { code: "internal" }, 1);
		await user.click(screen.getByRole("button", { name: "Open folder" }));
		expect(await screen.findByText(/It is \/home\/anna/)).toBeVisible();
	});

	it("deletes everything only when the word is typed, and begins anew", async () => {
		const { user, bridge, path } = await settings();
		await user.click(screen.getByRole("button", { name: "Delete everything…" }));
		const dialog = await screen.findByRole("dialog", { name: "Delete everything on this computer?" });
		expect(dialog).toHaveTextContent("Sahil Tea House");
		await expectAccessible();
		await user.type(within(dialog).getByRole("textbox"), "no{Enter}");
		expect(await within(dialog).findByRole("alert")).toHaveTextContent("Type “delete”.");
		expect(bridge.asked("data_delete_all")).toEqual([]);
		bridge.fail("data_delete_all", { code: "vault_locked" }, 1);
		await user.clear(within(dialog).getByRole("textbox"));
		await user.type(within(dialog).getByRole("textbox"), "Delete{Enter}");
		expect(await within(dialog).findByRole("alert")).toBeVisible();
		localStorage.setItem("kept", "1");
		await user.click(within(dialog).getByRole("button", { name: "Delete everything" }));
		await waitFor(() => expect(path()).toBe("/connect"));
		expect(localStorage).toHaveLength(0);
		expect(bridge.accounts).toEqual([]);
	});

	it("shows what would be copied before it is", async () => {
		const { user } = await settings();
		await user.click(screen.getByRole("button", { name: "Copy diagnostics…" }));
		const dialog = await screen.findByRole("dialog", { name: "Copy diagnostics" });
		expect(await within(dialog).findByText(/GET contacts 200 41 ms/)).toBeVisible();
		await expectAccessible();
		await user.click(within(dialog).getByRole("button", { name: "Copy" }));
		expect(await navigator.clipboard.readText()).toContain("WA.cr Desk 1.0.0");
		expect(await screen.findByText("Diagnostics copied")).toBeVisible();
	});

	it("names what the program is made of, with each licence", async () => {
		const { user } = await settings();
		await user.click(screen.getByRole("button", { name: "Licences…" }));
		const dialog = await screen.findByRole("dialog", { name: "Licences" });
		const find = within(dialog).getByRole("searchbox", { name: "Find a package" });
		await within(dialog).findByText("tauri", undefined, { timeout: 30_000 });
		await user.type(find, "react-hook-form");
		expect(within(dialog).getAllByRole("listitem")).toHaveLength(1);
		await user.click(within(dialog).getByText("react-hook-form"));
		expect(within(dialog).getByText(/Permission is hereby granted/)).toBeVisible();
		await user.clear(find);
		await user.type(find, "no such package");
		expect(within(dialog).getByText("No package is called that.")).toBeVisible();
		await user.keyboard("{Escape}");
		expect(find).toHaveValue("");
		await user.keyboard("{Escape}");
		await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
	});
});
