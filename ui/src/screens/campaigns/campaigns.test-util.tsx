import { type AnyRouter, createMemoryHistory } from "@tanstack/react-router";
import { render } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { vi } from "vitest";
import { App } from "../../app/app";
import { type NewCampaign, NewCampaignProvider } from "../../app/newCampaign";
import { makeRouter } from "../../app/router";
import { useTransport as putTransport } from "../../bridge";
import type { FakeBridge } from "../../test/fake-bridge";
import { renderScreen } from "../../test/render";
import { CampaignsScreen } from "./CampaignsScreen";
import { Loaded } from "./report/RunScreen";

/** The list, or the report of a run, by itself; `begun` is told what a new run would begin with. */
export async function renderRuns(bridge: FakeBridge, id?: number) {
	const begun = vi.fn<(start: NewCampaign) => void>();
	const screen = id === undefined ? <CampaignsScreen /> : <Loaded id={id} />;
	const rendered = await renderScreen(<NewCampaignProvider value={begun}>{screen}</NewCampaignProvider>, { bridge });
	return { ...rendered, begun };
}

/** The whole program at a path. */
export function renderAt(bridge: FakeBridge, path: string) {
	putTransport(bridge);
	const router = makeRouter(createMemoryHistory({ initialEntries: [path] }));
	render(
		<NewCampaignProvider value={() => undefined}>
			<App router={router as unknown as AnyRouter} />
		</NewCampaignProvider>,
	);
	return { user: userEvent.setup(), path: () => router.state.location.pathname };
}
