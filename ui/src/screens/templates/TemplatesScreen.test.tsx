import { type AnyRouter, createMemoryHistory } from "@tanstack/react-router";
import { act, render, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, describe, expect, it, vi } from "vitest";
import { App } from "../../app/app";
import { type NewCampaign, NewCampaignProvider } from "../../app/newCampaign";
import { makeRouter } from "../../app/router";
import { useTransport as putTransport } from "../../bridge";
import { expectAccessible } from "../../test/axe";
import { FakeBridge } from "../../test/fake-bridge";
import { shopTemplates, shopTemplatesLater } from "../../test/fake-templates";
import { renderScreen } from "../../test/render";
import { forgetKept, restart } from "./kept";
import { TemplatesScreen } from "./TemplatesScreen";

afterEach(forgetKept);

/** Plays Rust with the shop's templates, and with runs where they are given. */
class Shop extends FakeBridge {
	sentBefore: { template: { name: string }; started_at: string | null }[] | null = null;

	constructor() {
		super();
		this.templates = shopTemplates();
	}

	override call(command: string, args: Record<string, unknown>): Promise<unknown> {
		if (command !== "campaigns_list") return super.call(command, args);
		return this.sentBefore ? Promise.resolve(this.sentBefore) : Promise.reject({ code: "internal", message: "none" });
	}
}

async function open(bridge = new Shop()) {
	const sent: NewCampaign[] = [];
	const result = await renderScreen(
		<NewCampaignProvider value={(start) => sent.push(start)}>
			<TemplatesScreen />
		</NewCampaignProvider>,
		{ bridge },
	);
	await screen.findByRole("heading", { name: "Templates", level: 1 });
	return { ...result, bridge, sent };
}
const opened = async (bridge?: Shop) => {
	const result = await open(bridge);
	await screen.findByRole("list", { name: "Marketing" });
	return result;
};

const card = (name: string) => screen.getByRole("button", { name });
const shelf = (name: string) =>
	within(screen.getByRole("list", { name }))
		.getAllByRole("button")
		.map((one) => one.querySelector("bdi")?.textContent);
const detail = (name: string) => screen.getByRole("complementary", { name });
const search = () => screen.getByRole("searchbox", { name: "Search templates" });
async function choose(user: Awaited<ReturnType<typeof open>>["user"], menu: RegExp, item: RegExp) {
	await user.click(screen.getByRole("button", { name: menu }));
	await user.click(await screen.findByRole("menuitemradio", { name: item }));
}

