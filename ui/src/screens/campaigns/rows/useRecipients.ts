// People of a run by position: pages of what is asked for, read anew as the run goes on.
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { keys } from "../../../app/query";
import { type AccountId, campaignsRows, type Recipient, type SendState } from "../../../bridge";

export const PAGE = 100;

/** Whom of a run. */
export interface Asked {
	campaign: number;
	states: SendState[];
	reasons: string[];
	text: string;
}

export function pageQuery(account: AccountId, asked: Asked, page: number) {
	return {
		queryKey: [...keys.campaigns(account), "rows", asked, page],
		queryFn: () => campaignsRows(account, { ...asked, offset: page * PAGE, limit: PAGE }),
		// Pages scrolled past are forgotten soon: a run may have 100,000 people.
		gcTime: 10_000,
	};
}

/** How many they are. Those of the last question stay until the answer to the next is here. */
export function useRecipients(account: AccountId, asked: Asked) {
	const query = useQuery({ ...pageQuery(account, asked, 0), placeholderData: keepPreviousData });
	return {
		total: query.data?.total,
		error: query.error,
		retry: () => void query.refetch(),
	};
}

/** A person of a run as they stand now: found again by the number, also as another try. */
export function usePerson(account: AccountId, campaign: number, opened: Recipient): Recipient {
	const { phone, id } = opened.send;
	const query = useQuery({
		queryKey: [...keys.campaigns(account), "person", campaign, id],
		queryFn: () => campaignsRows(account, { campaign, states: [], reasons: [], text: phone, offset: 0, limit: 50 }),
		enabled: phone !== "",
		gcTime: 0,
	});
	const rows = query.data?.rows ?? [];
	const same = (row: Recipient) => row.send.phone === phone && (row.skip === null) === (opened.skip === null);
	return rows.find((row) => row.send.id === id) ?? rows.find(same) ?? opened;
}
