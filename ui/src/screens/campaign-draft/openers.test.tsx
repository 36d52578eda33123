import { screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { FakeBridge } from "../../test/fake-bridge";
import { renderApp } from "../../test/render";
import { EVERYBODY } from "../views/useViews";
import { dialog, lastDraft } from "./dialog.test-util";

const audience = (bridge: FakeBridge) => waitFor(() => expect(lastDraft(bridge)?.audience).toHaveLength(1));

describe("a run is begun", () => {
	it("from the row of a group, and by its key", async () => {
		const { bridge, user } = await renderApp("/groups");
		const row = (name: string) =>
			waitFor(() => {
				const rows = [...document.querySelectorAll<HTMLElement>("[role=row][data-index]")];
				const found = rows.find((one) => one.querySelector("bdi")?.textContent === name);
				if (!found) throw new Error(`no group ${name}`);
				return found;
			});
		const of = (name: string) => [
			{ minus: false, of: { kind: "group", id: bridge.groups.find((one) => one.name === name)?.id } },
		];
		await user.click(await within(await row("Schools")).findByRole("button", { name: "Send to this group" }));
		await dialog();
		await audience(bridge);
		expect(lastDraft(bridge).audience).toEqual(of("Schools"));
		await user.keyboard("{Escape}");
		await waitFor(() => expect(screen.queryByRole("dialog")).not.toBeInTheDocument());
		// Nobody is in it: there is nothing to send in its row.
		expect(within(await row("VIP")).queryByRole("button", { name: "Send to this group" })).not.toBeInTheDocument();
		await user.click(await row("Repeat buyers"));
		await user.keyboard("t");
		await dialog();
		await waitFor(() => expect(lastDraft(bridge).audience).toEqual(of("Repeat buyers")));
	});

	it("from the menu of a saved view", async () => {
		const bridge = new FakeBridge();
		bridge.views.views = [{ id: 7, position: 1, name: "Leads", query: structuredClone(EVERYBODY), present: null }];
		const { user } = await renderApp("/settings", { bridge });
		await user.click(await screen.findByRole("button", { name: "More about Leads" }));
		await user.click(await screen.findByRole("menuitem", { name: "Send to this view" }));
		await dialog();
		await audience(bridge);
		expect(lastDraft(bridge).audience).toEqual([{ minus: false, of: { kind: "view", id: 7 } }]);
	});
});