describe("the gallery", () => {
	it("has one card a name with its languages, by category, and axe minds nothing", async () => {
		await opened();
		expect(shelf("Marketing")).toHaveLength(8);
		expect(shelf("Authentication")).toEqual(["login_code"]);
		expect(card("spring_sittings")).toHaveAccessibleDescription(/garden is in bloom[\s\S]*Languages: ar, en, fr$/);
		expect(card("anniversary")).toHaveAccessibleDescription(/Paused, resumes by itself$/);
		expect(screen.getByText("18 templates in 7 languages.")).toBeVisible();
		await expectAccessible();
	});

	it("is searched, counted, and found again after nothing was found", async () => {
		const { user } = await opened();
		await user.type(search(), "jardin");
		await waitFor(() => expect(shelf("Marketing")).toEqual(["spring_sittings"]));
		expect(card("spring_sittings")).toHaveAccessibleDescription(/Le jardin/);
		expect(screen.getByText("1 of 13")).toBeInTheDocument();
		await user.type(search(), " xyz");
		expect(await screen.findByRole("heading", { name: "No template matches “jardin xyz”" })).toBeVisible();
		await user.click(screen.getByRole("button", { name: "Clear filters" }));
		expect(await screen.findByRole("list", { name: "Utility" })).toBeVisible();
		expect(search()).toHaveFocus();
	});

	it("is filtered by category, language, status and header, with counts, and cleared", async () => {
		const { user } = await opened();
		await user.click(within(screen.getByRole("group", { name: "Category" })).getByRole("button", { name: "Utility" }));
		expect(shelf("Utility")).toHaveLength(4);
		expect(screen.queryByRole("list", { name: "Marketing" })).toBeNull();
		await choose(user, /^Language$/, /^Chinese.*\(zh_CN\)1$/);
		expect(shelf("Utility")).toEqual(["sitting_moved"]);
		expect(card("sitting_moved")).toHaveAccessibleDescription(/亲爱的/);
		await choose(user, /^Language: Chinese/, /^Any4$/);
		await choose(user, /^Header$/, /^Document1$/);
		expect(shelf("Utility")).toEqual(["invoice_sent"]);
		await choose(user, /^Status$/, /^Cannot be sent0$/);
		expect(await screen.findByRole("heading", { name: "No template matches these filters" })).toBeVisible();
		// One way out, not two of the same name.
		await user.click(screen.getByRole("button", { name: "Clear filters" }));
		expect(shelf("Marketing")).toHaveLength(8);
	});

	it("goes by keyboard: / to the search, arrows, Enter opens, Esc closes, and the focus stays on its card", async () => {
		const { user } = await opened();
		await user.keyboard("/");
		expect(search()).toHaveFocus();
		await user.keyboard("{ArrowDown}");
		expect(card("newborn")).toHaveFocus();
		await user.keyboard("{ArrowRight}{ArrowRight}");
		expect(card("portrait_day")).toHaveFocus();
		expect(screen.queryByRole("complementary")).toBeNull();
		await user.keyboard("{Enter}");
		expect(detail("portrait_day")).toBeVisible();
		expect(card("portrait_day")).toHaveAttribute("aria-current", "true");
		await user.keyboard("{ArrowLeft}");
		expect(detail("passport_week")).toBeVisible();
		await user.keyboard("{End}");
		expect(card("login_code")).toHaveFocus();
		await user.keyboard("{Escape}");
		expect(screen.queryByRole("complementary")).toBeNull();
		expect(card("login_code")).toHaveFocus();
		// One stop of Tab, wherever the keyboard was last.
		expect(document.querySelectorAll("[data-card][tabindex='0']")).toHaveLength(1);
	});

	it("draws thousands bit by bit, and End reaches the last", async () => {
		const bridge = new Shop();
		const [first] = bridge.templates;
		for (let index = 0; index < 300; index++)
			bridge.templates.push({
				...(first as NonNullable<typeof first>),
				template_id: `m${index}`,
				name: `many_${index}`,
			});
		const { user } = await opened(bridge);
		expect(document.querySelectorAll("[data-card]").length).toBeLessThan(200);
		act(() => document.querySelector<HTMLElement>("[data-card='0']")?.focus());
		await user.keyboard("{End}");
		await waitFor(() => expect(document.activeElement).toHaveTextContent(/^login_code/));
	});
});

describe("marks", () => {
	it("F puts a favourite first, for good", async () => {
		const { user, unmount } = await opened();
		await user.click(card("passport_week"));
		await user.keyboard("f");
		expect(shelf("Favourites")).toEqual(["passport_week"]);
		expect(shelf("Marketing")).not.toContain("passport_week");
		expect(within(detail("passport_week")).getByRole("button", { name: "Favourite" })).toHaveAttribute(
			"aria-pressed",
			"true",
		);
		unmount();
		restart();
		await opened();
		expect(shelf("Favourites")).toEqual(["passport_week"]);
	});

	it("H hides, the keyboard goes on to the next, and Undo brings it back", async () => {
		const { user } = await opened();
		await user.click(card("newborn"));
		await user.keyboard("{Escape}h");
		expect(shelf("Marketing")).not.toContain("newborn");
		expect(card("passport_week")).toHaveFocus();
		await user.click(await screen.findByRole("button", { name: "Undo" }));
		expect(shelf("Marketing")).toContain("newborn");
	});

	it("hidden ones are said to be found, shown, and taken back", async () => {
		const { user } = await opened();
		await user.click(card("winner"));
		await user.click(within(detail("winner")).getByRole("button", { name: "Hide" }));
		await user.type(search(), "won");
		await user.click(await screen.findByRole("button", { name: "Show hidden" }));
		expect(shelf("Hidden")).toEqual(["winner"]);
		await user.click(card("winner"));
		await user.click(within(detail("winner")).getByRole("button", { name: "Show again" }));
		await user.click(await screen.findByRole("button", { name: "Clear filters" }));
		expect(shelf("Marketing")).toContain("winner");
	});

	it("teach themselves where there are none", async () => {
		const { user } = await opened();
		await choose(user, /^Show$/, /^Favourites0$/);
		expect(await screen.findByRole("heading", { name: "No favourites yet" })).toBeVisible();
		await user.click(screen.getByRole("button", { name: "Show all" }));
		expect(shelf("Marketing")).toHaveLength(8);
	});
});

