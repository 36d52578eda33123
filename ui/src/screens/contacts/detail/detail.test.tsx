import { useQuery } from "@tanstack/react-query";
import { screen, waitFor, within } from "@testing-library/react";
import { beforeEach, describe, expect, it } from "vitest";
import { keys } from "../../../app/query";
import { useFormatTime } from "../../../app/time";
import { contactsGet } from "../../../bridge";
import { expectAccessible } from "../../../test/axe";
import { FakeBridge } from "../../../test/fake-bridge";
import { record, storyOf } from "../../../test/fake-detail";
import { renderScreen } from "../../../test/render";
import { inputOf } from "../form/input";
import { forgetAll } from "../form/memory";
import { Pane } from "./Pane";

beforeEach(forgetAll);

const ACCOUNT = "a-blue";
const NADIA = 501;

function Host({ id }: { id: number }) {
	const { data } = useQuery({
		queryKey: [...keys.contacts(ACCOUNT), id],
		queryFn: () => contactsGet(ACCOUNT, id),
	});
	const time = useFormatTime();
	return data ? (
		<main>
			<h2>{data.firstname}</h2>
			<Pane account={ACCOUNT} contact={data} time={time} />
		</main>
	) : null;
}

function nadiaOf(bridge: FakeBridge) {
	const found = bridge.contacts.find(({ id }) => id === NADIA);
	if (!found) throw new Error("the fake has no Nadia");
	return found;
}

async function show(bridge = new FakeBridge()) {
	const shown = await renderScreen(<Host id={NADIA} />, { bridge });
	await screen.findByRole("button", { name: /^(Add company|Company)/ });
	return { ...shown, nadia: nadiaOf(bridge) };
}

const value = (name: string) => screen.findByRole("button", { name });
const field = (name: string) => screen.findByRole("textbox", { name });

