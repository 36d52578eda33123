import { act, screen, waitFor, within } from "@testing-library/react";
import { useState } from "react";
import { beforeEach, describe, expect, it } from "vitest";
import type { Contact, Preview, SendRow, Template } from "../../bridge";
import { expectAccessible } from "../../test/axe";
import { FakeBridge } from "../../test/fake-bridge";
import { fileOf, pickerIn } from "../../test/file";
import { renderScreen } from "../../test/render";
import { SendTemplateDialog } from ".";
import { forgetSession } from "./session";

beforeEach(forgetSession);

function Host({ contact }: { contact: Contact }) {
	const [open, setOpen] = useState(true);
	return (
		<>
			<button type="button" onClick={() => setOpen(true)}>
				Open
			</button>
			<SendTemplateDialog open={open} onOpenChange={setOpen} contact={contact} />
		</>
	);
}

/** A contact of the fake whose number ends so; the last four digits decide what becomes of a send. */
function person(bridge: FakeBridge, ending = "0142"): Contact {
	const [contact] = bridge.contacts;
	if (!contact) throw new Error("the fake has no contact");
	contact.phone = contact.phone.replace(/\d{4}$/, ending);
	return contact;
}

async function open(bridge = new FakeBridge(), contact = person(bridge)) {
	const result = await renderScreen(<Host contact={contact} />, { bridge });
	const dialog = await screen.findByRole("dialog", { name: "Send template" });
	const option = (name: string | RegExp) => within(dialog).findByRole("option", { name });
	return { ...result, dialog, option, contact };
}

const slot = (name: string) => screen.getByRole("textbox", { name });
const send = () => screen.getByRole("button", { name: "Send" });
const preview = () => screen.getByRole("region", { name: "Preview" });

async function fillWelcome(view: Awaited<ReturnType<typeof open>>, name = "Nadia") {
	await view.user.click(await view.option(/^welcome_reader/));
	await view.user.type(slot("Variable 1"), name);
}