describe("what was used", () => {
	it("stands with the last one first, and how often in the detail", async () => {
		const bridge = new Shop();
		bridge.sentBefore = [
			{ template: { name: "newborn" }, started_at: "2026-02-01T10:00:00Z" },
			{ template: { name: "album_shipped" }, started_at: "2026-03-01T10:00:00Z" },
			{ template: { name: "newborn" }, started_at: "2026-01-01T10:00:00Z" },
			{ template: { name: "winner" }, started_at: null },
		];
		const { user } = await opened(bridge);
		await waitFor(() => expect(screen.getByRole("button", { name: "Show" })).toBeVisible());
		await choose(user, /^Show$/, /^Recently used2$/);
		expect(shelf("Recently used")).toEqual(["album_shipped", "newborn"]);
		await user.click(card("newborn"));
		expect(within(detail("newborn")).getByText(/^2 runs, last 1 Feb/)).toBeVisible();
	});

	it("is not spoken of where it is not known", async () => {
		const { user } = await opened();
		await user.click(screen.getByRole("button", { name: "Show" }));
		expect(await screen.findByRole("menuitemradio", { name: /^Hidden/ })).toBeVisible();
		expect(screen.queryByRole("menuitemradio", { name: /^Recently/ })).toBeNull();
	});
});

describe("the detail", () => {
	it("shows what a person reads: marks, foot, buttons, and each place with the words round it", async () => {
		const { user } = await opened();
		await user.click(card("spring_sittings"));
		const pane = within(detail("spring_sittings"));
		const preview = within(pane.getByRole("region", { name: "Preview" }));
		expect(preview.getByText("The garden is in bloom").tagName).toBe("STRONG");
		expect(preview.getByText("SPRING26").tagName).toBe("CODE");
		expect(preview.getByText("Spring at the studio")).toBeVisible();
		expect(preview.getByText("Reply STOP to hear no more")).toBeVisible();
		expect(preview.getByText("See the studio")).toBeVisible();
		const places = pane.getAllByRole("listitem");
		// The words round it carry no marks.
		expect(places[0]).toHaveTextContent(/^Variable 1… garden is in bloom, …. Family sittings on Saturdays…/);
		expect(places[0]).toHaveTextContent(/For example: Nadia$/);
		// Nor half a word.
		expect(places[1]).toHaveTextContent(/^Variable 2… in April, from …\(120 90 €\). Code:…/);
		await expectAccessible();
	});

	it("has each language, by a click and by L, from right to left where it is written so", async () => {
		const { user } = await opened();
		await user.click(card("spring_sittings"));
		const languages = within(screen.getByRole("group", { name: "Language" }));
		expect(languages.getByRole("button", { name: "en" })).toHaveAttribute("aria-pressed", "true");
		await user.click(languages.getByRole("button", { name: "ar" }));
		const preview = within(screen.getByRole("region", { name: "Preview" }));
		const bubble = preview.getByText(/الحديقة مزهرة/).closest("[dir]");
		expect(bubble).toHaveAttribute("dir", "auto");
		await user.keyboard("ll");
		expect(languages.getByRole("button", { name: "fr" })).toHaveAttribute("aria-pressed", "true");
		expect(preview.getByText(/Le jardin/)).toBeVisible();
		expect(within(detail("spring_sittings")).getByText("French")).toBeVisible();
	});

	it("opens in the language that was found", async () => {
		const { user } = await opened();
		await user.type(search(), "jardin");
		await waitFor(() => expect(shelf("Marketing")).toEqual(["spring_sittings"]));
		await user.click(card("spring_sittings"));
		expect(within(screen.getByRole("region", { name: "Preview" })).getByText(/Le jardin/)).toBeVisible();
	});

	it("is seen on the other wallpaper, and on the program's own again", async () => {
		const { user } = await opened();
		await user.click(card("newborn"));
		const preview = screen.getByRole("region", { name: "Preview" });
		expect(preview).not.toHaveAttribute("data-wall");
		await user.click(screen.getByRole("button", { name: "Dark" }));
		expect(preview).toHaveAttribute("data-wall", "dark");
		await user.click(screen.getByRole("button", { name: "Light" }));
		expect(preview).not.toHaveAttribute("data-wall");
	});

	it("sends the language that is shown on its way, by button and by key", async () => {
		const { user, bridge, sent } = await opened();
		const idOf = (language: string) =>
			bridge.templates.find((one) => one.name === "proofs_ready" && one.language === language)?.template_id;
		await user.click(card("proofs_ready"));
		await user.click(screen.getByRole("button", { name: "Send to…" }));
		await user.keyboard("l");
		await user.keyboard("t");
		expect(sent).toEqual([{ template: idOf("en") }, { template: idOf("de") }]);
	});

	it("says why a template cannot be sent, and does not send it", async () => {
		const { user, sent } = await opened();
		await user.click(card("directions"));
		const why = "Its header is a place on a map, which this server cannot send";
		expect(within(detail("directions")).getAllByText(why)[0]).toBeVisible();
		// Nobody knows what else it would need.
		expect(within(detail("directions")).queryByText("To fill in")).toBeNull();
		const button = screen.getByRole("button", { name: "Send to…" });
		expect(button).toHaveAccessibleDescription(why);
		await user.click(button);
		await user.keyboard("t");
		expect(sent).toEqual([]);
	});
});

