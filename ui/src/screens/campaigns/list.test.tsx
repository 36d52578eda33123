import { act, screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { expectAccessible } from "../../test/axe";
import { FakeBridge } from "../../test/fake-bridge";
import { addRun, changeRun, type Fate } from "../../test/fake-runs";
import { renderAt, renderRuns } from "./campaigns.test-util";

const HALF: Fate[] = ["accepted", "refused:wa_131026", "unknown", "skipped:opted_out", "planned", "planned"];
const soon = (seconds: number) => new Date(Date.now() + seconds * 1000).toISOString();
const row = async (name: string) => {
	const grid = await screen.findByRole("grid", { name: "Campaigns" });
	return within(grid).findByRole("row", { name: new RegExp(`^${name}`) });
};

describe("the campaigns", () => {
	it("teach the first one while there is none", async () => {
		const { user, begun } = await renderRuns(new FakeBridge());
		await screen.findByRole("heading", { name: "No campaign yet" });
		await expectAccessible();
		await user.keyboard("n");
		expect(begun).toHaveBeenCalledWith({});
	});

	it("say why they cannot be read, and read them again", async () => {
		const bridge = new FakeBridge();
		bridge.fail("campaigns_list", { code: "store_failed" }, 1);
		const { user } = await renderRuns(bridge);
		const alert = await screen.findByRole("alert");
		expect(alert).toHaveTextContent("The campaigns could not be read");
		await user.click(within(alert).getByRole("button", { name: "Try again" }));
		await screen.findByRole("heading", { name: "No campaign yet" });
	});

	it("tell how far each is and when it will be ready", async () => {
		const bridge = new FakeBridge();
		addRun(bridge, HALF);
		await renderRuns(bridge);
		const bar = within(await row("Spring catalogue")).getByRole("progressbar", { name: "Spring catalogue" });
		expect(bar).toHaveAttribute("aria-valuenow", "4");
		expect(bar).toHaveAttribute("aria-valuetext", "4 of 6: 1 accepted, 1 refused, 1 unknown, 1 left out, 2 to go");
		expect(await row("Spring catalogue")).toHaveTextContent(/Running.*Ready about \d\d:\d\d, in less than a minute/);
		await expectAccessible();
		act(() => changeRun(bridge, 1, {}, ["accepted", "accepted"]));
		await waitFor(() => expect(bar).toHaveAttribute("aria-valuenow", "6"));
	});

	it("say what they wait for", async () => {
		const bridge = new FakeBridge();
		addRun(bridge, HALF, { waiting: { reason: "offline", since: soon(-60), until: null } });
		await renderRuns(bridge);
		expect(await row("Spring catalogue")).toHaveTextContent("Waits for the network");
	});

	it("are paused and resumed by button and by key, and cancelled only after a question", async () => {
		const bridge = new FakeBridge();
		addRun(bridge, HALF);
		const { user } = await renderRuns(bridge);
		const run = within(await row("Spring catalogue"));
		await user.click(run.getByRole("button", { name: "Pause" }));
		await run.findByText("Paused");
		await user.keyboard("p");
		await run.findByText("Running");
		await user.click(run.getByRole("button", { name: "Cancel run" }));
		const ask = await screen.findByRole("alertdialog", { name: "Cancel Spring catalogue?" });
		expect(ask).toHaveTextContent("2 people have not been sent anything");
		expect(bridge.asked("campaigns_cancel")).toEqual([]);
		await user.click(within(ask).getByRole("button", { name: "Cancel run" }));
		await run.findByText("Cancelled");
		expect(run.queryByRole("button")).not.toBeInTheDocument();
	});

	it("are all held at once", async () => {
		const bridge = new FakeBridge();
		addRun(bridge, HALF, { name: "One" });
		addRun(bridge, HALF, { name: "Two" });
		const { user } = await renderRuns(bridge);
		await row("Two");
		await user.click(screen.getByRole("button", { name: "Pause all" }));
		await screen.findByText("2 runs are held");
		expect(bridge.runs.map(({ run }) => run.state)).toEqual(["paused", "paused"]);
		expect(screen.getByRole("button", { name: "Pause all" })).toHaveAttribute("aria-disabled", "true");
	});

	it("count down to a start that can still be taken back", async () => {
		const bridge = new FakeBridge();
		const starts = soon(20);
		addRun(bridge, ["planned", "planned"], { state: "scheduled", starts_at: starts, created_at: soon(0) });
		const { user } = await renderRuns(bridge);
		const run = within(await row("Spring catalogue"));
		run.getByText(/^Begins in (1\d|20) s$/);
		expect(run.queryByRole("button", { name: "Cancel run" })).not.toBeInTheDocument();
		await user.click(run.getByRole("button", { name: "Take back" }));
		await screen.findByText("Spring catalogue is taken back. Nothing was sent.");
		expect(screen.queryByRole("alertdialog")).not.toBeInTheDocument();
		expect(bridge.runs[0]?.run.state).toBe("cancelled");
	});

	it("ask when a start was missed: begin now, another time", async () => {
		const bridge = new FakeBridge();
		addRun(bridge, ["planned", "planned"], { state: "missed", starts_at: soon(-3600) });
		const { user } = await renderRuns(bridge);
		const run = within(await row("Spring catalogue"));
		await user.click(run.getByRole("button", { name: "Another time …" }));
		const dialog = within(await screen.findByRole("dialog", { name: "Begin Spring catalogue at another time" }));
		await expectAccessible();
		await user.clear(dialog.getByLabelText("Day"));
		await user.type(dialog.getByLabelText("Day"), "2020-01-01");
		await user.click(dialog.getByRole("button", { name: "Begin then" }));
		expect(await dialog.findByRole("alert")).toHaveTextContent("Give a time that lies ahead");
		expect(bridge.asked("campaigns_reschedule")).toEqual([]);
		await user.click(dialog.getByRole("button", { name: "Cancel" }));
		await user.click(run.getByRole("button", { name: "Begin now" }));
		const ask = await screen.findByRole("alertdialog", { name: "Begin Spring catalogue now?" });
		expect(ask).toHaveTextContent("2 people get spring_catalogue from Blue Harbour Books.");
		await user.click(within(ask).getByRole("button", { name: "Begin now" }));
		await run.findByText("Running");
	});

	it("are found by the names of campaign and template, and opened by Enter", async () => {
		const bridge = new FakeBridge();
		addRun(bridge, HALF, { name: "One" });
		addRun(bridge, HALF, { name: "Two" });
		const { user, path } = renderAt(bridge, "/campaigns");
		await row("Two");
		await user.keyboard("/");
		await user.keyboard("zzz");
		await screen.findByText("No campaign is called “zzz”");
		await user.click(screen.getByRole("button", { name: "Clear the filter" }));
		await user.keyboard("one");
		await waitFor(() => expect(screen.getAllByRole("row")).toHaveLength(2));
		screen.getByRole("grid", { name: "Campaigns" }).focus();
		await user.keyboard("{Enter}");
		await waitFor(() => expect(path()).toBe("/campaigns/1"));
		await screen.findByRole("heading", { name: "One", level: 1 });
		await user.click(within(screen.getByRole("main")).getByRole("link", { name: "Campaigns" }));
		await waitFor(() => expect(path()).toBe("/campaigns"));
	});
});
