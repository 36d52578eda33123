import { screen, waitFor, within } from "@testing-library/react";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { Condition, ContactFilter } from "../../../bridge";
import { expectAccessible } from "../../../test/axe";
import { FakeBridge } from "../../../test/fake-bridge";
import { renderScreen } from "../../../test/render";
import { forgetAll } from "../form/memory";
import { ContactsScreen } from "../index";
import { withLayout } from "../layout.test-util";
import { tabOf, withTab } from "./TypeTabs";

withLayout();
beforeEach(forgetAll);
afterEach(() => vi.unstubAllGlobals());

const type = (values: string[], not = false): Condition => ({ not, test: { field: "type", values } });
const email: Condition = { not: false, test: { field: "email" } };
const of = (...all: Condition[][]): ContactFilter => ({ all });

describe("what a tab stands for", () => {
	it("is the one part that says nothing but a type", () => {
		expect(tabOf(of())).toBe("all");
		expect(tabOf(of([email]))).toBe("all");
		expect(tabOf(of([type(["lead"])], [email]))).toBe("lead");
		expect(tabOf(of([type(["lead", "guest"])]))).toBeNull();
		expect(tabOf(of([type(["robot"])]))).toBeNull();
		expect(tabOf(of([type(["lead"], true)]))).toBeNull();
		expect(tabOf(of([type(["lead"]), email]))).toBeNull();
	});

	it("takes the place of the types that were chosen, and leaves the rest", () => {
		expect(withTab(of([type(["lead"])], [email]), "guest")).toEqual(of([type(["guest"])], [email]));
		expect(withTab(of([type(["lead"])], [email]), "all")).toEqual(of([email]));
		expect(withTab(of([type(["lead"], true)], [email]), "all")).toEqual(of([email]));
		expect(withTab(of([type(["lead"]), email]), "all")).toEqual(of([type(["lead"]), email]));
	});
});

async function show(bridge = new FakeBridge()) {
	const shown = await renderScreen(<ContactsScreen />, { bridge });
	await screen.findByRole("grid", { name: "Contacts" });
	return { ...shown, bridge };
}
const tabs = () => screen.getByRole("group", { name: "Contacts by type" });
const tab = (name: string) => within(tabs()).getByRole("button", { name });

describe("the tabs", () => {
	it("filter with one click and count under the other conditions; a tab is a chip as well", async () => {
		const { user, bridge } = await show();
		const leads = bridge.contacts.filter((one) => one.type === "lead").length;
		await waitFor(() => expect(tab("Leads")).toHaveTextContent(`Leads${leads}`));
		expect(tab("All")).toHaveAttribute("aria-pressed", "true");
		await user.click(tab("Leads"));
		await waitFor(async () =>
			expect(await screen.findByRole("grid", { name: "Contacts" })).toHaveAttribute("aria-rowcount", `${leads + 1}`),
		);
		expect(tab("Leads")).toHaveAttribute("aria-pressed", "true");
		expect(screen.getByRole("button", { name: "Type: Lead" })).toBeInTheDocument();
		// Its own choice takes nothing from the counts of the others.
		expect(tab("All")).toHaveTextContent("All60");
		await user.click(tab("All"));
		await waitFor(() => expect(screen.queryByRole("button", { name: "Type: Lead" })).not.toBeInTheDocument());
	});

	it("wait for the list before they ask for counts", async () => {
		const bridge = new FakeBridge();
		const release = bridge.hold("contacts_search");
		await renderScreen(<ContactsScreen />, { bridge });
		await waitFor(() => expect(bridge.asked("contacts_search")).toHaveLength(1));
		expect(bridge.asked("contacts_counts")).toHaveLength(0);
		release();
		await waitFor(() => expect(bridge.asked("contacts_counts")).toHaveLength(1));
	});
});

describe("in a narrow window", () => {
	it("two filters lie behind one button, and are changed there", async () => {
		const media = window.matchMedia;
		vi.stubGlobal("matchMedia", (query: string) => ({ ...media(query), matches: query.includes("1100px") }));
		const bridge = new FakeBridge();
		bridge.views.all.filter = of([type(["lead"])], [email]);
		const { user } = await show(bridge);
		expect(screen.queryByRole("button", { name: "Type: Lead" })).not.toBeInTheDocument();
		await user.click(screen.getByRole("button", { name: "2 filters" }));
		const folded = await screen.findByRole("dialog", { name: "Filters" });
		await expectAccessible();
		await user.click(within(folded).getByRole("button", { name: "Type: Lead" }));
		await user.click(await screen.findByRole("checkbox", { name: "Guest" }));
		await waitFor(() => expect(within(folded).getByRole("button", { name: "Type: Lead, Guest" })).toBeInTheDocument());
		await user.keyboard("{Escape}");
		await user.click(within(folded).getByRole("button", { name: "Remove filter: Has an email" }));
		// One stands by itself again.
		expect(await screen.findByRole("button", { name: "Type: Lead, Guest" })).toBeInTheDocument();
		expect(screen.queryByRole("button", { name: /^\d+ filters/ })).not.toBeInTheDocument();
	});
});
