import {
	type AnyRouter,
	createMemoryHistory,
	createRootRoute,
	createRouter,
	Outlet,
	RouterProvider,
} from "@tanstack/react-router";
import { type RenderResult, render } from "@testing-library/react";
import userEvent, { type UserEvent } from "@testing-library/user-event";
import type { ReactNode } from "react";
import { App } from "../app/app";
import { Providers } from "../app/providers";
import { makeRouter } from "../app/router";
import { useSession } from "../app/session";
import { useTransport as putTransport } from "../bridge";
import { NewCampaignArea } from "../screens/campaign-draft";
import { FakeBridge, type FakeOptions } from "./fake-bridge";

export interface Rendered extends RenderResult {
	bridge: FakeBridge;
	user: UserEvent;
}

export interface RenderedApp extends Rendered {
	/** Where the program is. */
	path: () => string;
}

export interface RenderOptions extends FakeOptions {
	bridge?: FakeBridge;
}

/** What the shell has round its screens. */
function Around({ children }: { children: ReactNode }) {
	return useSession().active ? <NewCampaignArea>{children}</NewCampaignArea> : children;
}

/** A screen or a part of one, on the fake bridge, with the session loaded and an account in front. */
export async function renderScreen(
	ui: ReactNode,
	{ bridge = undefined, ...options }: RenderOptions = {},
): Promise<Rendered> {
	const fake = bridge ?? new FakeBridge(options);
	putTransport(fake);
	const user = userEvent.setup();
	const root = createRootRoute({
		component: () => (
			<Around>
				{ui}
				<Outlet />
			</Around>
		),
		notFoundComponent: () => null,
	});
	const router = createRouter({ routeTree: root, history: createMemoryHistory({ initialEntries: ["/"] }) });
	await router.load();
	const result = render(
		<Providers start={fake.start}>
			<RouterProvider router={router as unknown as AnyRouter} />
		</Providers>,
	);
	return { ...result, bridge: fake, user };
}

/** The whole program at a path, as it starts on the fake bridge. */
export async function renderApp(
	path = "/",
	{ bridge = undefined, ...options }: RenderOptions = {},
): Promise<RenderedApp> {
	const fake = bridge ?? new FakeBridge(options);
	putTransport(fake);
	const router = makeRouter(createMemoryHistory({ initialEntries: [path] }));
	const result = render(<App router={router as unknown as AnyRouter} />);
	return { ...result, bridge: fake, user: userEvent.setup(), path: () => router.state.location.pathname };
}
