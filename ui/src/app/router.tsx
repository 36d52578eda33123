import {
	createHashHistory,
	createRootRoute,
	createRoute,
	createRouter,
	Navigate,
	type RouterHistory,
} from "@tanstack/react-router";
import { ConnectScreen } from "../screens/connect";
import { ContactsScreen } from "../screens/contacts";
import { GroupsScreen } from "../screens/groups";
import { SettingsScreen } from "../screens/settings";
import { Shell } from "../screens/shell";
import { SourcesScreen } from "../screens/sources";
import { StatusesScreen } from "../screens/statuses";
import { TemplatesScreen } from "../screens/templates";
import { Crash } from "./crash";
import { Root } from "./root";
import { useSession } from "./session";

/** Where the program may open again. */
const SCREENS = ["/contacts", "/templates", "/groups", "/sources", "/statuses", "/settings"] as const;
type Screen = (typeof SCREENS)[number];

function isScreen(path: string | null): path is Screen {
	return SCREENS.some((screen) => screen === path);
}

/** Opens where it was. */
function Opening() {
	const { active, preferences } = useSession();
	if (!active) return <Navigate to="/connect" replace />;
	return <Navigate to={isScreen(preferences.screen) ? preferences.screen : "/contacts"} replace />;
}

const root = createRootRoute({ component: Root, notFoundComponent: Opening });
const opening = createRoute({ getParentRoute: () => root, path: "/", component: Opening });
const connect = createRoute({ getParentRoute: () => root, path: "/connect", component: ConnectScreen });
const shell = createRoute({ getParentRoute: () => root, id: "shell", component: Shell });
const contacts = createRoute({ getParentRoute: () => shell, path: "/contacts", component: ContactsScreen });
const templates = createRoute({ getParentRoute: () => shell, path: "/templates", component: TemplatesScreen });
const groups = createRoute({ getParentRoute: () => shell, path: "/groups", component: GroupsScreen });
const sources = createRoute({ getParentRoute: () => shell, path: "/sources", component: SourcesScreen });
const statuses = createRoute({ getParentRoute: () => shell, path: "/statuses", component: StatusesScreen });
const settings = createRoute({ getParentRoute: () => shell, path: "/settings", component: SettingsScreen });
const routeTree = root.addChildren([
	opening,
	connect,
	shell.addChildren([contacts, templates, groups, sources, statuses, settings]),
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
