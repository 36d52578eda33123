import { screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import type { SendRow } from "../../bridge";
import { expectAccessible } from "../../test/axe";
import { FakeBridge } from "../../test/fake-bridge";
import { renderScreen } from "../../test/render";
import { ContactSends } from ".";

function row(id: number, more: Partial<SendRow> = {}): SendRow {
	return {
		id,
		contact: 501,
		phone: "+15550100142",
		template: `template_${id}`,
		language: "en_GB",
		rendered: {
			header: "none",
			header_text: [],
			header_link: null,
			body: [
				{ text: "Hello ", slot: null },
				{ text: "Nadia", slot: "field_1" },
			],
			footer: null,
			buttons: [],
		},
		state: "accepted",
		delivery: "not_reported",
		refusal: null,
		evidence: [],
		created_at: "2026-03-02T14:23:00Z",
		settled_at: "2026-03-02T14:23:02Z",
		request_id: "7c1f0a52",
		...more,
	};
}

/** The fake with a ledger of its own. */
function withRows(rows: SendRow[]): FakeBridge {
	const bridge = new FakeBridge();
	const call = bridge.call.bind(bridge);
	const change = (id: number, values: Partial<SendRow>) => {
		const found = rows.find((one) => one.id === id);
		if (!found) throw new Error(`no row ${id}`);
		Object.assign(found, values);
		return structuredClone(found);
	};
	bridge.call = async (command, args) => {
		if (command === "outbox_for_contact") {
			await call("sync_now", args);
			return structuredClone(rows);
		}
		if (command === "outbox_look_up") {
			bridge.calls.push({ command, args });
			return change(args.id as number, { evidence: [{ kind: "not_found", asked_at: "2026-03-02T14:30:00Z" }] });
		}
		if (command === "outbox_resolve") {
			bridge.calls.push({ command, args });
			const { id, sent } = args.request as { id: number; sent: boolean };
			return sent
				? change(id, { state: "accepted", delivery: "not_reported" })
				: change(id, {
						state: "refused",
						refusal: { key: "person_said_not_sent", class: "later", detail: null, fields: [] },
					});
		}
		return call(command, args);
	};
	return bridge;
}

async function show(rows: SendRow[], bridge = withRows(rows)) {
	const [contact] = bridge.contacts;
	if (!contact) throw new Error("the fake has no contact");
	const view = await renderScreen(<ContactSends contact={contact} />, { bridge });
	return { ...view, region: await screen.findByRole("region", { name: "Sends" }) };
}

const entry = (name: RegExp) => screen.findByRole("button", { name });
const unknown = (id: number) => row(id, { state: "unknown", delivery: null });

describe("sends of a contact", () => {
	it.each<[string, Partial<SendRow>, RegExp]>([
		["accepted", {}, /Accepted · delivery not reported$/],
		["delivered", { delivery: "delivered" }, /Accepted · Delivered$/],
		["read", { delivery: "read" }, /Accepted · Read$/],
		["failed", { delivery: "failed" }, /Accepted · Failed$/],
		[
			"refused",
			{
				state: "refused",
				delivery: null,
				refusal: { key: "wa_131052", class: "fix", detail: "(#131052) x", fields: [] },
			},
			/Refused · the picture or file could not be fetched$/,
		],
		["unknown", { state: "unknown", delivery: null }, /Unknown · the answer was lost$/],
		["skipped", { state: "skipped", delivery: null }, /Skipped$/],
		["planned", { state: "planned", delivery: null }, /Waiting · next$/],
		["in flight", { state: "in_flight", delivery: null }, /Waiting · going out now$/],
	])("%s", async (_, more, words) => {
		await show([row(1, more)]);
		expect(await entry(words)).toBeVisible();
	});

	it("opens a row to what was sent, the reason and the request", async () => {
		const refusal = { key: "wa_131026", class: "person", detail: "(#131026) Undeliverable", fields: [] } as const;
		const { user, region } = await show([
			row(1),
			row(2, { state: "refused", delivery: null, refusal: { ...refusal, fields: [] } }),
		]);
		const refused = await entry(/template_2/);
		expect(refused).toHaveAttribute("aria-expanded", "false");
		refused.focus();
		await user.keyboard("{Enter}");
		expect(refused).toHaveAttribute("aria-expanded", "true");
		expect(region).toHaveTextContent("Hello Nadia");
		expect(region).toHaveTextContent("Check the number. If it is right, reach them in another way.");
		expect(region).toHaveTextContent("WhatsApp says: (#131026) Undeliverable");
		expect(region).toHaveTextContent("7c1f0a52");
		await expectAccessible();
	});

	it("an unknown one is looked up, and what was found stands there", async () => {
		const { user, region, bridge } = await show([unknown(1)]);
		await user.click(await entry(/Unknown/));
		await expectAccessible();
		await user.click(screen.getByRole("button", { name: "Look it up" }));
		expect(await within(region).findByText(/The server was asked and lists no such message/)).toBeVisible();
		expect(bridge.asked("outbox_look_up")).toEqual([{ account: "a-blue", id: 1 }]);
	});

	it("a person says they got it", async () => {
		const { user, bridge } = await show([unknown(1)]);
		await user.click(await entry(/Unknown/));
		await user.click(screen.getByRole("button", { name: "They got it" }));
		expect(await entry(/Accepted/)).toBeVisible();
		expect(bridge.asked("outbox_resolve")).toEqual([{ account: "a-blue", request: { id: 1, sent: true } }]);
	});

	it("a person says it was not sent, after being asked", async () => {
		const { user, bridge } = await show([unknown(1)]);
		await user.click(await entry(/Unknown/));
		await user.click(screen.getByRole("button", { name: "Not sent" }));
		const question = await screen.findByRole("alertdialog");
		await user.click(within(question).getByRole("button", { name: "Cancel" }));
		await waitFor(() => expect(screen.queryByRole("alertdialog")).toBeNull());
		expect(bridge.asked("outbox_resolve")).toEqual([]);
		await user.click(screen.getByRole("button", { name: "Not sent" }));
		await user.click(within(await screen.findByRole("alertdialog")).getByRole("button", { name: "Not sent" }));
		expect(await entry(/Refused · you said it was not sent/)).toBeVisible();
		expect(bridge.asked("outbox_resolve")).toEqual([{ account: "a-blue", request: { id: 1, sent: false } }]);
	});

	it("shows a failed look-up where it was asked", async () => {
		const bridge = new FakeBridge();
		const call = bridge.call.bind(bridge);
		bridge.call = async (command, args) => (command === "outbox_for_contact" ? [unknown(1)] : call(command, args));
		bridge.fail("outbox_look_up", { code: "offline" });
		const { user } = await show([], bridge);
		await user.click(await entry(/Unknown/));
		await user.click(screen.getByRole("button", { name: "Look it up" }));
		expect(await screen.findByRole("alert")).toBeVisible();
		expect(await entry(/Unknown/)).toBeVisible();
	});

	it("follows what happens", async () => {
		const rows = [row(1, { state: "in_flight", delivery: null })];
		const { bridge } = await show(rows);
		expect(await entry(/Waiting/)).toBeVisible();
		rows[0] = row(1);
		bridge.emit({ type: "outbox_changed", account: "a-blue", contact: 501 });
		expect(await entry(/Accepted/)).toBeVisible();
	});

	it("teaches the key when nothing was sent", async () => {
		const { region } = await show([]);
		expect(await within(region).findByText(/Nothing sent to Nadia Verhoeven yet/)).toBeVisible();
		await expectAccessible();
	});

	it("says what went wrong and tries again", async () => {
		const bridge = new FakeBridge();
		bridge.fail("outbox_for_contact", { code: "store_failed" });
		const { user } = await show([], bridge);
		await screen.findByRole("alert");
		bridge.fail("outbox_for_contact", null);
		await user.click(screen.getByRole("button", { name: "Try again" }));
		expect(await screen.findByText(/Nothing sent to/)).toBeVisible();
	});
});