describe("the list of templates", () => {
	it("groups by name, with what cannot be sent last and its reason in words", async () => {
		const view = await open();
		await view.option(/^thank_you/);
		const options = within(screen.getByRole("listbox", { name: "Template" })).getAllByRole("option");
		expect(options.map((option) => option.textContent?.match(/^[a-z_]+/)?.[0])).toEqual([
			"order_ready",
			"spring_catalogue",
			"thank_you",
			"welcome_reader",
			"login_code",
			"shop_location",
			"summer_reading",
		]);
		expect(await view.option(/^summer_reading/)).toHaveTextContent("Still in review at WhatsApp");
		await expectAccessible();
	});

	it("shows a template that cannot be sent, and does not send it", async () => {
		const view = await open();
		await view.user.click(await view.option(/^shop_location/));
		expect(preview()).toHaveTextContent("Here is our shop.");
		expect(send()).toHaveAttribute("aria-disabled", "true");
		expect(send()).toHaveAccessibleDescription(/a place on a map, which this server cannot send/);
		await view.user.click(send());
		await view.user.keyboard("{Control>}{Enter}{/Control}");
		expect(view.bridge.asked("outbox_send")).toEqual([]);
		expect(view.bridge.asked("outbox_preview")).toEqual([]);
	});

	it("is searched by typing, walked by arrows, entered by Enter", async () => {
		const view = await open();
		await view.option(/^thank_you/);
		expect(screen.getByRole("searchbox", { name: "Search templates" })).toHaveFocus();
		await view.user.keyboard("spring cat");
		expect(screen.getAllByRole("option")).toHaveLength(1);
		await view.user.keyboard("{ArrowDown}");
		expect(screen.getByRole("option", { name: /^spring_catalogue/ })).toHaveAttribute("aria-selected", "true");
		await view.user.keyboard("{Enter}");
		expect(slot("Header")).toHaveFocus();
	});

	it("goes on in the search when letters are typed on the list", async () => {
		const view = await open();
		await view.user.click(await view.option(/^thank_you/));
		act(() => screen.getByRole("listbox").focus());
		await view.user.keyboard("{End}");
		expect(screen.getByRole("option", { name: /^summer_reading/ })).toHaveAttribute("aria-selected", "true");
		await view.user.keyboard("wel");
		expect(screen.getByRole("searchbox")).toHaveValue("wel");
		expect(screen.getAllByRole("option")).toHaveLength(1);
	});

	it("offers to clear a search that finds nothing", async () => {
		const view = await open();
		await view.option(/^thank_you/);
		await view.user.keyboard("zzz");
		await view.user.click(screen.getByRole("button", { name: "Clear the search" }));
		expect(screen.getAllByRole("option")).toHaveLength(7);
	});

	it("asks the server when there is none", async () => {
		const bridge = new FakeBridge();
		const kept = bridge.templates;
		bridge.templates = [];
		const view = await open(bridge);
		expect(await screen.findByText("No templates yet")).toBeVisible();
		await expectAccessible();
		bridge.fail("templates_refresh", { code: "offline" }, 1);
		bridge.templates = kept;
		await view.user.click(within(view.dialog).getByRole("button", { name: "Ask the server again" }));
		await view.user.click(within(await screen.findByRole("alert")).getByRole("button", { name: "Try again" }));
		expect(await view.option(/^thank_you/)).toBeVisible();
	});

	it("says what went wrong and tries again", async () => {
		const bridge = new FakeBridge();
		bridge.fail("templates_list", { code: "store_failed" });
		const view = await open(bridge);
		await screen.findByRole("alert");
		bridge.fail("templates_list", null);
		await view.user.click(screen.getByRole("button", { name: "Try again" }));
		expect(await view.option(/^thank_you/)).toBeVisible();
	});

	it("changes the language of a template, sendable or not", async () => {
		const bridge = new FakeBridge();
		const arabic = bridge.templates.find((template) => template.language === "ar");
		if (arabic) arabic.problem = "paused";
		const view = await open(bridge);
		await view.user.click(await view.option(/^thank_you/));
		expect(await within(preview()).findByText(/Thank you for your visit/)).toBeVisible();
		await view.user.click(screen.getByRole("button", { name: "ar" }));
		expect(preview()).toHaveTextContent("شكراً لزيارتكم");
		expect(send()).toHaveAccessibleDescription(/Paused by WhatsApp; it resumes by itself/);
	});
});

