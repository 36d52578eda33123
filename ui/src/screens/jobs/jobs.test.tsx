import { act, screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import type { JobChange, JobWho } from "../../bridge";
import { expectAccessible } from "../../test/axe";
import { FakeBridge } from "../../test/fake-bridge";
import { work } from "../../test/fake-jobs";
import { renderApp } from "../../test/render";
import { NO_CHANGE } from "../contacts/selection/edit";

const CONTACTED: JobChange = { kind: "edit", edit: { ...NO_CHANGE, status_id: 2 }, then_delete: null };

/** As if somebody had planned and started it. */
async function begin(bridge: FakeBridge, change = CONTACTED, ids = [501, 502, 503]) {
	const who: JobWho = { kind: "ids", ids };
	const plan = (await bridge.call("jobs_plan", { account: "a-blue", request: { who, change } })) as { id: string };
	await bridge.call("jobs_start", { account: "a-blue", start: { plan: plan.id, typed: null } });
}

async function open(bridge: FakeBridge) {
	const app = await renderApp("/groups", { bridge });
	await screen.findByRole("heading", { name: "Groups", level: 1 });
	return app;
}
const line = () => screen.findByRole("button", { name: "Jobs: Status: Contacted" });
const panel = async () => screen.findByRole("dialog", { name: "Jobs" });

describe("jobs", () => {
	it("show no line while there is none, and the panel says what they are for", async () => {
		const { user } = await open(new FakeBridge());
		expect(screen.queryByRole("button", { name: /^Jobs/ })).not.toBeInTheDocument();
		await user.keyboard("{Control>}k{/Control}");
		await screen.findByRole("listbox", { name: "Commands" });
		await user.keyboard("jobs{Enter}");
		expect(await panel()).toHaveTextContent("Nothing has been changed in bulk in the last 30 days");
	});

	it("are seen from every screen, paused, resumed and cancelled", async () => {
		const bridge = new FakeBridge();
		await begin(bridge);
		const { user } = await open(bridge);
		await user.click(await line());
		const jobs = await panel();
		const job = within(jobs).getByRole("listitem", { name: "Status: Contacted" });
		expect(within(job).getByRole("progressbar", { name: "Status: Contacted" })).toHaveAttribute("aria-valuemax", "3");
		await expectAccessible();
		await user.click(within(job).getByRole("button", { name: "Pause" }));
		await within(job).findByText(/^Paused/);
		await user.click(within(job).getByRole("button", { name: "Resume" }));
		await within(job).findByText(/^Running/);
		await user.click(within(job).getByRole("button", { name: "Cancel job" }));
		const ask = await screen.findByRole("alertdialog", { name: "Cancel this job?" });
		await user.click(within(ask).getByRole("button", { name: "Cancel job" }));
		await within(job).findByText(/^Cancelled/);
		expect(bridge.asked("jobs_cancel")).toEqual([{ account: "a-blue", job: 1 }]);
	});

	it("say what they wait for, who waits behind, and why one was stopped", async () => {
		const bridge = new FakeBridge();
		await begin(bridge);
		await begin(bridge, { kind: "edit", edit: { ...NO_CHANGE, type: "guest" }, then_delete: null });
		const [second, first] = bridge.jobs;
		if (!first || !second) throw new Error("two jobs");
		second.job.started_at = null;
		first.job.waiting = "offline";
		const { user } = await open(bridge);
		expect(await screen.findByText("Waits for the network · 1 waits")).toBeInTheDocument();
		first.job.waiting = null;
		first.job.state = "stopped";
		first.job.stopped_by = { code: "token_expired", message: "" };
		act(() => bridge.emit({ type: "jobs_changed", account: "a-blue" }));
		expect(await screen.findByText("Status: Contacted: stopped")).toBeInTheDocument();
		// Told once, though more is told of the jobs.
		second.job.people = 7;
		act(() => bridge.emit({ type: "jobs_changed", account: "a-blue" }));
		await screen.findByText("0 / 7");
		expect(screen.getAllByText("Status: Contacted: stopped")).toHaveLength(1);
		await user.click(screen.getByRole("button", { name: "Show" }));
		const job = within(await panel()).getByRole("listitem", { name: "Status: Contacted" });
		expect(job).toHaveTextContent(/token/i);
		expect(within(job).getByRole("button", { name: "Resume" })).toBeInTheDocument();
	});

	it("tell of those that failed, with the reason, and select them", async () => {
		const bridge = new FakeBridge();
		await begin(bridge);
		const { user } = await open(bridge);
		await line();
		act(() => work(bridge, 1, 9, [502]));
		expect(await screen.findByText("Status: Contacted: 1 of 3 failed and stays selected")).toBeInTheDocument();
		await user.click(screen.getByRole("button", { name: "Show" }));
		const job = within(await panel()).getByRole("listitem", { name: "Status: Contacted" });
		await user.click(within(job).getByRole("button", { name: "Reasons" }));
		const failed = await within(job).findByRole("list", { name: "Failed" });
		expect(within(failed).getAllByRole("listitem")).toHaveLength(1);
		expect(failed).toHaveTextContent("فاطمة الزهراء");
		await expectAccessible();
		await user.click(within(job).getByRole("button", { name: "Select failed" }));
		await waitFor(() => expect([...bridge.chosen.ids]).toEqual([502]));
	});

	it("are told once when they end, also one that is over before it was seen", async () => {
		const bridge = new FakeBridge();
		const { user } = await open(bridge);
		await user.keyboard("{Control>}k{/Control}");
		await screen.findByRole("listbox", { name: "Commands" });
		await user.keyboard("jobs{Enter}");
		await user.click(within(await panel()).getAllByRole("button", { name: "Close" })[1] as HTMLElement);
		await begin(bridge);
		act(() => work(bridge, 1, 9));
		expect(await screen.findAllByText("Status: Contacted: 3 contacts changed")).toHaveLength(1);
		act(() => bridge.emit({ type: "jobs_changed", account: "a-blue" }));
		await waitFor(() => expect(bridge.asked("jobs_list").length).toBeGreaterThan(2));
		expect(screen.getAllByText("Status: Contacted: 3 contacts changed")).toHaveLength(1);
	});

	it("that ended before the program was opened are not told again", async () => {
		const bridge = new FakeBridge();
		await begin(bridge);
		work(bridge, 1, 9);
		const { user } = await open(bridge);
		await user.click(await screen.findByRole("button", { name: "Jobs" }));
		expect(within(await panel()).getByRole("button", { name: "Undo" })).toBeInTheDocument();
		expect(screen.queryByText("Status: Contacted: 3 contacts changed")).not.toBeInTheDocument();
	});

	it("that set others back say what is left alone", async () => {
		const bridge = new FakeBridge();
		await begin(bridge);
		work(bridge, 1, 9);
		bridge.conflicts = 2;
		const { user } = await open(bridge);
		await user.click(await screen.findByRole("button", { name: "Jobs" }));
		await user.click(within(await panel()).getByRole("button", { name: "Undo" }));
		const review = await screen.findByRole("dialog", { name: "Undo: Status: Contacted" });
		await within(review).findByText("2 contacts were changed since and are left alone.");
	});
});

describe("a group", () => {
	it("is merged into another by its row", async () => {
		const bridge = new FakeBridge();
		const { user } = await open(bridge);
		await waitFor(() => expect(screen.getAllByRole("row").length).toBeGreaterThan(3));
		const row = screen.getAllByRole("row").find((one) => one.querySelector("bdi")?.textContent === "Schools");
		if (!row) throw new Error("no Schools");
		const schools = bridge.groups.find(({ name }) => name === "Schools")?.id ?? 0;
		const vip = bridge.groups.find(({ name }) => name === "VIP")?.id ?? 0;
		const members = bridge.contacts.filter(({ groups }) => groups.includes(schools)).length;
		await user.click(within(row).getByRole("button", { name: "Merge into …" }));
		const pick = await screen.findByRole("dialog", { name: "Merge Schools into another group" });
		expect(within(pick).queryByRole("option", { name: "Schools" })).not.toBeInTheDocument();
		await waitFor(() => expect(within(pick).getByRole("combobox")).toHaveFocus());
		await user.keyboard("vip{Enter}");
		const review = await screen.findByRole("dialog", { name: "Merge Schools" });
		await within(review).findByText(`${members} contacts move.`);
		expect(review).toHaveTextContent("Merge Schools into VIP");
		await expectAccessible();
		await user.click(within(review).getByRole("button", { name: "Merge" }));
		await waitFor(() =>
			expect(bridge.asked("jobs_plan").at(-1)).toMatchObject({
				request: { change: { kind: "merge_groups", from: schools, into: vip } },
			}),
		);
		await screen.findByRole("button", { name: "Jobs: Merge Schools into VIP" });
	});
});

describe("a status in use", () => {
	it("is left by moving its contacts to another, and then deleted", async () => {
		const bridge = new FakeBridge();
		const { user } = await renderApp("/statuses", { bridge });
		await waitFor(() => expect(screen.getAllByRole("row").length).toBeGreaterThan(3));
		const row = screen.getAllByRole("row").find((one) => one.querySelector("bdi")?.textContent === "Lost");
		if (!row) throw new Error("no Lost");
		await waitFor(() => expect(within(row).getAllByRole("gridcell")[2]).toHaveTextContent(/\d/));
		const users = bridge.contacts.filter(({ status_id }) => status_id === 6).length;
		await user.click(within(row).getByRole("button", { name: "Delete" }));
		const told = await screen.findByRole("alertdialog", { name: "Lost is in use" });
		await user.click(within(told).getByRole("button", { name: `Move the ${users} contacts to …` }));
		const pick = await screen.findByRole("dialog", { name: "Move the contacts of Lost" });
		await waitFor(() => expect(within(pick).getByRole("combobox")).toHaveFocus());
		await user.keyboard("won{Enter}");
		const review = await screen.findByRole("dialog", { name: "Change contacts of Lost" });
		await within(review).findByText(`${users} contacts change.`);
		expect(review).toHaveTextContent("Status: Won · then delete Lost");
		expect(bridge.asked("jobs_plan").at(-1)).toMatchObject({
			request: {
				who: { kind: "members", list: "statuses", id: 6 },
				change: { kind: "edit", edit: { status_id: 5 }, then_delete: { list: "statuses", id: 6 } },
			},
		});
	});
});
