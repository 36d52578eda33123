// Opens the dialog of a new run as a screen does, and walks through it as a person does.
import { useLocation } from "@tanstack/react-router";
import { screen, waitFor, within } from "@testing-library/react";
import { type NewCampaign, useNewCampaign } from "../../app/newCampaign";
import type { CampaignDraft } from "../../bridge";
import { FakeBridge } from "../../test/fake-bridge";
import { renderScreen } from "../../test/render";

function Opener({ start }: { start: NewCampaign }) {
	const open = useNewCampaign();
	const path = useLocation({ select: ({ pathname }) => pathname });
	return (
		<>
			<button type="button" onClick={() => open(start)}>
				open
			</button>
			<output>{path}</output>
		</>
	);
}

/** Group 11: nine people, one of them opted out. */
export const GROUP: NewCampaign = { audience: [{ kind: "group", id: 11 }] };

export const dialog = () => screen.findByRole("dialog", { name: "Send template" });
export const inDialog = async () => within(await dialog());
/** Of its foot: the steps above have some of the same names. */
export const button = async (name: string) => {
	const foot = (await dialog()).querySelector("footer");
	if (!foot) throw new Error("the dialog has no foot");
	return within(foot).findByRole("button", { name });
};
export const slot = async (name: string) => within(await (await inDialog()).findByRole("group", { name }));
export const region = async (name: string) => within(await (await inDialog()).findByRole("region", { name }));

/** What was planned last. */
export const lastDraft = (bridge: FakeBridge) => bridge.asked("campaigns_plan").at(-1)?.draft as CampaignDraft;

export async function show(start: NewCampaign = GROUP, bridge = new FakeBridge()) {
	const app = await renderScreen(<Opener start={start} />, { bridge });
	const { user } = app;
	await user.click(screen.getByRole("button", { name: "open" }));
	await dialog();
	/** A number of the funnel in the foot. */
	const recipients = async (text: string) =>
		waitFor(async () => {
			const foot = (await dialog()).querySelector<HTMLElement>("footer [aria-label='Recipients']");
			if (!foot || foot.hasAttribute("aria-busy") || !foot.textContent?.includes(text))
				throw new Error(`${foot?.textContent} has no ${text}`);
		});
	const template = async (name: string) =>
		user.click(await (await inDialog()).findByRole("option", { name: new RegExp(name) }));
	const field = async (place: string, name: string) => {
		await user.click((await slot(place)).getByRole("button", { name: `Field for ${place}` }));
		await user.click(await screen.findByRole("menuitem", { name }));
		// The focus comes back from the menu a moment later.
		const box = (await slot(place)).getByRole("textbox", { name: place });
		await waitFor(() => {
			if (document.activeElement !== box) throw new Error(`the focus is not in ${place}`);
		});
	};
	const next = async () => user.click(await button("Next"));
	/** A message whose place holds the first name of each. */
	const welcome = async () => {
		await template("welcome_reader");
		await field("Variable 1", "First name");
	};
	/** To the last step, with that message. */
	const toSend = async () => {
		await welcome();
		await recipients("8 will get it");
		await next();
		await (await inDialog()).findByRole("listbox", { name: "Messages" });
		await next();
		await region("How it is sent");
	};
	return { ...app, bridge, recipients, template, field, next, welcome, toSend };
}