describe("values and preview", () => {
	it("names each place, explains it, and shows what will be read", async () => {
		const view = await open();
		await view.user.click(await view.option(/^spring_catalogue/));
		expect(slot("Variable 1")).toHaveAccessibleDescription(/Hello …, the spring/);
		expect(slot("Variable 2")).toHaveAttribute("placeholder", "For example: 24");
		expect(await within(preview()).findByText("Variable 2")).toBeVisible();
		await view.user.type(slot("Variable 2"), "*24*");
		const value = await within(preview()).findByText("24");
		expect(value.closest("strong")).not.toBeNull();
		expect(preview()).toHaveTextContent("Reply STOP to hear no more");
		expect(preview()).toHaveTextContent("Blue Harbour Books");
		expect(screen.getByRole("region", { name: "Recipients" })).toHaveTextContent("Nadia Verhoeven+1 555 010 0142");
		await expectAccessible();
	});

	it("asks for a link where the header is a picture, and shows the file's name", async () => {
		const view = await open();
		await view.user.click(await view.option(/^order_ready/));
		expect(slot("Header")).toHaveAccessibleDescription("picture: a public https link, or a file");
		await view.user.type(slot("Header"), "https://example.com/a/cover%201.jpg");
		expect(await within(preview()).findByText("cover 1.jpg")).toBeVisible();
		expect(preview().querySelector("img")).toBeNull();
	});

	it("takes a file of this computer as the header, whole, and gives it up whole", async () => {
		const view = await open();
		await view.user.click(await view.option(/^order_ready/));
		const choose = (name: string) => view.user.upload(pickerIn(view.dialog), fileOf(name, new Uint8Array(3)));
		// One that the system's dialog would not have offered is still refused in words.
		pickerIn(view.dialog).removeAttribute("accept");
		await choose("prices.pdf");
		expect(await screen.findByText("This is not a file of the kind this header takes.")).toBeVisible();
		expect(slot("Header")).toHaveAttribute("aria-invalid", "true");
		await choose("Kaffee & Bücher.jpg");
		await waitFor(() => expect(slot("Header")).toHaveValue("Kaffee & Bücher.jpg"));
		expect(slot("Header")).not.toHaveAttribute("aria-invalid");
		expect(slot("Header")).toHaveFocus();
		expect(await within(preview()).findByText("Kaffee & Bücher.jpg")).toBeVisible();
		await expectAccessible();
		await view.user.keyboard("x");
		expect(slot("Header")).toHaveValue("Kaffee & Bücher.jpg");
		await view.user.keyboard("{Backspace}");
		expect(slot("Header")).toHaveValue("");
		await choose("cover.png");
		await view.user.click(await screen.findByRole("button", { name: "Take the file out" }));
		expect(slot("Header")).toHaveValue("");
		expect(slot("Header")).toHaveFocus();
		await view.user.keyboard("https://example.com/a.jpg");
		expect(slot("Header")).toHaveValue("https://example.com/a.jpg");
	});

	it("puts a field of the contact in as finished text", async () => {
		const view = await open();
		await view.user.click(await view.option(/^welcome_reader/));
		await view.user.type(slot("Variable 1"), "dear ");
		await view.user.keyboard("@");
		await view.user.click(await screen.findByRole("menuitem", { name: /First name/ }));
		await waitFor(() => expect(slot("Variable 1")).toHaveValue("dear Nadia"));
	});

	it("writes an @ inside a word, and one when the list is left with Esc", async () => {
		const view = await open();
		await view.user.click(await view.option(/^welcome_reader/));
		await view.user.type(slot("Variable 1"), "a@b @");
		await screen.findByRole("menu");
		await view.user.keyboard("{Escape}");
		await waitFor(() => expect(slot("Variable 1")).toHaveValue("a@b @"));
		expect(view.dialog).toBeVisible();
	});

	it("says what is missing when Send is pressed, and goes there", async () => {
		const view = await open();
		await view.user.click(await view.option(/^spring_catalogue/));
		await view.user.type(slot("Header"), "Nadia");
		expect(slot("Variable 1")).not.toHaveAttribute("aria-invalid");
		await view.user.click(send());
		await waitFor(() => expect(slot("Variable 1")).toHaveFocus());
		expect(slot("Variable 1")).toHaveAttribute("aria-invalid", "true");
		expect(slot("Variable 3")).toHaveAttribute("aria-invalid", "true");
		expect(slot("Header")).not.toHaveAttribute("aria-invalid");
		expect(view.bridge.asked("outbox_send")).toEqual([]);
		await expectAccessible();
	});

	it("keeps what was typed when the dialog is closed and opened again", async () => {
		const view = await open();
		await fillWelcome(view, "Nadia V.");
		await view.user.click(screen.getByRole("button", { name: "Cancel" }));
		await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
		await view.user.click(screen.getByRole("button", { name: "Open" }));
		expect(await screen.findByRole("textbox", { name: "Variable 1" })).toHaveValue("Nadia V.");
		expect(screen.getByRole("option", { name: /^welcome_reader/ })).toHaveAttribute("aria-selected", "true");
	});

	it("opens in the first empty place of the template used last", async () => {
		const view = await open();
		await view.user.click(await view.option(/^spring_catalogue/));
		await view.user.type(slot("Header"), "x");
		await view.user.keyboard("{Escape}");
		await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
		await view.user.click(screen.getByRole("button", { name: "Open" }));
		await waitFor(() => expect(slot("Variable 1")).toHaveFocus());
	});

	it("says under the preview what is wrong with the whole text", async () => {
		const bridge = new FakeBridge();
		const call = bridge.call.bind(bridge);
		bridge.call = async (command, args) => {
			const answer = await call(command, args);
			if (command !== "outbox_preview") return answer;
			return { ...(answer as Preview), problems: [{ field: "body", code: "too_long", limit: 1024 }] };
		};
		const view = await open(bridge);
		await fillWelcome(view);
		expect(await within(preview()).findByText(/1,?024/)).toBeVisible();
		await view.user.click(send());
		await waitFor(() => expect(send()).not.toHaveAttribute("aria-busy"));
		expect(bridge.asked("outbox_send")).toEqual([]);
	});

	it("cannot be sent to a person who opted out", async () => {
		const bridge = new FakeBridge();
		const contact = person(bridge);
		contact.is_opted_out = true;
		const view = await open(bridge, contact);
		await fillWelcome(view);
		expect(screen.getByRole("region", { name: "Recipients" })).toHaveTextContent(/has opted out of messages/);
		expect(send()).toHaveAccessibleDescription("This person has opted out of messages");
		await view.user.click(send());
		expect(bridge.asked("outbox_send")).toEqual([]);
	});
});