describe("a field in place", () => {
	it("opens with Enter, saves with Enter as the one field that changed, and gives the focus back", async () => {
		const { user, bridge, nadia } = await show();
		const base = inputOf(nadia);
		(await value("Company Verhoeven Papier")).focus();
		await user.keyboard("{Enter}");
		expect(await field("Company")).toHaveFocus();
		await user.keyboard("Verhoeven & Daughters{Enter}");
		await waitFor(async () => expect(await value("Company Verhoeven & Daughters")).toHaveFocus());
		expect(bridge.asked("detail_update")).toEqual([
			{ account: ACCOUNT, request: { id: NADIA, base, input: { ...base, company: "Verhoeven & Daughters" } } },
		]);
		const timeline = screen.getByRole("region", { name: "Timeline" });
		await waitFor(() => expect(timeline).toHaveTextContent("Verhoeven Papier"));
		expect(timeline).toHaveTextContent("Here, in the detail");
		await expectAccessible();
	});

	it("opens with F2 and is given up with Escape; nothing is asked of the server", async () => {
		const { user, bridge } = await show();
		(await value("Email person0@example.com")).focus();
		await user.keyboard("{F2}");
		await user.type(await field("Email"), "x@example.com");
		await waitFor(() => expect(bridge.asked("detail_keep_draft")).toHaveLength(1));
		await user.keyboard("{Escape}");
		await waitFor(async () => expect(await value("Email person0@example.com")).toHaveFocus());
		expect(bridge.asked("detail_update")).toEqual([]);
		expect(storyOf(bridge, NADIA).drafts.size).toBe(0);
	});

	it("saves with Tab and goes on to the next", async () => {
		const { user, bridge } = await show();
		(await value("City Springfield")).focus();
		await user.keyboard("{Enter}");
		await user.clear(await field("City"));
		await user.keyboard("Ghent{Tab}");
		expect(await value("City Ghent")).toBeVisible();
		expect(await value("State IL")).toHaveFocus();
		expect(bridge.asked("detail_update")).toHaveLength(1);
		// Opened and left as it was: no call.
		await user.keyboard("{Enter}{Tab}");
		expect(await value("ZIP 62701")).toHaveFocus();
		expect(bridge.asked("detail_update")).toHaveLength(1);
	});

	it("offers what is empty, and can be emptied", async () => {
		const bridge = new FakeBridge();
		nadiaOf(bridge).zip = null;
		const { user, nadia } = await show(bridge);
		await user.click(await value("Add ZIP"));
		await user.type(await field("ZIP"), "62702{Enter}");
		await user.click(await value("ZIP 62702"));
		await user.clear(await field("ZIP"));
		await user.keyboard("{Enter}");
		expect(await value("Add ZIP")).toBeVisible();
		expect(nadia.zip).toBeNull();
	});

	it("takes new lines in the description with Shift", async () => {
		const { user, nadia } = await show();
		await user.click(await value("Description Asked for the spring catalogue"));
		await user.clear(await field("Description"));
		await user.keyboard("One{Shift>}{Enter}{/Shift}Two{Enter}");
		await waitFor(() => expect(nadia.description).toBe("One\nTwo"));
	});

	it("says beside it what is wrong, keeps the text, and is not tried again by looking away", async () => {
		const { user, bridge } = await show();
		await user.click(await value("Email person0@example.com"));
		await user.clear(await field("Email"));
		await user.keyboard("nobody{Enter}");
		const email = await field("Email");
		await waitFor(() => expect(email).toHaveAccessibleDescription(/email/i));
		expect(email).toHaveValue("nobody");
		expect(email).toHaveFocus();
		await expectAccessible();
		await user.tab();
		expect(bridge.asked("detail_update")).toHaveLength(1);
		expect(email).toHaveValue("nobody");
		expect(storyOf(bridge, NADIA).drafts.get("email")).toBe("nobody");
	});

	it("keeps the text without a server, and saves it when there is one", async () => {
		const { user, bridge, nadia } = await show();
		bridge.fail("detail_update", { code: "offline" }, 1);
		await user.click(await value("Company Verhoeven Papier"));
		await user.clear(await field("Company"));
		await user.keyboard("Papier{Enter}");
		expect(await screen.findByRole("alert")).toBeVisible();
		expect(await field("Company")).toHaveValue("Papier");
		await user.keyboard("{Enter}");
		await waitFor(() => expect(nadia.company).toBe("Papier"));
	});

	it("comes back with what was typed and not saved, without taking the focus", async () => {
		const bridge = new FakeBridge();
		storyOf(bridge, NADIA).drafts.set("city", "Ghe");
		const { user, nadia } = await show(bridge);
		const city = await field("City");
		expect(city).toHaveValue("Ghe");
		expect(city).toHaveAccessibleDescription(/Not saved yet/);
		expect(city).not.toHaveFocus();
		await user.click(city);
		await user.keyboard("{End}nt{Enter}");
		await waitFor(() => expect(nadia.city).toBe("Ghent"));
	});

	it("keeps what was typed when another contact is shown before it could be", async () => {
		const { user, bridge, rerender: _, unmount } = await show();
		await user.click(await value("City Springfield"));
		await user.clear(await field("City"));
		await user.keyboard("Gh");
		unmount();
		await waitFor(() => expect(storyOf(bridge, NADIA).drafts.get("city")).toBe("Gh"));
	});

	it("shows what others changed meanwhile, and asks whose is to stay", async () => {
		const { user, bridge, nadia } = await show();
		await user.click(await value("City Springfield"));
		await user.clear(await field("City"));
		await user.keyboard("Ghent");
		nadia.city = "Ostend";
		bridge.fail("detail_update", { code: "conflict" }, 1);
		await user.keyboard("{Enter}");
		expect(await screen.findByRole("alert")).toHaveTextContent("On the server it is now: Ostend");
		await expectAccessible();
		await user.click(screen.getByRole("button", { name: "Keep mine" }));
		await waitFor(() => expect(nadia.city).toBe("Ghent"));
		const [, second] = bridge.asked("detail_update") as { request: { base: { city: string } } }[];
		expect(second?.request.base.city).toBe("Ostend");

		await user.click(await value("City Ghent"));
		await user.clear(await field("City"));
		await user.keyboard("Bruges");
		nadia.city = "Namur";
		bridge.fail("detail_update", { code: "conflict" }, 1);
		await user.keyboard("{Enter}");
		await user.click(await screen.findByRole("button", { name: "Take theirs" }));
		expect(await value("City Namur")).toBeVisible();
		expect(nadia.city).toBe("Namur");
		expect(storyOf(bridge, NADIA).drafts.size).toBe(0);
	});
});

