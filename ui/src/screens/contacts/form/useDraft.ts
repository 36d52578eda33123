// What was typed is kept: a while after typing stops, and when the form closes. Only a saved contact drops it.
import { type QueryClient, useQueryClient } from "@tanstack/react-query";
import { useCallback, useEffect, useRef, useState } from "react";
import {
	type AccountId,
	type ContactInput,
	contactsDraft,
	contactsDropDraft,
	contactsSaveDraft,
} from "../../../bridge";
import { isBlank, sameInput } from "./input";

const AFTER_TYPING_MS = 400;

/** Read before the form opens, so that it opens with its text in place. */
export function draftQuery(account: AccountId, contact: number | null) {
	return {
		queryKey: [account, "contact-draft", contact],
		queryFn: () => contactsDraft(account, contact),
		staleTime: Number.POSITIVE_INFINITY,
		gcTime: Number.POSITIVE_INFINITY,
		retry: false,
	};
}

/** `base`: the form as it was opened, so that what others change until it is saved is told from what was typed. */
async function store(
	client: QueryClient,
	account: AccountId,
	contact: number | null,
	input: ContactInput | null,
	base?: ContactInput,
) {
	const draft = input && { contact, input, ...(contact !== null && base ? { base } : {}) };
	client.setQueryData(draftQuery(account, contact).queryKey, draft);
	if (draft) await contactsSaveDraft(account, draft);
	else await contactsDropDraft(account, contact);
}

export type DraftState = "none" | "kept" | "failed";

interface Options {
	account: AccountId;
	/** The contact being edited; none: a new one. */
	contact: number | null;
	values: ContactInput;
	/** The form without anything typed. */
	base: ContactInput;
	restored: boolean;
	open: boolean;
}

export function useDraft({ account, contact, values, base, restored, open }: Options) {
	const client = useQueryClient();
	const [state, setState] = useState<DraftState>(restored ? "kept" : "none");
	const stored = useRef(values);
	const latest = useRef(values);
	latest.current = values;

	const keep = useCallback(
		async (input: ContactInput) => {
			if (sameInput(input, stored.current)) return;
			stored.current = input;
			const empty = contact === null ? isBlank(input) : sameInput(input, base);
			try {
				await store(client, account, contact, empty ? null : input, base);
				setState(empty ? "none" : "kept");
			} catch {
				setState("failed");
			}
		},
		[client, account, contact, base],
	);

	const text = JSON.stringify(values);
	// biome-ignore lint/correctness/useExhaustiveDependencies: the text stands for the values, which are new at every render
	useEffect(() => {
		if (!open) return;
		const timer = setTimeout(() => void keep(latest.current), AFTER_TYPING_MS);
		return () => clearTimeout(timer);
	}, [text, open, keep]);

	useEffect(() => {
		if (!open) return;
		return () => void keep(latest.current);
	}, [open, keep]);

	/** The text is saved or not wanted: nothing of it is kept, and the form goes on from `next`. */
	const drop = useCallback(
		async (next: ContactInput) => {
			stored.current = next;
			latest.current = next;
			setState("none");
			// A draft that cannot be dropped comes back at the next start: a nuisance, no loss.
			await store(client, account, contact, null).catch(() => undefined);
		},
		[client, account, contact],
	);

	return { state, keep, drop };
}