describe("Refresh", () => {
	it("asks the server, shows that it does, and tells what changed", async () => {
		const bridge = new Shop();
		const { user } = await opened(bridge);
		bridge.templates = shopTemplatesLater(bridge.templates);
		const answer = bridge.hold("templates_refresh");
		await user.keyboard("r");
		expect(await screen.findByRole("progressbar", { name: "Asking the server for its templates" })).toBeVisible();
		expect(screen.getByRole("button", { name: "Refresh" })).toHaveAttribute("aria-busy", "true");
		await user.keyboard("r");
		answer();
		const dialog = await screen.findByRole("dialog", { name: /^Changed since/ });
		expect(bridge.asked("templates_refresh")).toHaveLength(1);
		const rows = (name: string) => within(dialog).getByRole("list", { name }).textContent;
		expect(rows("Gone")).toBe("newborn en");
		expect(rows("Paused by WhatsApp")).toBe("portrait_day en");
		expect(rows("Approved")).toBe("open_studio fr");
		expect(rows("New")).toMatch(/^summer_light en/);
		const edited = within(within(dialog).getByRole("list", { name: "Edited" }));
		expect(edited.getAllByRole("deletion").map((one) => one.textContent)).toContain("went: moves ");
		expect(edited.getAllByRole("insertion").map((one) => one.textContent)).toEqual(
			expect.arrayContaining(["came: was moved ", "came: Atelier Mirabel, 3rd floor"]),
		);
		await expectAccessible();
		await user.click(within(dialog).getByRole("button", { name: "Done" }));
		await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
		expect(shelf("Marketing")).toContain("summer_light");
		expect(screen.queryByText(/changed since/)).toBeNull();
	});

	it("says so when nothing changed, whatever the order", async () => {
		const bridge = new Shop();
		const { user } = await opened(bridge);
		bridge.templates = [...bridge.templates].reverse();
		await user.click(screen.getByRole("button", { name: "Refresh" }));
		expect(await screen.findByText("Nothing changed: 18 templates, all as they were")).toBeVisible();
		expect(screen.queryByRole("dialog")).toBeNull();
		expect(screen.getByText(/The server was asked now/)).toBeVisible();
	});

	it("loses nothing when it fails, and can be tried again", async () => {
		const bridge = new Shop();
		const { user } = await opened(bridge);
		bridge.fail("templates_refresh", { code: "offline" }, 1);
		await user.click(screen.getByRole("button", { name: "Refresh" }));
		const alert = await screen.findByRole("alert");
		expect(shelf("Marketing")).toHaveLength(8);
		await user.click(within(alert).getByRole("button", { name: "Try again" }));
		expect(await screen.findByText(/^Nothing changed/)).toBeVisible();
		expect(screen.queryByRole("alert")).toBeNull();
	});
});

describe("what changed while nobody looked", () => {
	it("waits in the foot, is told once, and is remembered over a new start", async () => {
		const first = await opened();
		first.unmount();
		restart();
		const bridge = new Shop();
		bridge.templates = shopTemplatesLater(first.bridge.templates);
		const { user, unmount } = await opened(bridge);
		expect(screen.getByText(/^5 templates changed since/)).toBeVisible();
		await user.click(within(screen.getByRole("contentinfo")).getByRole("button", { name: "What changed" }));
		const dialog = await screen.findByRole("dialog", { name: /^Changed since/ });
		await user.click(within(dialog).getByRole("button", { name: "Done" }));
		await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
		unmount();
		restart();
		await opened(bridge);
		expect(screen.queryByText(/changed since/)).toBeNull();
	});

	it("is heard of when the list changes under the screen", async () => {
		const bridge = new Shop();
		await opened(bridge);
		bridge.templates = shopTemplatesLater(bridge.templates);
		act(() => bridge.emit({ type: "templates_changed", account: "a-blue" }));
		expect(await screen.findByText(/^5 templates changed since/)).toBeVisible();
		expect(shelf("Marketing")).toContain("summer_light");
	});

	it("an open one that goes closes its detail", async () => {
		const bridge = new Shop();
		const { user } = await opened(bridge);
		await user.click(card("newborn"));
		bridge.templates = shopTemplatesLater(bridge.templates);
		act(() => bridge.emit({ type: "templates_changed", account: "a-blue" }));
		await waitFor(() => expect(screen.queryByRole("complementary")).toBeNull());
	});
});

