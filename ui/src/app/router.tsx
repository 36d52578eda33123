import {
	createHashHistory,
	createRootRoute,
	createRoute,
	createRouter,
	lazyRouteComponent,
	Navigate,
	type RouterHistory,
} from "@tanstack/react-router";
import type { Preferences } from "../bridge";
import { ContactsScreen } from "../screens/contacts";
import { Shell } from "../screens/shell";
import { Crash } from "./crash";
import { Root } from "./root";
import { useSession } from "./session";

// Read when they are opened: what the program opens with is drawn sooner.
const CampaignsScreen = lazyRouteComponent(() => import("../screens/campaigns/CampaignsScreen"), "CampaignsScreen");
const RunScreen = lazyRouteComponent(() => import("../screens/campaigns/report/RunScreen"), "RunScreen");
const ConnectScreen = lazyRouteComponent(() => import("../screens/connect"), "ConnectScreen");
const GroupsScreen = lazyRouteComponent(() => import("../screens/groups"), "GroupsScreen");
const SettingsScreen = lazyRouteComponent(() => import("../screens/settings"), "SettingsScreen");
const SourcesScreen = lazyRouteComponent(() => import("../screens/sources"), "SourcesScreen");
const StatusesScreen = lazyRouteComponent(() => import("../screens/statuses"), "StatusesScreen");
const TemplatesScreen = lazyRouteComponent(() => import("../screens/templates"), "TemplatesScreen");

/** Where the program may open again. */
const SCREENS = ["/contacts", "/campaigns", "/templates", "/groups", "/sources", "/statuses", "/settings"] as const;
type Screen = (typeof SCREENS)[number];

/** The screen a place belongs to: of a report the list of all. */
function screenOf(path: string | null): Screen | undefined {
	return SCREENS.find((screen) => screen === path || path?.startsWith(`${screen}/`));
}

/** The screen to open: the one that was open. */
export function openingScreen(active: boolean, preferences: Preferences): Screen | "/connect" {
	return active ? (screenOf(preferences.screen) ?? "/contacts") : "/connect";
}

function Opening() {
	const { active, preferences } = useSession();
	return <Navigate to={openingScreen(active !== null, preferences)} replace />;
}

const root = createRootRoute({ component: Root, notFoundComponent: Opening });
const opening = createRoute({ getParentRoute: () => root, path: "/", component: Opening });
const connect = createRoute({ getParentRoute: () => root, path: "/connect", component: ConnectScreen });
const shell = createRoute({ getParentRoute: () => root, id: "shell", component: Shell });
const contacts = createRoute({ getParentRoute: () => shell, path: "/contacts", component: ContactsScreen });
const campaigns = createRoute({ getParentRoute: () => shell, path: "/campaigns", component: CampaignsScreen });
const run = createRoute({ getParentRoute: () => shell, path: "/campaigns/$campaign", component: RunScreen });
const templates = createRoute({ getParentRoute: () => shell, path: "/templates", component: TemplatesScreen });
const groups = createRoute({ getParentRoute: () => shell, path: "/groups", component: GroupsScreen });
const sources = createRoute({ getParentRoute: () => shell, path: "/sources", component: SourcesScreen });
const statuses = createRoute({ getParentRoute: () => shell, path: "/statuses", component: StatusesScreen });
const settings = createRoute({ getParentRoute: () => shell, path: "/settings", component: SettingsScreen });
const routeTree = root.addChildren([
	opening,
	connect,
	shell.addChildren([contacts, campaigns, run, templates, groups, sources, statuses, settings]),
]);

export function makeRouter(history: RouterHistory = createHashHistory()) {
	return createRouter({
		routeTree,
		history,
		defaultErrorComponent: ({ error }) => <Crash error={error} />,
		defaultPendingMs: 200,
	});
}

declare module "@tanstack/react-router" {
	interface Register {
		router: ReturnType<typeof makeRouter>;
	}
}
