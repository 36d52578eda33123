// What the first screen shows comes with the start: it is drawn with the first frame.
import type { QueryClient } from "@tanstack/react-query";
import type { Opening, StartState } from "../bridge";
import { keys } from "./query";

/** Puts the answers where the screens look for them. */
export function seed(client: QueryClient, { active, opening }: StartState): void {
	if (!active || !opening) return;
	client.setQueryData(keys.views(active), opening.views);
	client.setQueryData(keys.groups(active), opening.groups);
	client.setQueryData(keys.sources(active), opening.sources);
	client.setQueryData(keys.statuses(active), opening.statuses);
	client.setQueryData(keys.selection(active), opening.selection);
	client.setQueryData(keys.sync(active), opening.sync);
	client.setQueryData<Opening>(keys.opening(active), opening);
}