describe("without templates", () => {
	it("offers Refresh, and says how many came", async () => {
		const bridge = new Shop();
		const all = bridge.templates;
		bridge.templates = [];
		const { user } = await open(bridge);
		expect(await screen.findByRole("heading", { name: "No templates yet" })).toBeVisible();
		await expectAccessible();
		bridge.templates = all;
		await user.click(screen.getAllByRole("button", { name: "Refresh" })[0] as HTMLElement);
		expect(await screen.findByText("18 templates are here now")).toBeVisible();
		expect(shelf("Marketing")).toHaveLength(8);
	});

	it("waits for the first answer, and for the first fill", async () => {
		const bridge = new Shop();
		const answer = bridge.hold("templates_list");
		await open(bridge);
		expect(screen.getByText("Reading the templates")).toBeInTheDocument();
		answer();
		expect(await screen.findByRole("list", { name: "Marketing" })).toBeVisible();
	});

	it("says nothing of there being none before they were fetched", async () => {
		const bridge = new Shop();
		bridge.templates = [];
		bridge.sync = { ...bridge.sync, state: "checking" } as typeof bridge.sync;
		await open(bridge);
		expect(await screen.findByText("Reading the templates")).toBeInTheDocument();
		await waitFor(() => expect(bridge.asked("sync_status").length).toBeGreaterThan(0));
		expect(screen.queryByRole("heading", { name: "No templates yet" })).toBeNull();
	});

	it("says that they could not be read, and tries again", async () => {
		const bridge = new Shop();
		bridge.fail("templates_list", { code: "store_failed" }, 1);
		const { user } = await open(bridge);
		const alert = await screen.findByRole("alert");
		expect(alert).toHaveTextContent("The templates could not be read");
		await user.click(within(alert).getByRole("button", { name: "Try again" }));
		expect(await screen.findByRole("list", { name: "Marketing" })).toBeVisible();
	});

	it("says that the token may not read them", async () => {
		const bridge = new Shop();
		bridge.templates = [];
		for (const account of bridge.accounts) account.missing_scopes = ["templates:read"];
		await open(bridge);
		expect(await screen.findByRole("alert")).toHaveTextContent("It lacks the permission templates:read.");
	});
});

it("is reached by the navigation and by the palette, and opens again where it was", async () => {
	const bridge = new Shop();
	putTransport(bridge);
	const router = makeRouter(createMemoryHistory({ initialEntries: ["/groups"] }));
	const user = userEvent.setup();
	render(
		<NewCampaignProvider value={() => undefined}>
			<App router={router as unknown as AnyRouter} />
		</NewCampaignProvider>,
	);
	await user.click(await screen.findByRole("link", { name: "Templates" }));
	expect(await screen.findByRole("list", { name: "Marketing" })).toBeVisible();
	await waitFor(() => expect(bridge.preferences.screen).toBe("/templates"));
	await user.click(screen.getByRole("link", { name: "Groups" }));
	await screen.findByRole("heading", { name: "Groups", level: 1 });
	await user.keyboard("{Control>}k{/Control}");
	await user.click(await screen.findByRole("option", { name: /^Go to Templates/ }));
	expect(await screen.findByRole("list", { name: "Marketing" })).toBeVisible();
});

it("shows on a dark program's screen the light wallpaper when it is asked for", async () => {
	const bridge = new Shop();
	bridge.preferences = { ...bridge.preferences, theme: "dark" };
	const { user } = await opened(bridge);
	await user.click(card("newborn"));
	expect(screen.getByRole("button", { name: "Dark" })).toHaveAttribute("aria-pressed", "true");
	await user.click(screen.getByRole("button", { name: "Light" }));
	expect(screen.getByRole("region", { name: "Preview" })).toHaveAttribute("data-wall", "light");
});

it("reads and writes nothing of another account", async () => {
	const set = vi.spyOn(Storage.prototype, "setItem");
	const { user } = await opened();
	await user.click(card("newborn"));
	await user.keyboard("f");
	expect(set.mock.calls.map(([key]) => key).every((key) => key.endsWith(".a-blue"))).toBe(true);
	set.mockRestore();
});
