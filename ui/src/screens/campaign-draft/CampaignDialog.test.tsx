import { screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import type { StartCampaign } from "../../bridge";
import { expectAccessible } from "../../test/axe";
import { FakeBridge } from "../../test/fake-bridge";
import { withLayout } from "../contacts/layout.test-util";
import { button, dialog, inDialog, lastDraft, region, show, slot } from "./dialog.test-util";

withLayout();

const started = (bridge: FakeBridge) => bridge.asked("campaigns_start").at(-1)?.request as StartCampaign | undefined;
const alert = () => screen.findByRole("alertdialog");

describe("a run", () => {
	it("goes from a group to its own page, said once more before, and can be taken back", async () => {
		const { bridge, user, toSend } = await show();
		await toSend();
		await user.type(await (await inDialog()).findByRole("textbox", { name: "Name of the run" }), "Spring");
		await (await region("Before it goes")).findByText(/588 conversations are left/);
		await user.click(await button("Send"));
		const question = await alert();
		expect(question).toHaveAccessibleName("Send to 8 people?");
		expect(question).toHaveTextContent("Blue Harbour Books");
		expect(question).toHaveTextContent("welcome_reader, en_US");
		expect(started(bridge)).toBeUndefined();
		await user.click(within(question).getByRole("button", { name: "Send" }));
		await waitFor(() => expect(screen.queryByRole("dialog")).not.toBeInTheDocument());
		expect(bridge.asked("campaigns_start")).toHaveLength(1);
		expect(started(bridge)).toMatchObject({
			name: "Spring",
			cancel_window: 10,
			starts_at: null,
			stop: { failures_in_a_row: 10, failures_percent: 50 },
		});
		// Asked when the step opened, and once more when Send was pressed.
		expect(bridge.asked("campaigns_check").length).toBeGreaterThanOrEqual(2);
		expect(document.querySelector("output")).toHaveTextContent("/campaigns/1");
		await user.click(await screen.findByRole("button", { name: "Cancel run" }));
		expect(bridge.asked("campaigns_cancel")).toEqual([{ account: "a-blue", campaign: 1 }]);
	});

	it("says what each step lacks, and keeps what was done when one goes back", async () => {
		const { user, template, field, next, recipients } = await show();
		const steps = within(await (await inDialog()).findByRole("navigation", { name: "Steps" }));
		expect(await button("Next")).toHaveAccessibleDescription("Choose a template first");
		expect(steps.getByRole("button", { name: "Send" })).toHaveAttribute("aria-disabled", "true");
		await template("spring_catalogue");
		await next();
		expect((await slot("Header")).getByRole("textbox", { name: "Header" })).toHaveAccessibleDescription(
			/Say what stands here/,
		);
		await field("Header", "First name");
		await user.type((await slot("Variable 2")).getByRole("textbox", { name: "Variable 2" }), "24");
		await user.click(await button("Back"));
		expect(steps.getByRole("button", { name: "Who" })).toHaveAttribute("aria-current", "step");
		await recipients("9 chosen");
		await user.keyboard("{Control>}{Enter}{/Control}");
		expect((await slot("Variable 2")).getByRole("textbox", { name: "Variable 2" })).toHaveValue("24");
		expect((await slot("Header")).getByRole("textbox", { name: "Header" })).toHaveValue("First name");
		// Another template has its own places; the first one is found as it was left.
		await template("welcome_reader");
		expect((await slot("Variable 1")).getByRole("textbox", { name: "Variable 1" })).toHaveValue("");
		await template("spring_catalogue");
		expect((await slot("Variable 2")).getByRole("textbox", { name: "Variable 2" })).toHaveValue("24");
	});

	it("asks before it is closed with something in it, and only then", async () => {
		const first = await show();
		await first.user.click(await button("Cancel"));
		await waitFor(() => expect(screen.queryByRole("dialog")).not.toBeInTheDocument());
		await first.user.click(screen.getByRole("button", { name: "open" }));
		await first.welcome();
		await first.user.click(await button("Cancel"));
		await first.user.click(within(await alert()).getByRole("button", { name: "Cancel" }));
		expect((await slot("Variable 1")).getByRole("textbox", { name: "Variable 1" })).toHaveValue("First name");
		await first.user.click(await button("Cancel"));
		await first.user.click(within(await alert()).getByRole("button", { name: "Close" }));
		await waitFor(() => expect(screen.queryByRole("dialog")).not.toBeInTheDocument());
	});

	it("works its plan out again by itself when newer ones pushed it out", async () => {
		const { bridge, welcome, recipients, next } = await show();
		await welcome();
		await recipients("8 will get it");
		const before = bridge.asked("campaigns_plan").length;
		bridge.fail("campaigns_plan_rows", { code: "plan_gone" }, 1);
		await next();
		await waitFor(() => expect(bridge.asked("campaigns_plan")).toHaveLength(before + 1));
		const list = await (await inDialog()).findByRole("listbox", { name: "Messages" });
		await within(list).findAllByRole("option", { name: /welcome to Blue Harbour Books/ });
		expect(screen.queryByRole("alert")).not.toBeInTheDocument();
	});

	it("tells that nobody can be counted without a template, and what went wrong", async () => {
		const empty = new FakeBridge();
		empty.templates = [];
		await show(undefined, empty);
		await (await inDialog()).findByText(/There is no template yet/);
	});

	it("says why it cannot be worked out, and tries again", async () => {
		const bridge = new FakeBridge();
		bridge.fail("campaigns_plan", { code: "store_failed" }, 1);
		const { user, recipients } = await show(undefined, bridge);
		await user.click(within(await screen.findByRole("alert")).getByRole("button", { name: "Try again" }));
		await recipients("9 chosen");
	});
});

describe("the last step", () => {
	it("is accessible, and sends later by this computer's clock", async () => {
		const { bridge, user, toSend } = await show();
		await toSend();
		await (await region("Before it goes")).findByText(/588 conversations/);
		await expectAccessible(await dialog());
		await user.click((await inDialog()).getByRole("radio", { name: "Later" }));
		const time = (await inDialog()).getByRole("textbox", { name: "Time" });
		await user.clear(time);
		await user.type(time, "25");
		await user.click(await button("Schedule"));
		expect(time).toHaveAccessibleDescription(/A time like/);
		expect(time).toHaveFocus();
		expect(screen.queryByRole("alertdialog")).not.toBeInTheDocument();
		await user.clear(time);
		await user.type(time, "8.15");
		await user.click(await button("Schedule"));
		await user.click(within(await alert()).getByRole("button", { name: "Schedule" }));
		await waitFor(() => expect(started(bridge)).toBeDefined());
		const at = new Date(started(bridge)?.starts_at ?? "");
		const tomorrow = new Date();
		tomorrow.setDate(tomorrow.getDate() + 1);
		tomorrow.setHours(8, 15, 0, 0);
		expect(at).toEqual(tomorrow);
		expect(started(bridge)?.cancel_window).toBe(0);
	});

	it("hands pace, hours and stop rules on, and works the end out with them", async () => {
		const { bridge, user, toSend } = await show();
		await toSend();
		const type = async (name: string, text: string) => {
			const box = (await inDialog()).getByRole("textbox", { name });
			await user.clear(box);
			if (text) await user.type(box, text);
		};
		await type("A minute", "3");
		await type("After failures in a row", "");
		await user.click((await inDialog()).getByRole("checkbox", { name: "Only at this time of the day" }));
		await type("From", "8");
		await waitFor(() =>
			expect(lastDraft(bridge).pace).toMatchObject({ per_minute: 3, hours: { from: "08:00", to: "18:00" } }),
		);
		await (await region("Before it goes")).findByText("3 a minute");
		await waitFor(async () => expect(await button("Send")).not.toHaveAttribute("aria-disabled"));
		await user.click(await button("Send"));
		await user.click(within(await alert()).getByRole("button", { name: "Send" }));
		await waitFor(() =>
			expect(started(bridge)).toMatchObject({
				pace: { per_minute: 3, per_hour: null, per_day: null, hours: { from: "08:00", to: "18:00" } },
				stop: { failures_in_a_row: null, failures_percent: 50 },
			}),
		);
	});

	it("does not start with a template that was paused meanwhile", async () => {
		const { bridge, user, toSend } = await show();
		await toSend();
		await (await region("Before it goes")).findByText(/is approved/);
		const paused = bridge.templates.find(({ name }) => name === "welcome_reader");
		if (paused) paused.problem = "paused";
		await user.click(await button("Send"));
		expect(await screen.findByRole("alert")).toHaveTextContent("Paused by WhatsApp");
		expect(screen.queryByRole("alertdialog")).not.toBeInTheDocument();
		expect(await button("Send")).toHaveAttribute("aria-disabled", "true");
		expect(started(bridge)).toBeUndefined();
	});

	it("warns when the plan has less room than people", async () => {
		const bridge = new FakeBridge();
		bridge.conversationsLeft = 4;
		const { toSend } = await show(undefined, bridge);
		await toSend();
		await (await region("Before it goes")).findByText(/Only 4 conversations are left/);
	});

	it("stops for a header that WhatsApp will not take, and warns of one that does not answer", async () => {
		const link = "https://example.com/spring.jpg";
		const bridge = new FakeBridge();
		bridge.media = { links: 1, looked_at: 1, bad: [{ link, problem: { why: "unreachable" } }] };
		const { user, toSend } = await show(undefined, bridge);
		await toSend();
		const side = await region("Before it goes");
		await side.findByText(/does not answer this computer/);
		expect(side.getByText(link)).toBeVisible();
		expect(await button("Send")).not.toHaveAttribute("aria-disabled");
		bridge.media = {
			links: 1,
			looked_at: 1,
			bad: [{ link, problem: { why: "wrong_type", content_type: "text/html" } }],
		};
		await user.click(side.getByRole("button", { name: "Ask again" }));
		await waitFor(async () => expect(await button("Send")).toHaveAccessibleDescription(/leads to text\/html/));
		bridge.media = { links: 1, looked_at: 1, bad: [] };
		await user.click(side.getByRole("button", { name: "Ask again" }));
		await side.findByText("The header has the right kind of file.");
		expect(await button("Send")).not.toHaveAttribute("aria-disabled");
	});

	it("needs the server, and says so when it is away", async () => {
		const bridge = new FakeBridge();
		bridge.fail("campaigns_check", { code: "offline" });
		const { user, toSend } = await show(undefined, bridge);
		await toSend();
		const told = await screen.findByRole("alert");
		expect(told).toHaveTextContent("There is no connection to the server.");
		expect(await button("Send")).toHaveAccessibleDescription(/Ask the server first/);
		bridge.fail("campaigns_check", null);
		await user.click(within(told).getByRole("button", { name: "Try again" }));
		await waitFor(async () => expect(await button("Send")).not.toHaveAttribute("aria-disabled"));
	});

	it("starts nothing from a plan that is gone, but works it out anew", async () => {
		const { bridge, user, toSend } = await show();
		await toSend();
		await (await region("Before it goes")).findByText(/is approved/);
		bridge.fail("campaigns_start", { code: "plan_gone" }, 1);
		await user.click(await button("Send"));
		await user.click(within(await alert()).getByRole("button", { name: "Send" }));
		expect(await screen.findByText(/The list was worked out again/)).toBeInTheDocument();
		await waitFor(async () => expect(await button("Send")).not.toHaveAttribute("aria-disabled"));
		await user.click(await button("Send"));
		await user.click(within(await alert()).getByRole("button", { name: "Send" }));
		await waitFor(() => expect(bridge.asked("campaigns_start")).toHaveLength(2));
		const plans = bridge.asked("campaigns_start").map(({ request }) => (request as StartCampaign).plan);
		expect(new Set(plans).size).toBe(2);
	});
});
