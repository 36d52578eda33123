import { act, screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import type { CommandError, SyncStatus } from "../../bridge";
import { expectAccessible } from "../../test/axe";
import type { FakeBridge } from "../../test/fake-bridge";
import { ACCOUNTS } from "../../test/fake-data";
import { renderApp } from "../../test/render";

async function shell(options = {}) {
	const app = await renderApp("/settings", options);
	await screen.findByRole("heading", { name: "Settings" });
	return app;
}
const calls = { used: 12, limit: 60 };
const account = (more: object) => ({ accounts: [{ ...ACCOUNTS[0], ...more }, ...ACCOUNTS.slice(1)] });

describe("the start", () => {
	it("opens the screen that was open", async () => {
		const { path } = await renderApp("/", { preferences: { screen: "/settings" } });
		await waitFor(() => expect(path()).toBe("/settings"));
	});
	it("opens the contacts when it does not know the screen", async () => {
		const { path } = await renderApp("/", { preferences: { screen: "/no-such-screen" } });
		await waitFor(() => expect(path()).toBe("/contacts"));
	});
	it("shows why it could not start, and tries again", async () => {
		const app = await renderApp("/settings");
		app.unmount();
		app.bridge.fail("accounts_start", { code: "store_failed", params: { path: "/data" } }, 1);
		const { user } = await renderApp("/settings", { bridge: app.bridge });
		expect(await screen.findByRole("alert")).toHaveTextContent("/data");
		await user.click(screen.getByRole("button", { name: "Try again" }));
		await screen.findByRole("heading", { name: "Settings" });
	});
});

describe("the sidebar", () => {
	it("leads to what exists, and only there", async () => {
		const { user, path } = await shell();
		const links = within(screen.getByRole("navigation", { name: "Screens" })).getAllByRole("link");
		expect(links.map((link) => link.textContent)).toEqual([
			"Contacts",
			"Campaigns",
			"Templates",
			"Groups",
			"Sources",
			"Statuses",
			"Settings",
		]);
		expect(screen.getByRole("link", { name: "Settings" })).toHaveAttribute("aria-current", "page");
		await user.click(screen.getByRole("link", { name: "Contacts" }));
		await waitFor(() => expect(path()).toBe("/contacts"));
	});

	it("switches accounts from its menu and by key", async () => {
		const { user, bridge } = await shell();
		await user.click(screen.getByRole("button", { name: /^Blue Harbour Books/ }));
		const menu = await screen.findByRole("menu", { name: "Accounts" });
		await expectAccessible();
		await user.click(within(menu).getByRole("menuitemradio", { name: /Sahil Tea House/ }));
		await screen.findByRole("button", { name: /^Sahil Tea House/ });
		expect(bridge.active).toBe("a-teal");
		expect(document.documentElement.dataset.accent).toBe("teal");
		await waitFor(() => expect(screen.queryByRole("menu")).toBeNull());
		await user.keyboard("{Control>}3{/Control}");
		await screen.findByRole("button", { name: /^Atelier Mirabel/ });
	});

	it("leads to another account and to practice", async () => {
		const { user, path } = await shell();
		await user.click(screen.getByRole("button", { name: /^Blue Harbour Books/ }));
		await user.click(await screen.findByRole("menuitemradio", { name: "Practice account" }));
		await screen.findByText("Practice account: nothing leaves this computer");
		await user.click(screen.getByRole("button", { name: /^Practice account/ }));
		await user.click(await screen.findByRole("menuitem", { name: "Add account" }));
		await waitFor(() => expect(path()).toBe("/connect"));
		expect(screen.queryByText("Practice account: nothing leaves this computer")).toBeNull();
	});

	it("says where this computer's copy stands", async () => {
		const { bridge, user } = await shell();
		const say = (status: SyncStatus) => act(() => bridge.emit({ type: "sync_changed", account: "a-blue", status }));
		await screen.findByText("Synced");
		expect(screen.getByRole("meter", { name: "Calls this minute" })).toHaveAttribute("aria-valuenow", "12");

		say({ state: "filling", done: 38_200, total: 100_412, calls });
		const filling = await screen.findByRole("progressbar", { name: "First fill" });
		expect(filling).toHaveAttribute("aria-valuenow", "38200");
		expect(filling).toHaveAttribute("aria-valuetext", "38,200 of 100,412 contacts are on this computer");
		await expectAccessible();

		say({ state: "failed", error: { code: "timed_out", message: "" }, last: null, calls });
		expect(await screen.findByText(/The server did not answer in time/)).toBeInTheDocument();
		await user.click(screen.getByRole("button", { name: "Retry" }));
		expect(bridge.asked("sync_now")).toEqual([{ account: "a-blue" }]);

		say({ state: "paused", calls });
		await user.click(await screen.findByRole("button", { name: "Enter token" }));
		await screen.findByRole("dialog", { name: "Replace token" });
	});
});

describe("a server that is away", () => {
	const say = (bridge: FakeBridge, error: CommandError, last: string | null) => {
		const status: SyncStatus = { state: "failed", error, last, calls };
		act(() => bridge.emit({ type: "sync_changed", account: "a-blue", status }));
	};

	it("is told above every screen, with what is shown meanwhile, until it is mended", async () => {
		const { bridge, user } = await shell();
		await screen.findByText("Synced");
		say(bridge, { code: "connection_refused", message: "" }, "2025-02-20T14:05:00Z");
		const told = await screen.findByText("The server refused the connection.");
		expect(told.parentElement).toHaveTextContent(/What you see is as of 2\d Feb 2025, \d\d:\d\d and can be read\./);
		await expectAccessible();
		await user.click(screen.getByRole("button", { name: "Try again" }));
		expect(bridge.asked("sync_now")).toEqual([{ account: "a-blue" }]);
		say(bridge, { code: "store_failed", message: "", params: { path: "/x", why: "full" } }, null);
		expect(await screen.findByText(/The disk is full\./)).toBeInTheDocument();
		act(() =>
			bridge.emit({
				type: "sync_changed",
				account: "a-blue",
				status: { state: "synced", at: new Date().toISOString(), calls },
			}),
		);
		await waitFor(() => expect(screen.queryByText(/The disk is full\./)).toBeNull());
	});

	it("is not made much of when a minute mends it", async () => {
		const { bridge } = await shell();
		await screen.findByText("Synced");
		say(bridge, { code: "rate_limited", message: "", retry_after: 20 }, null);
		await screen.findByText("Not in step");
		expect(screen.getAllByText(/The calls of this minute are used up\./)).toHaveLength(1);
		expect(screen.queryByRole("button", { name: "Try again" })).toBeNull();
	});
});

describe("events", () => {
	it("of accounts reach the screen", async () => {
		const { bridge } = await shell();
		Object.assign(bridge.accounts[0] ?? {}, { name: "Harbour Books & Tea" });
		act(() => bridge.emit({ type: "accounts_changed" }));
		await screen.findByRole("button", { name: /^Harbour Books & Tea/ });
	});
	it("of an account that is gone lead to Connect", async () => {
		const { bridge, path } = await shell();
		bridge.accounts = [];
		act(() => bridge.emit({ type: "accounts_changed" }));
		await waitFor(() => expect(path()).toBe("/connect"));
	});
});

describe("banners", () => {
	it("ask for the token that is not here", async () => {
		const { user, bridge } = await shell(account({ token: "none" }));
		const banner = await screen.findByRole("alert");
		expect(banner).toHaveTextContent("The token of this account is not on this computer.");
		await expectAccessible();
		await user.click(within(banner).getByRole("button", { name: "Replace token" }));
		await user.type(await screen.findByLabelText("API token"), "wm_1{Enter}");
		await waitFor(() => expect(screen.queryByRole("alert")).toBeNull());
		expect(bridge.accounts[0]?.token).toBe("keyring");
	});

	it.each(["token_expired", "token_revoked", "token_invalid"] as const)("say %s", async (code) => {
		const { bridge } = await shell();
		act(() =>
			bridge.emit({
				type: "sync_changed",
				account: "a-blue",
				status: { state: "failed", error: { code, message: "" }, last: null, calls },
			}),
		);
		const banner = await screen.findByRole("alert");
		expect(within(banner).getByRole("button", { name: "Replace token" })).toBeInTheDocument();
		expect(screen.queryByRole("button", { name: "Retry" })).toBeNull();
	});

	it("tell of the clock and of missing permissions until they are closed", async () => {
		const { user } = await shell(account({ clock_ahead: 340, missing_scopes: ["contacts:delete"] }));
		const clock = (await screen.findByText(/clock is off by 6 minutes/)).closest<HTMLElement>('[role="status"]');
		expect(screen.getByText(/contacts:delete/)).toBeInTheDocument();
		await expectAccessible();
		await user.click(within(clock as HTMLElement).getByRole("button", { name: "Close" }));
		expect(screen.queryByText(/clock is off/)).toBeNull();
		expect(screen.getByText(/contacts:delete/)).toBeInTheDocument();
	});
});

describe("the palette and the keys", () => {
	it("finds an action by any of its words and runs it", async () => {
		const { user, path } = await shell();
		await user.keyboard("{Control>}k{/Control}");
		const field = await screen.findByRole("combobox", { name: "Commands" });
		await waitFor(() => expect(field).toHaveFocus());
		await expectAccessible();
		await user.keyboard("cont");
		expect(screen.getAllByRole("option").map((option) => option.textContent)).toEqual(["Go to Contacts"]);
		await user.keyboard("{Enter}");
		await waitFor(() => expect(path()).toBe("/contacts"));
	});

	it("says when nothing is called so", async () => {
		const { user } = await shell();
		await user.keyboard("{Control>}k{/Control}");
		await user.type(await screen.findByRole("combobox", { name: "Commands" }), "zzz");
		expect(screen.getByRole("status")).toHaveTextContent("Nothing is called “zzz”");
	});

	it("teaches every key", async () => {
		const { user } = await shell();
		await user.keyboard("?");
		const sheet = await screen.findByRole("dialog", { name: "All keys" });
		expect(within(sheet).getByText("Switch to Sahil Tea House")).toBeInTheDocument();
		expect(within(sheet).getByText("Ctrl+K")).toBeInTheDocument();
		await expectAccessible();
	});

	it("do nothing under a dialog", async () => {
		const { user } = await shell();
		await user.keyboard("?");
		await screen.findByRole("dialog", { name: "All keys" });
		await user.keyboard("{Control>}k{/Control}{Control>}2{/Control}");
		expect(screen.queryByRole("combobox", { name: "Commands" })).toBeNull();
		expect(document.documentElement.dataset.accent).toBe("blue");
		await user.keyboard("{Escape}");
		await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
		await user.keyboard("{Control>}2{/Control}");
		await waitFor(() => expect(document.documentElement.dataset.accent).toBe("teal"));
	});

	it("F6 goes round the parts of the window", async () => {
		const { user } = await shell();
		await user.keyboard("{F6}");
		expect(screen.getByRole("button", { name: /^Blue Harbour Books/ })).toHaveFocus();
		await user.keyboard("{F6}");
		expect(screen.getByRole("link", { name: "Contacts" })).toHaveFocus();
		await user.keyboard("{F6}");
		expect(screen.getByRole("button", { name: "Add account" })).toHaveFocus();
		await user.keyboard("{Shift>}{F6}{/Shift}");
		expect(screen.getByRole("link", { name: "Contacts" })).toHaveFocus();
	});
});
