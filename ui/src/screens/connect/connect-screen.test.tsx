import { screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it, vi } from "vitest";
import { i18n } from "../../app/i18n";
import { BridgeError, type ErrorCode } from "../../bridge";
import { expectAccessible } from "../../test/axe";
import { renderApp } from "../../test/render";
import { connectTrouble, TROUBLES } from "./errors";

const TOKEN = "wm_0123456789";
const server = () => screen.getByRole("textbox", { name: "Server address" });
const token = () => screen.getByLabelText<HTMLInputElement>("API token");
const connect = () => screen.getByRole("button", { name: "Connect" });

async function first() {
	const app = await renderApp("/", { accounts: [] });
	await screen.findByRole("heading", { name: "Connect your account" });
	return app;
}

describe("Connect", () => {
	it("is what a first start shows, with the usual server and the focus in the token", async () => {
		const app = await first();
		expect(app.path()).toBe("/connect");
		expect(server()).toHaveValue("https://app.wa.cr");
		expect(token()).toHaveAttribute("type", "password");
		expect(token()).toHaveFocus();
		expect(screen.queryByRole("button", { name: /^Back/ })).toBeNull();
		await expectAccessible();
	});

	it("tries a pasted token at once and shows what it opens, storing nothing", async () => {
		const { user, bridge } = await first();
		await user.click(token());
		await user.paste(TOKEN);
		expect(await screen.findByText("Blue Harbour Books")).toBeInTheDocument();
		expect(screen.getByText("Growth")).toBeInTheDocument();
		expect(token()).toHaveAccessibleDescription(/^Good/);
		expect(bridge.asked("accounts_check")).toEqual([
			{ request: { server: "https://app.wa.cr", token: TOKEN, session_only: false } },
		]);
		expect(bridge.asked("accounts_connect")).toEqual([]);
		await expectAccessible();
	});

	it("does not try what is typed until Enter, then connects and goes to the contacts", async () => {
		const { user, bridge, path } = await first();
		await user.type(token(), TOKEN);
		expect(bridge.asked("accounts_check")).toEqual([]);
		await user.keyboard("{Enter}");
		await waitFor(() => expect(path()).toBe("/contacts"));
		expect(bridge.asked("accounts_connect")).toHaveLength(1);
		expect(bridge.accounts.map((account) => account.token)).toEqual(["keyring"]);
		expect(await screen.findByText("Connected: Blue Harbour Books, Growth plan")).toBeInTheDocument();
	});

	const told = (Object.keys(TROUBLES) as ErrorCode[]).filter((code) => ["server", "token"].includes(TROUBLES[code].at));
	it.each(told)("says %s beside its field and keeps what was typed", async (code) => {
		const { user, bridge } = await first();
		bridge.fail("accounts_check", { code });
		await user.type(token(), TOKEN);
		await user.click(connect());
		const { at, text, remedy } = connectTrouble(new BridgeError({ code, message: "" }), "https://app.wa.cr", i18n.t);
		const alert = await screen.findByRole("alert");
		expect(alert).toHaveTextContent(text);
		const [here, there] = at === "server" ? [server(), token()] : [token(), server()];
		expect(here).toBeInvalid();
		expect(here.getAttribute("aria-describedby")).toContain(alert.id);
		expect(there).toBeValid();
		expect(server()).toHaveValue("https://app.wa.cr");
		expect(token()).toHaveValue(TOKEN);
		expect(screen.queryByRole("button", { name: "Copy a request for the admin" }) !== null).toBe(remedy !== undefined);
	});

	it("shows what concerns no field as an alert of its own", async () => {
		const { user, bridge } = await first();
		bridge.fail("accounts_check", { code: "internal" });
		await user.type(token(), `${TOKEN}{Enter}`);
		expect(await screen.findByRole("alert")).toHaveTextContent("The program made a mistake.");
		await expectAccessible();
	});

	it("forgets a refusal as soon as something is changed", async () => {
		const { user, bridge } = await first();
		bridge.fail("accounts_check", { code: "token_expired" });
		await user.type(token(), `${TOKEN}{Enter}`);
		await screen.findByRole("alert");
		await user.type(token(), "1");
		expect(screen.queryByRole("alert")).toBeNull();
	});

	it("copies a request for the admin that does not hold the token", async () => {
		const { user, bridge } = await first();
		const write = vi.spyOn(navigator.clipboard, "writeText");
		bridge.fail("accounts_check", { code: "token_expired" });
		await user.type(token(), `${TOKEN}{Enter}`);
		await user.click(await screen.findByRole("button", { name: "Copy a request for the admin" }));
		await screen.findByText(/^Copied\./);
		const text = String(write.mock.calls[0]?.[0]);
		expect(text).toContain("app.wa.cr has expired");
		expect(text).not.toContain(TOKEN);
	});

	it("can be cancelled while the server is asked, and does not connect afterwards", async () => {
		const { user, bridge, path } = await first();
		const release = bridge.hold("accounts_check");
		await user.type(token(), `${TOKEN}{Enter}`);
		expect(await screen.findByRole("status")).toHaveTextContent("Asking the server");
		expect(connect()).toHaveAttribute("aria-busy", "true");
		await user.click(screen.getByRole("button", { name: "Cancel" }));
		release();
		await waitFor(() => expect(connect()).not.toHaveAttribute("aria-busy"));
		expect(token()).toHaveValue(TOKEN);
		expect(bridge.asked("accounts_connect")).toEqual([]);
		expect(path()).toBe("/connect");
	});

	it.each(["vault_missing", "vault_locked", "vault_failed"] as const)(
		"offers this session only on %s",
		async (code) => {
			const { user, bridge, path } = await first();
			const missing = code === "vault_missing";
			bridge.fail("accounts_connect", { code }, missing ? 1 : 2);
			await user.type(token(), `${TOKEN}{Enter}`);
			const notice = await screen.findByRole("alert");
			expect(notice).toHaveTextContent("not be written to a file");
			await expectAccessible();
			// A missing one is looked for once a run: trying again could not help.
			const again = screen.queryByRole("button", { name: "Try the keyring again" });
			if (missing) expect(again).toBeNull();
			else {
				await user.click(again as HTMLElement);
				await waitFor(() => expect(bridge.asked("accounts_connect")).toHaveLength(2));
			}
			expect(token()).toHaveValue(TOKEN);
			await user.click(await screen.findByRole("button", { name: "This session only" }));
			await waitFor(() => expect(path()).toBe("/contacts"));
			expect(bridge.accounts.map((account) => account.token)).toEqual(["session"]);
		},
	);

	it("tells of a clock that is off and of a scope that is missing, and connects all the same", async () => {
		const { user, bridge, path } = await first();
		bridge.checked = { name: null, plan: null, missing_scopes: ["account:read"], clock_ahead: -400 };
		await user.click(token());
		await user.paste(TOKEN);
		expect(await screen.findByText("account:read")).toBeInTheDocument();
		expect(screen.getByText("This computer’s clock is off by 7 minutes")).toBeInTheDocument();
		await expectAccessible();
		await user.click(connect());
		await waitFor(() => expect(path()).toBe("/contacts"));
	});

	it("opens the practice account", async () => {
		const { user, path } = await first();
		await user.click(screen.getByRole("button", { name: "Try the practice account" }));
		await waitFor(() => expect(path()).toBe("/contacts"));
		expect(document.documentElement.dataset.accent).toBe("practice");
		expect(screen.getByText("Practice account: nothing leaves this computer")).toBeInTheDocument();
	});

	it("says why the practice account did not open", async () => {
		const { user, bridge } = await first();
		bridge.fail("accounts_practice", { code: "internal" });
		await user.click(screen.getByRole("button", { name: "Try the practice account" }));
		expect(await screen.findByRole("alert")).toHaveTextContent("The program made a mistake.");
	});

	it("is left by its button or Esc when there is an account already", async () => {
		const { user, path } = await renderApp("/connect", { preferences: { screen: "/settings" } });
		await user.click(await screen.findByRole("button", { name: "Back to Blue Harbour Books" }));
		await waitFor(() => expect(path()).toBe("/settings"));
		await user.click(await screen.findByRole("button", { name: "Add account" }));
		await waitFor(() => expect(token()).toHaveFocus());
		await user.keyboard("{Escape}");
		await waitFor(() => expect(path()).toBe("/settings"));
	});

	it("sets the way to the servers before there is an account", async () => {
		const { user, bridge } = await renderApp("/connect", { accounts: [] });
		await user.click(await screen.findByRole("button", { name: "Network…" }));
		const dialog = await screen.findByRole("dialog", { name: "Network" });
		await expectAccessible();
		await user.click(await within(dialog).findByRole("button", { name: "None" }));
		await waitFor(() => expect(bridge.network.proxy).toBe("none"));
	});
});
