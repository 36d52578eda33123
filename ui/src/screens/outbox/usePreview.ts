import { useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { keys } from "../../app/query";
import {
	type AccountId,
	type BridgeError,
	outboxPreview,
	type Piece,
	type Preview,
	type Rendered,
	type SendRequest,
	type Template,
} from "../../bridge";
import { splitSlots } from "./slots";

/** Long enough to skip the letters of a word, too short to see. */
const PAUSE = 80;

/** The request once typing pauses; another template or person counts at once. */
function usePaused(request: SendRequest | undefined): SendRequest | undefined {
	const [paused, setPaused] = useState(request);
	useEffect(() => {
		const timer = setTimeout(() => setPaused(request), PAUSE);
		return () => clearTimeout(timer);
	}, [request]);
	const same = paused?.template === request?.template && paused?.contact === request?.contact;
	return same ? paused : request;
}

/** What will be read, made in Rust. The last answer wins; the one before stays until it is there. */
export function usePreview(account: AccountId, request: SendRequest | undefined) {
	const paused = usePaused(request);
	return useQuery<Preview, BridgeError>({
		queryKey: [...keys.outbox(account, paused?.contact ?? 0), "preview", paused?.template, paused?.values],
		queryFn: () => {
			if (!paused) throw new Error("no template to preview");
			return outboxPreview(account, paused);
		},
		enabled: paused !== undefined,
		// What stands in the way may have changed since.
		staleTime: 0,
		gcTime: 10_000,
		placeholderData: (previous, query) => (query?.queryKey[4] === paused?.template ? previous : undefined),
	});
}

/** A template that cannot be sent is not rendered: it is shown as it was written, its places named. */
export function asWritten(template: Template): Rendered {
	const pieces = (text: string, field: (slot: string) => string): Piece[] =>
		splitSlots(text).map(({ text: words, slot }) => {
			if (slot === null) return { text: words, slot };
			return /^\d+$/.test(slot) ? { text: "", slot: field(slot) } : { text: words, slot };
		});
	return {
		header: template.header,
		header_text: pieces(template.header_text ?? "", () => "header_field_1"),
		header_link: null,
		body: pieces(template.body, (slot) => `field_${slot}`),
		footer: template.footer,
		buttons: template.buttons,
	};
}
