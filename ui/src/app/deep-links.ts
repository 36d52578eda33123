// Links that opened the program: the root takes them, the screen they are for shows what they ask.
import { useNavigate } from "@tanstack/react-router";
import { useEffect, useSyncExternalStore } from "react";
import { type DeepLink, deepLinksTake, listen } from "../bridge";

type Kind = DeepLink["kind"];

let waiting: DeepLink | null = null;
const watchers = new Set<() => void>();

function put(link: DeepLink | null): void {
	waiting = link;
	for (const each of watchers) each();
}

function watch(watcher: () => void): () => void {
	watchers.add(watcher);
	return () => watchers.delete(watcher);
}

/** Goes to the screen of each link. Without an account there are no contacts to look in: the link is dropped. */
export function useDeepLinks(hasAccount: boolean): void {
	const navigate = useNavigate();
	useEffect(() => {
		const take = async () => {
			// A link that cannot be read is no reason to stop.
			const link = await deepLinksTake().catch(() => null);
			if (!link || (link.kind === "contact" && !hasAccount)) return;
			put(link);
			void navigate({ to: link.kind === "contact" ? "/contacts" : "/connect" });
		};
		void take();
		return listen((event) => {
			if (event.type === "link_opened") void take();
		});
	}, [navigate, hasAccount]);
}

/** Shows a link of this kind once: whoever calls this takes it. */
export function useDeepLink<K extends Kind>(kind: K, show: (link: Extract<DeepLink, { kind: K }>) => void): void {
	const link = useSyncExternalStore(watch, () => waiting);
	useEffect(() => {
		if (link?.kind !== kind) return;
		put(null);
		show(link as Extract<DeepLink, { kind: K }>);
	}, [link, kind, show]);
}
