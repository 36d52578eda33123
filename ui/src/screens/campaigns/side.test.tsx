import { act, screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import type { Campaign } from "../../bridge";
import { FakeBridge } from "../../test/fake-bridge";
import { addRun, changeRun } from "../../test/fake-runs";
import { renderAt } from "./campaigns.test-util";
import { foremost } from "./side/RunsArea";
import { newlyEnded } from "./side/useRunEnds";

const line = (name: string) => screen.findByRole("link", { name: `Campaigns: ${name}` });
const run = (id: number, state: Campaign["state"]) => ({ id, state }) as Campaign;

async function open(bridge: FakeBridge) {
	const app = renderAt(bridge, "/groups");
	await screen.findByRole("heading", { name: "Groups", level: 1 });
	return app;
}

describe("runs in the sidebar", () => {
	it("are not there while none is under way", async () => {
		const bridge = new FakeBridge();
		addRun(bridge, ["accepted"], { state: "done" });
		await open(bridge);
		await waitFor(() => expect(bridge.asked("campaigns_list").length).toBeGreaterThan(0));
		expect(screen.queryByRole("link", { name: /^Campaigns:/ })).not.toBeInTheDocument();
	});

	it("are seen from every screen, go on by themselves and lead to the report", async () => {
		const bridge = new FakeBridge();
		addRun(bridge, ["accepted", "planned", "planned"]);
		const { user, path } = await open(bridge);
		expect((await line("Spring catalogue")).parentElement).toHaveTextContent("1 / 3");
		const links = screen.getByRole("navigation", { name: "Screens" });
		expect(within(links).getByRole("link", { name: "Campaigns" })).toHaveAccessibleDescription("1 running");
		act(() => changeRun(bridge, 1, {}, ["accepted"]));
		await waitFor(async () => expect((await line("Spring catalogue")).parentElement).toHaveTextContent("2 / 3"));
		await user.click(await line("Spring catalogue"));
		await waitFor(() => expect(path()).toBe("/campaigns/1"));
	});

	it("tell once that one ended, stopped or missed its start", async () => {
		const bridge = new FakeBridge();
		addRun(bridge, ["planned"], { name: "Good" });
		addRun(bridge, ["planned"], { name: "Bad" });
		addRun(bridge, ["planned"], { name: "Late", state: "scheduled", starts_at: new Date().toISOString() });
		const { user, path } = await open(bridge);
		await line("Bad");
		act(() => changeRun(bridge, 1, { state: "done" }, ["accepted"]));
		expect(await screen.findByText("Good: done, 1 accepted")).toBeInTheDocument();
		const reason = { rule: "failures_in_a_row", failures: 10 } as const;
		act(() => changeRun(bridge, 2, { state: "stopped", stopped: { reason, at: new Date().toISOString() } }));
		expect(await screen.findByText("Bad: stopped by itself, 10 messages in a row failed")).toBeInTheDocument();
		act(() => changeRun(bridge, 3, { state: "missed" }));
		const missed = await screen.findByText("Late missed its start and asks what to do");
		act(() => changeRun(bridge, 1, { name: "Renamed" }));
		await waitFor(() => expect(bridge.asked("campaigns_list").length).toBeGreaterThan(4));
		expect(screen.getAllByText("Late missed its start and asks what to do")).toHaveLength(1);
		const toast = missed.closest("section > div") as HTMLElement;
		await user.click(within(toast).getByRole("button", { name: "Show" }));
		await waitFor(() => expect(path()).toBe("/campaigns/3"));
	});

	it("ask about a start that was missed while the program was closed, and keep quiet of the rest", () => {
		const runs = [run(1, "missed"), run(2, "done"), run(3, "stopped")];
		expect(newlyEnded(runs, null).map(({ id }) => id)).toEqual([1]);
		expect(newlyEnded(runs, new Map([[3, "running"]])).map(({ id }) => id)).toEqual([1, 2, 3]);
		expect(newlyEnded(runs, new Map(runs.map((one) => [one.id, one.state])))).toEqual([]);
	});

	it("show who wants a person before what goes on by itself", () => {
		const of = (...states: Campaign["state"][]) =>
			foremost(states.map((state, index) => run(index, state))).map(({ state }) => state);
		expect(of("done", "cancelled")).toEqual([]);
		expect(of("scheduled", "paused", "running")).toEqual(["running"]);
		expect(of("running", "stopped", "missed")).toEqual(["missed", "running"]);
	});
});
