import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useCallback, useEffect, useState } from "react";
import { keys } from "../../../app/query";
import { type AccountId, BridgeError, commentsList, commentsRead, type Notes } from "../../../bridge";

/** Somebody going through the list reads nobody's notes: only who stays is asked for. */
const STAYS = 500;
/** Read that lately, they are not read again. */
const FRESH = 60_000;

export interface ReadNotes {
	/** As last read; none until the mirror has answered. */
	notes: Notes | undefined;
	/** The server is being asked. */
	reading: boolean;
	/** Why it did not answer; what was read before stands. */
	error: BridgeError | null;
	read: () => void;
	put: (notes: Notes) => void;
}

/** The notes of a contact: from the mirror at once, then from the server if the pane stays open. */
export function useNotes(account: AccountId, contact: number): ReadNotes {
	const client = useQueryClient();
	const [reading, setReading] = useState(false);
	const [error, setError] = useState<BridgeError | null>(null);
	const kept = useQuery<Notes, BridgeError>({
		queryKey: keys.notes(account, contact),
		queryFn: () => commentsList(account, contact),
	});
	const put = useCallback(
		(notes: Notes) => client.setQueryData(keys.notes(account, contact), notes),
		[client, account, contact],
	);
	const read = useCallback(async () => {
		setReading(true);
		setError(null);
		try {
			put(await commentsRead(account, contact));
		} catch (cause) {
			if (!(cause instanceof BridgeError)) throw cause;
			setError(cause);
		} finally {
			setReading(false);
		}
	}, [account, contact, put]);
	const known = kept.data !== undefined;
	const readAt = kept.data?.read_at ?? null;
	// biome-ignore lint/correctness/useExhaustiveDependencies: once for each contact shown, whatever comes of it
	useEffect(() => {
		if (!known) return;
		const age = readAt === null ? Number.POSITIVE_INFINITY : Date.now() - Date.parse(readAt);
		if (Math.abs(age) < FRESH) return;
		const timer = setTimeout(() => void read(), STAYS);
		return () => clearTimeout(timer);
	}, [known, read]);
	return { notes: kept.data, reading, error: error ?? kept.error, read: () => void read(), put };
}