describe("lists in place", () => {
	it("saves a status as soon as it is chosen, and says what went wrong", async () => {
		const { user, bridge, nadia } = await show();
		const status = await screen.findByRole("combobox", { name: "Status" });
		status.focus();
		await user.keyboard("{Enter}");
		await user.click(await screen.findByRole("option", { name: "Won" }));
		await waitFor(() => expect(nadia.status_id).toBe(5));
		bridge.fail("detail_update", { code: "scope_missing" }, 1);
		await user.click(status);
		await user.click(await screen.findByRole("option", { name: "Lost" }));
		await waitFor(() => expect(status).toHaveAttribute("aria-invalid", "true"));
		expect(nadia.status_id).toBe(5);
	});

	it("puts into a group and takes out by the groups' own calls", async () => {
		const { user, bridge, nadia } = await show();
		const groups = await screen.findByRole("combobox", { name: "Groups" });
		await user.type(groups, "VIP{Enter}");
		await waitFor(() => expect(nadia.groups).toEqual([11, 12, 13, 18]));
		await user.type(groups, "{Backspace}{Backspace}");
		await waitFor(() => expect(nadia.groups).toEqual([11, 12, 13]));
		expect(bridge.asked("detail_set_group").map(({ request }) => request)).toEqual([
			{ contact: NADIA, group: 18, member: true },
			{ contact: NADIA, group: 18, member: false },
		]);
		expect(bridge.asked("detail_update")).toEqual([]);
	});

	it("says which group was not taken, and shows the groups as they are", async () => {
		const { user, bridge } = await show();
		bridge.fail("detail_set_group", { code: "not_found", params: { what: "group" } });
		await user.type(await screen.findByRole("combobox", { name: "Groups" }), "VIP{Enter}");
		expect(await screen.findByText(/Not added to VIP\. The group is no longer on the server/)).toBeVisible();
		expect(screen.queryByRole("button", { name: "Remove VIP" })).toBeNull();
	});
});

describe("notes", () => {
	const part = () => screen.findByRole("region", { name: "Notes" });

	it("are read when the pane stays open, and added with N and Ctrl Enter; markup is text", async () => {
		const { user, bridge } = await show();
		await waitFor(() => expect(bridge.asked("comments_read")).toHaveLength(1));
		expect(await within(await part()).findByText("No notes yet.")).toBeVisible();
		await user.keyboard("n");
		const note = await field("Note");
		await waitFor(() => expect(note).toHaveFocus());
		await user.keyboard("Likes <b>bold</b>{Control>}{Enter}{/Control}");
		expect(await within(await part()).findByText("Likes <b>bold</b>")).toBeVisible();
		expect(screen.queryByRole("textbox", { name: "Note" })).toBeNull();
		await expectAccessible();
	});

	it("keep what is half written for each contact", async () => {
		const { user, bridge } = await show();
		await user.click(await value("Add note"));
		await user.type(await field("Note"), "Call aft");
		await waitFor(() => expect(storyOf(bridge, NADIA).notes.draft).toEqual({ text: "Call aft", unsure: false }));
	});

	it("without a conversation go into the description", async () => {
		const bridge = new FakeBridge();
		storyOf(bridge, NADIA).notes.conversation = false;
		const { user, nadia } = await show(bridge);
		await user.click(await value("Add note"));
		await user.type(await field("Note"), "Met at the fair");
		await user.click(await value("Save note"));
		await waitFor(async () => expect(await field("Note")).toHaveAccessibleDescription(/hangs on a conversation/));
		await user.click(await value("Put it in the description"));
		await waitFor(() => expect(nadia.description).toBe("Asked for the spring catalogue\nMet at the fair"));
		await waitFor(() => expect(screen.queryByRole("textbox", { name: "Note" })).toBeNull());
		expect(storyOf(bridge, NADIA).notes.draft).toBeNull();
	});

	it("whose answer was lost are looked for before they can be tried again", async () => {
		const { user, bridge } = await show();
		await user.click(await value("Add note"));
		await user.type(await field("Note"), "Once");
		bridge.fail("comments_add", { code: "connection_lost", params: { unsure: "1" } }, 1);
		// Rust notes it before it asks.
		storyOf(bridge, NADIA).notes.draft = { text: "Once", unsure: true };
		await user.click(await value("Save note"));
		expect(await screen.findByText(/may be written already/)).toBeVisible();
		expect(screen.queryByRole("button", { name: "Save note" })).toBeNull();
		expect(await field("Note")).toHaveAttribute("readonly");
		await expectAccessible();
		await user.click(await value("Look at the list"));
		expect(await field("Note")).toHaveAccessibleDescription(/it was not written/);
		expect(await field("Note")).toHaveValue("Once");
		await user.click(await value("Save note"));
		await waitFor(() => expect(storyOf(bridge, NADIA).notes.notes).toHaveLength(1));
	});

	it("are readable without a server, with how old they are and why", async () => {
		const bridge = new FakeBridge();
		const { notes } = storyOf(bridge, NADIA);
		notes.read_at = new Date(Date.now() - 7_200_000).toISOString();
		notes.notes.push({ id: 1, kind: "text", label: "Call note", text: "Old", file: null, at: notes.read_at });
		bridge.fail("comments_read", { code: "rate_limited", retry_after: 20 });
		const { user } = await show(bridge);
		const region = await part();
		expect(await within(region).findByText("Old")).toBeVisible();
		expect(await within(region).findByText(/as they were 2 h ago/)).toBeVisible();
		bridge.fail("comments_read", null);
		await user.click(await within(region).findByRole("button", { name: "Try again" }));
		await waitFor(() => expect(within(region).queryByText(/as they were/)).toBeNull());
	});

	it("say under the text what was refused", async () => {
		const { user } = await show();
		await user.click(await value("Add note"));
		await user.click(await value("Save note"));
		await waitFor(async () => expect(await field("Note")).toHaveAccessibleDescription(/needed/));
	});
});

