import { screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { expectAccessible } from "../test/axe";
import { FakeBridge } from "../test/fake-bridge";
import { renderApp } from "../test/render";

function broken(look = [{ account: "a-teal", unknown: 2, runs: 1, jobs: 0 }]) {
	const bridge = new FakeBridge();
	bridge.crash = {
		crash: { at: "2026-11-20T14:03:00Z", version: "0.9.0", what: "index out of range", place: "grid.rs:12" },
		look,
	};
	return bridge;
}

describe("what a start has to tell", () => {
	it("is nothing when nothing broke", async () => {
		await renderApp("/contacts");
		await screen.findByRole("grid", { name: "Contacts" });
		expect(screen.queryByRole("dialog")).toBeNull();
	});

	it("says what is certain after something broke, and leads to what needs a look", async () => {
		const bridge = broken();
		const { user, path } = await renderApp("/contacts", { bridge });
		const dialog = await screen.findByRole("dialog", { name: /^Something broke/ });
		expect(dialog).toHaveTextContent("none went out twice");
		expect(dialog).toHaveTextContent("Sahil Tea House");
		expect(dialog).toHaveTextContent(
			"2 messages of which nobody knows whether they went out · 1 campaign waits for you",
		);
		expect(dialog).toHaveTextContent("index out of range (grid.rs:12, version 0.9.0)");
		await expectAccessible();
		await user.click(within(dialog).getByRole("button", { name: "Open campaigns" }));
		await waitFor(() => expect(path()).toBe("/campaigns"));
		expect(bridge.active).toBe("a-teal");
		expect(bridge.crash).toBeNull();
	});

	it("says so when nothing needs a look, and is told once", async () => {
		const bridge = broken([]);
		const { user } = await renderApp("/contacts", { bridge });
		const dialog = await screen.findByRole("dialog", { name: /^Something broke/ });
		expect(dialog).toHaveTextContent("Nothing. What was under way went on by itself.");
		await user.click(within(dialog).getByRole("button", { name: "Copy diagnostics…" }));
		await screen.findByRole("dialog", { name: "Copy diagnostics" });
		await user.keyboard("{Escape}");
		await waitFor(() => expect(screen.queryByRole("dialog", { name: "Copy diagnostics" })).toBeNull());
		expect(screen.getByRole("dialog", { name: /^Something broke/ })).toBeVisible();
		await user.keyboard("{Escape}");
		await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
		expect(bridge.crash).toBeNull();
	});

	it("tells that settings could not be read", async () => {
		const bridge = new FakeBridge();
		bridge.settingsDamaged = true;
		await renderApp("/contacts", { bridge });
		expect(await screen.findByText(/The settings could not be read/)).toBeVisible();
	});
});
