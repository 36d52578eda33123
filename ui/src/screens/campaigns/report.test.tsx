import { screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { expectAccessible } from "../../test/axe";
import { FakeBridge } from "../../test/fake-bridge";
import { addRun, type Fate } from "../../test/fake-runs";
import { withLayout } from "../contacts/layout.test-util";
import { renderRuns } from "./campaigns.test-util";

withLayout();

const FATES: Fate[] = [
	"accepted",
	"refused:wa_131026",
	"refused:wa_131042",
	"refused:wa_131042",
	"refused:wa_131049",
	"unknown",
	"skipped:opted_out",
	"planned",
];
const grid = () => screen.findByRole("grid", { name: "Recipients" });
const rows = async () =>
	within(await grid())
		.getAllByRole("row")
		.slice(1);
const tile = (name: RegExp) =>
	within(screen.getByRole("group", { name: "People by state" })).getByRole("button", { name });

async function open(fates: readonly Fate[] = FATES, more: Parameters<typeof addRun>[2] = {}) {
	const bridge = new FakeBridge();
	addRun(bridge, fates, more);
	const app = await renderRuns(bridge, 1);
	await screen.findByRole("heading", { name: "Spring catalogue", level: 1 });
	await waitFor(async () => expect((await rows())[0]).toHaveTextContent("Nadia"));
	return app;
}

describe("the report of a run", () => {
	it("says of each person what became of it, and never that accepted is delivered", async () => {
		await open();
		const [first, second] = await rows();
		expect(first).toHaveTextContent(/Accepted.*delivery not reported/);
		expect(second).toHaveTextContent(/Refused.*this number is not on WhatsApp.*131026/);
		expect(document.body).not.toHaveTextContent("Delivered");
		await expectAccessible();
	});

	it("filters by state, by reason and by name, and says when nobody is left", async () => {
		const { user, bridge } = await open();
		await user.click(screen.getByRole("button", { name: "About this run" }));
		await user.click(tile(/Refused 4/));
		await waitFor(async () => expect(await rows()).toHaveLength(4));
		await user.click(screen.getByRole("button", { name: /WhatsApp could not charge.*2 may be sent again 2$/ }));
		await waitFor(async () => expect(await rows()).toHaveLength(2));
		expect(bridge.asked("campaigns_rows").at(-1)).toMatchObject({
			request: { states: ["refused"], reasons: ["wa_131042"] },
		});
		await user.keyboard("/");
		await user.keyboard("zzz");
		await screen.findByText("Nobody of this run is in this slice.");
		await user.click(screen.getByRole("button", { name: "Show everybody" }));
		await waitFor(async () => expect((await rows()).length).toBeGreaterThan(4));
	});

	it("shows the funnel, each step opening its people", async () => {
		const { user } = await open();
		await user.click(screen.getByRole("button", { name: "About this run" }));
		const about = within(screen.getByRole("complementary", { name: "About this run" }));
		expect(about.getByText("Were to get it").parentElement).toHaveTextContent("7");
		await user.click(about.getByRole("button", { name: "minus opted out of messages 1" }));
		await waitFor(async () => expect(await rows()).toHaveLength(1));
		expect(tile(/Skipped 1/)).toHaveAttribute("aria-pressed", "true");
		expect(about.getByText("09:00 to 18:00")).toBeInTheDocument();
	});

	it("opens a person: the text, and the two answers to an unknown", async () => {
		const { user, bridge } = await open();
		await user.click(tile(/Unknown 1/));
		await waitFor(async () => expect(await rows()).toHaveLength(1));
		(await grid()).focus();
		await user.keyboard("{Enter}");
		const person = within(await screen.findByRole("region", { name: "Tomás Lindqvist" }));
		expect(person.getByText(/is here. Shall we put one aside/)).toBeInTheDocument();
		expect(person.getByText("Did Tomás Lindqvist get it?")).toBeInTheDocument();
		await expectAccessible();
		await user.click(person.getByRole("button", { name: "Not sent" }));
		const ask = await screen.findByRole("alertdialog");
		await user.click(within(ask).getByRole("button", { name: "Not sent" }));
		// Its own answer, not the program's: now it may be sent again.
		await user.click(await person.findByRole("button", { name: "Send again" }));
		await person.findByText("Waiting");
		expect(bridge.asked("campaigns_retry")).toMatchObject([{ request: { reasons: [], rows: [20005] } }]);
	});

	it("closes a person by Escape and gives the keyboard back to the list", async () => {
		const { user } = await open();
		(await grid()).focus();
		await user.keyboard("{ArrowDown}{Enter}");
		await screen.findByRole("region", { name: /بن علي/ });
		await user.keyboard("{Escape}");
		await waitFor(() => expect(screen.queryByRole("region", { name: /بن علي/ })).not.toBeInTheDocument());
		expect(await grid()).toHaveFocus();
	});

	it("sends again by reason, only to those who may be", async () => {
		const { user, bridge } = await open();
		await user.click(screen.getByRole("button", { name: "Retry failed" }));
		const dialog = within(await screen.findByRole("dialog", { name: "Send again to those who may be" }));
		expect(dialog.getAllByRole("checkbox")).toHaveLength(1);
		dialog.getByText("1 more may be sent again later, not yet.");
		await user.click(dialog.getByRole("checkbox", { name: /could not charge your business account \(2\)/ }));
		expect(dialog.getByRole("button", { name: "Send again to 0" })).toHaveAttribute("aria-disabled", "true");
		await user.click(dialog.getByRole("checkbox"));
		await user.click(dialog.getByRole("button", { name: "Send again to 2" }));
		await screen.findByText("2 are sent again");
		expect(bridge.asked("campaigns_retry")).toMatchObject([{ request: { reasons: ["wa_131042"], rows: [] } }]);
		await waitFor(() => expect(tile(/Waiting 3/)).toBeInTheDocument());
	});

	it("says why nobody can be sent to again", async () => {
		await open(FATES, { state: "cancelled" });
		expect(screen.getByRole("button", { name: "Retry failed" })).toHaveAccessibleDescription(/over for good/);
	});

	it("begins another run for the people that are shown", async () => {
		const { user, begun } = await open();
		await user.click(tile(/Refused 4/));
		await user.click(await screen.findByRole("button", { name: "These 4 people" }));
		await user.click(await screen.findByRole("menuitem", { name: "New run …" }));
		expect(begun).toHaveBeenCalledWith({ audience: [{ kind: "run", id: 1, states: ["refused"], reasons: [] }] });
		await user.type(screen.getByRole("searchbox", { name: "Search recipients" }), "अनन्या");
		await user.click(await screen.findByRole("button", { name: "This 1 person" }));
		await user.click(await screen.findByRole("menuitem", { name: "New run …" }));
		// A set of a run knows no search.
		await waitFor(() => expect(begun).toHaveBeenLastCalledWith({ audience: [{ kind: "contacts", ids: [503] }] }));
	});

	it("adds the people that are shown to a group, after a look at what that takes", async () => {
		const { user, bridge } = await open();
		await user.click(tile(/Refused 4/));
		await user.click(await screen.findByRole("button", { name: "These 4 people" }));
		await user.click(await screen.findByRole("menuitem", { name: "Add to a group …" }));
		const pick = await screen.findByRole("dialog", { name: "Add 4 contacts to a group" });
		await user.type(within(pick).getByRole("combobox", { name: "Group" }), "vip{Enter}");
		const review = await screen.findByRole("dialog", { name: "Change 4 contacts" });
		await waitFor(() => expect(bridge.asked("jobs_plan")).toHaveLength(1));
		expect(bridge.asked("jobs_plan")[0]).toMatchObject({
			request: { who: { kind: "ids", ids: [502, 503, 504, 505] }, change: { edit: { add_groups: [18] } } },
		});
		await user.click(await within(review).findByRole("button", { name: "Start" }));
		await waitFor(() => expect(bridge.jobs).toHaveLength(1));
	});

	it("saves a table and says where it lies", async () => {
		const { user, bridge } = await open();
		await user.click(screen.getByRole("button", { name: "Export" }));
		await user.click(await screen.findByRole("menuitem", { name: "CSV" }));
		await screen.findByText("8 rows saved as /home/ilse/Downloads/Spring_catalogue.csv");
		await user.click(tile(/Refused 4/));
		await user.click(screen.getByRole("button", { name: "Export" }));
		await user.click(await screen.findByRole("menuitem", { name: "Excel workbook" }));
		await screen.findByText("4 rows saved as /home/ilse/Downloads/Spring_catalogue.xlsx");
		expect(bridge.asked("campaigns_export").at(-1)).toMatchObject({
			request: { format: "xlsx", people: { states: ["refused"] } },
		});
	});

	it("goes slower and faster, up to what the server allows", async () => {
		const { user, bridge } = await open();
		expect(screen.getByRole("button", { name: "Faster" })).toHaveAttribute("aria-disabled", "true");
		await user.click(screen.getByRole("button", { name: "Slower" }));
		await screen.findByText("45 a minute", { selector: "[aria-live]" });
		await user.click(screen.getByRole("button", { name: "Faster" }));
		await screen.findByText("60 a minute", { selector: "[aria-live]" });
		expect(bridge.runs[0]?.run.settings.pace).toMatchObject({ per_minute: null, per_day: 500 });
	});

	it("takes a pace that is typed, and says what is wrong with one", async () => {
		const { user, bridge } = await open();
		await user.click(screen.getByRole("button", { name: "Pace …" }));
		const dialog = within(await screen.findByRole("dialog", { name: "Pace of Spring catalogue" }));
		await user.type(dialog.getByRole("textbox", { name: "Most an hour" }), "x");
		await user.click(dialog.getByRole("button", { name: "From now on" }));
		expect(dialog.getByRole("textbox", { name: "Most an hour" })).toHaveAccessibleDescription(/number from 1/);
		await expectAccessible();
		await user.clear(dialog.getByRole("textbox", { name: "Most an hour" }));
		await user.type(dialog.getByRole("textbox", { name: "Most an hour" }), "200{Enter}");
		await waitFor(() => expect(screen.queryByRole("dialog")).not.toBeInTheDocument());
		expect(bridge.runs[0]?.run.settings.pace.per_hour).toBe(200);
	});

	it("says what stopped it and what to do, and goes on", async () => {
		const { user } = await open(FATES, {
			state: "stopped",
			stopped: { at: new Date().toISOString(), reason: { rule: "whatsapp", code: 132015, detail: "Paused" } },
		});
		const alert = screen.getByRole("alert");
		expect(alert).toHaveTextContent("WhatsApp has paused this template for low quality (132015)");
		expect(alert).toHaveTextContent("1 person has not been tried and waits");
		expect(alert).toHaveTextContent("WhatsApp says: Paused");
		await user.keyboard("p");
		await waitFor(() => expect(screen.queryByRole("alert")).not.toBeInTheDocument());
	});

	it("of a run that is not here leads back to all", async () => {
		await renderRuns(new FakeBridge(), 9);
		expect(await screen.findByRole("alert")).toHaveTextContent("This campaign is not here");
		expect(screen.getByRole("button", { name: "To all campaigns" })).toBeInTheDocument();
	});

	it("asks for the rows on screen only, of however many", async () => {
		const { bridge } = await open(Array.from({ length: 5_000 }, () => "accepted" as const));
		expect((await rows()).length).toBeLessThan(40);
		expect(await grid()).toHaveAttribute("aria-rowcount", "5001");
		for (const { request } of bridge.asked("campaigns_rows")) expect(request).toMatchObject({ limit: 100 });
	});
});