describe("the timeline", () => {
	it("shows changes alone, page by page, and the sends alone", async () => {
		const bridge = new FakeBridge();
		for (let n = 1; n <= 45; n += 1) {
			record(bridge, NADIA, { by: "server" }, [{ field: "city", from: null, to: `City ${n}` }]);
		}
		record(bridge, NADIA, { by: "bulk", job: 3 }, [
			{ field: "status_id", from: "New", to: "Won" },
			{ field: "groups", from: "VIP", to: null },
			{ field: "is_opted_out", from: null, to: "1" },
			{ field: "email", from: "a@example.com", to: null },
		]);
		const { user } = await show(bridge);
		const region = await screen.findByRole("region", { name: "Timeline" });
		const rows = () => within(region).getAllByText(/On the server, not by this program|In a change of many/);
		await waitFor(() => expect(rows()).toHaveLength(20));
		for (const words of ["Taken out of VIP", "Opted out", "emptied", "In a change of many"]) {
			expect(region).toHaveTextContent(words);
		}
		await user.click(within(region).getByRole("button", { name: "Show more" }));
		expect(rows()).toHaveLength(40);
		await user.click(within(region).getByRole("button", { name: "Show more" }));
		expect(rows()).toHaveLength(46);
		expect(within(region).queryByRole("button", { name: "Show more" })).toBeNull();
		await user.click(within(region).getByRole("button", { name: "Sends" }));
		expect(await within(region).findByText(/Nothing sent to Nadia/)).toBeVisible();
		expect(region).not.toHaveTextContent("On the server");
		await expectAccessible();
	});

	it("says what went wrong and tries again", async () => {
		const bridge = new FakeBridge();
		bridge.fail("history_list", { code: "store_failed" });
		const { user } = await show(bridge);
		await screen.findByRole("alert");
		bridge.fail("history_list", null);
		await user.click(screen.getByRole("button", { name: "Try again" }));
		expect(await screen.findByText("Written down")).toBeVisible();
	});
});

describe("links", () => {
	it("go by contact and kind, never by address", async () => {
		const { user, bridge } = await show();
		await user.click(await value("Copy email"));
		expect(await navigator.clipboard.readText()).toBe("person0@example.com");
		await user.click(await value("Write an email"));
		await waitFor(() =>
			expect(bridge.asked("links_open")).toEqual([{ account: ACCOUNT, contact: NADIA, kind: "email" }]),
		);
	});

	it("can be copied when the system does not open them", async () => {
		const { user, bridge } = await show();
		bridge.fail("links_open", { code: "internal", params: { url: "mailto:person0@example.com" } });
		await user.click(await value("Write an email"));
		await user.click(await value("Copy link"));
		await waitFor(async () => expect(await navigator.clipboard.readText()).toBe("mailto:person0@example.com"));
	});
});
