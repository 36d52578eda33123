import { act, screen, waitFor } from "@testing-library/react";
import { expect, it } from "vitest";
import { FakeBridge } from "../test/fake-bridge";
import { renderApp } from "../test/render";

function withLink(link: FakeBridge["link"], options = {}) {
	const bridge = new FakeBridge(options);
	bridge.link = link;
	return bridge;
}

it("a link fills the address of Connect, and connects nothing", async () => {
	const bridge = withLink({ kind: "connect", server: "https://desk.example.com" }, { accounts: [], active: null });
	await renderApp("/", { bridge });
	await waitFor(() => expect(screen.getByLabelText("Server address")).toHaveValue("https://desk.example.com"));
	expect(bridge.asked("accounts_check")).toHaveLength(0);
	expect(bridge.asked("accounts_connect")).toHaveLength(0);
});

it("a link pressed later goes to its screen, whichever is open", async () => {
	const bridge = new FakeBridge();
	const { path } = await renderApp("/settings", { bridge });
	await screen.findByRole("heading", { level: 1, name: "Settings" });
	bridge.link = { kind: "connect", server: "https://desk.example.com" };
	act(() => bridge.emit({ type: "link_opened" }));
	await waitFor(() => expect(screen.getByLabelText("Server address")).toHaveValue("https://desk.example.com"));
	expect(path()).toBe("/connect");
});

it("a person is not looked for where there is no account", async () => {
	const bridge = withLink({ kind: "contact", phone: "+15550100142" }, { accounts: [], active: null });
	const { path } = await renderApp("/", { bridge });
	await screen.findByLabelText("Server address");
	await waitFor(() => expect(bridge.link).toBeNull());
	expect(path()).toBe("/connect");
});