describe("sending", () => {
	it("sends once, however often it is pressed, and says what is known", async () => {
		const view = await open();
		await fillWelcome(view);
		const release = view.bridge.hold("outbox_send");
		await view.user.dblClick(send());
		await view.user.keyboard("{Control>}{Enter}{/Control}");
		await view.user.keyboard("{Escape}");
		await waitFor(() => expect(view.bridge.asked("outbox_send")).toHaveLength(1));
		expect(view.dialog).toBeVisible();
		expect(send()).toHaveAttribute("aria-busy", "true");
		release();
		await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
		expect(
			await screen.findByText("Accepted for Nadia Verhoeven · delivery not reported by this server"),
		).toBeVisible();
		expect(view.bridge.asked("outbox_send")).toEqual([
			{
				account: "a-blue",
				request: {
					key: expect.stringMatching(/^[0-9a-f-]{36}$/),
					contact: 501,
					template: view.bridge.templates.find((one) => one.name === "welcome_reader")?.template_id,
					values: { field_1: "Nadia" },
				},
			},
		]);
		await view.user.click(screen.getByRole("button", { name: "Open" }));
		expect(await screen.findByRole("textbox", { name: "Variable 1" })).toHaveValue("");
	});

	it("is sent with Ctrl and Enter from a field", async () => {
		const view = await open();
		await fillWelcome(view);
		await view.user.keyboard("{Control>}{Enter}{/Control}");
		await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
		expect(view.bridge.asked("outbox_send")).toHaveLength(1);
	});

	it("refused: stays open with cause and remedy, keeps everything, takes a new key", async () => {
		const bridge = new FakeBridge();
		const view = await open(bridge, person(bridge, "9001"));
		await fillWelcome(view);
		await view.user.click(send());
		const alert = await screen.findByRole("alert");
		expect(alert).toHaveTextContent("Not sent: this number is not on WhatsApp");
		expect(alert).toHaveTextContent("Check the number.");
		expect(alert).toHaveTextContent("Nothing was sent");
		expect(slot("Variable 1")).toHaveValue("Nadia");
		await expectAccessible();
		await view.user.click(send());
		await waitFor(() => expect(bridge.asked("outbox_send")).toHaveLength(2));
		const keys = bridge.asked("outbox_send").map(({ request }) => (request as { key: string }).key);
		expect(new Set(keys).size).toBe(2);
	});

	it("not tried: says why, keeps the key, and a remark of the server stands at its field until it is changed", async () => {
		const view = await open();
		await fillWelcome(view);
		view.bridge.fail("outbox_send", { code: "invalid", fields: [{ field: "field_1", code: "bad_spaces" }] }, 1);
		await view.user.click(send());
		await waitFor(() => expect(slot("Variable 1")).toHaveAttribute("aria-invalid", "true"));
		expect(screen.getByRole("alert")).toHaveTextContent("Nothing was sent");
		await view.user.type(slot("Variable 1"), "!");
		expect(slot("Variable 1")).not.toHaveAttribute("aria-invalid");
		await view.user.click(send());
		await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
		const keys = view.bridge.asked("outbox_send").map(({ request }) => (request as { key: string }).key);
		expect(new Set(keys).size).toBe(1);
	});

	it("a fault of our own after it left: does not say nothing was sent, and tries with the same key, later too", async () => {
		const view = await open();
		await fillWelcome(view);
		view.bridge.fail("outbox_send", { code: "store_failed" }, 1);
		await view.user.click(send());
		const alert = await screen.findByRole("alert");
		expect(alert).toHaveTextContent("It may have gone out.");
		expect(alert).not.toHaveTextContent("Nothing was sent");
		await view.user.click(screen.getByRole("button", { name: "Cancel" }));
		await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
		await view.user.click(screen.getByRole("button", { name: "Open" }));
		await screen.findByRole("dialog");
		await view.user.click(send());
		await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
		const keys = view.bridge.asked("outbox_send").map(({ request }) => (request as { key: string }).key);
		expect(keys).toHaveLength(2);
		expect(new Set(keys).size).toBe(1);
	});

	it("unknown: does not send again, looks it up, and says what was found", async () => {
		const bridge = new FakeBridge();
		const view = await open(bridge, person(bridge, "9004"));
		await fillWelcome(view);
		await view.user.click(send());
		const alert = await screen.findByRole("alert");
		expect(alert).toHaveTextContent("may have gone out. Do not send it again");
		expect(send()).toHaveAttribute("aria-disabled", "true");
		await view.user.click(send());
		await view.user.keyboard("{Control>}{Enter}{/Control}");
		await expectAccessible();
		await view.user.click(within(alert).getByRole("button", { name: "Look it up" }));
		expect(await within(alert).findByText(/lists no such message/)).toBeVisible();
		expect(bridge.asked("outbox_send")).toHaveLength(1);
		await view.user.click(within(alert).getByRole("button", { name: "Close" }));
		await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
	});

	it("asks before the same template goes to the same person while an earlier one is unknown", async () => {
		const bridge = new FakeBridge();
		const contact = person(bridge, "9004");
		const view = await open(bridge, contact);
		await fillWelcome(view);
		await view.user.click(send());
		await view.user.click(within(await screen.findByRole("alert")).getByRole("button", { name: "Close" }));
		await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
		await view.user.click(screen.getByRole("button", { name: "Open" }));
		expect(await screen.findByText(/the same template on .* was lost. It may have gone out/)).toBeVisible();

		await view.user.click(send());
		const question = await screen.findByRole("alertdialog");
		await view.user.click(within(question).getByRole("button", { name: "Cancel" }));
		await waitFor(() => expect(screen.queryByRole("alertdialog")).toBeNull());
		expect(bridge.asked("outbox_send")).toHaveLength(1);

		contact.phone = contact.phone.replace(/9004$/, "0142");
		await view.user.click(send());
		await view.user.click(within(await screen.findByRole("alertdialog")).getByRole("button", { name: "Send anyway" }));
		await waitFor(() => expect(bridge.asked("outbox_send")).toHaveLength(2));
	});

	it("learns from looking an earlier one up that it did go out", async () => {
		const bridge = new FakeBridge();
		const [welcome] = bridge.templates as [Template];
		const earlier: SendRow = {
			id: 7,
			contact: 501,
			phone: "+15550100142",
			template: welcome.name,
			language: welcome.language,
			rendered: {
				header: "none",
				header_text: [],
				header_link: null,
				body: [],
				footer: null,
				buttons: [],
			},
			state: "unknown",
			delivery: null,
			refusal: null,
			evidence: [],
			created_at: "2026-11-22T14:02:00Z",
			settled_at: null,
			request_id: null,
		};
		let found = false;
		const call = bridge.call.bind(bridge);
		bridge.call = async (command, args) => {
			const answer = await call(command === "outbox_look_up" ? "sync_now" : command, args);
			if (command === "outbox_look_up") {
				found = true;
				return {
					...earlier,
					state: "accepted",
					evidence: [{ kind: "found_on_server", message: 9, sent_at: earlier.created_at }],
				};
			}
			return command === "outbox_preview" && !found ? { ...(answer as object), unknown_before: earlier } : answer;
		};
		const view = await open(bridge);
		await fillWelcome(view);
		await view.user.click(await screen.findByRole("button", { name: "Look it up" }));
		expect(await screen.findByText("The earlier one did go out: the server lists it.")).toBeVisible();
	});
});
