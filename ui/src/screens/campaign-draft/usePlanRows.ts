import { useQueries, useQuery } from "@tanstack/react-query";
import { useEffect } from "react";
import {
	type AccountId,
	type BridgeError,
	campaignsPlanRows,
	type PlanRow,
	type PlanRows,
	type PlanShow,
} from "../../bridge";
import type { Planning } from "./usePlan";

const PAGE = 100;

export interface RowsOf {
	account: AccountId;
	planning: Planning;
	show: PlanShow;
	/** Searched for. */
	text: string;
}

const keyOf = ({ account, planning, show, text }: RowsOf) =>
	[account, "campaign-plan-rows", planning.plan?.id, show, text] as const;

/** A plan that was pushed out by newer ones is worked out again by itself. */
function useAgain(planning: Planning, errors: readonly (BridgeError | null)[]): BridgeError | null {
	const { plan, again } = planning;
	const gone = errors.some((error) => error?.code === "plan_gone");
	useEffect(() => {
		if (gone) again(plan?.id);
	}, [gone, again, plan?.id]);
	return errors.find((error) => error && error.code !== "plan_gone") ?? null;
}

/** One person by position, with their neighbours' number; the one before stays until it is there. */
export function usePlanRow(of: RowsOf, index: number) {
	const { account, planning, show, text } = of;
	const { plan } = planning;
	const query = useQuery<PlanRows, BridgeError>({
		queryKey: [...keyOf(of), "at", index],
		queryFn: () => campaignsPlanRows(account, { plan: plan?.id ?? "", show, text, offset: index, limit: 1 }),
		enabled: plan !== undefined,
		gcTime: 10_000,
		placeholderData: (before) => before,
	});
	const error = useAgain(planning, [query.error]);
	return { row: query.data?.rows[0], total: query.data?.total, error, retry: () => void query.refetch() };
}

/** How many there are of a kind, where the plan does not say it. */
export function useShowCount(of: RowsOf): number | undefined {
	const { account, planning, show, text } = of;
	const { plan } = planning;
	const query = useQuery<PlanRows, BridgeError>({
		queryKey: [...keyOf(of), "count"],
		queryFn: () => campaignsPlanRows(account, { plan: plan?.id ?? "", show, text, offset: 0, limit: 1 }),
		enabled: plan !== undefined,
		gcTime: 10_000,
		placeholderData: (before) => before,
	});
	useAgain(planning, [query.error]);
	return query.data?.total;
}

export interface Window {
	first: number;
	last: number;
}

/** The people of a part of the list; what is not here yet is `undefined`. */
export function usePlanWindow(of: RowsOf, { first, last }: Window) {
	const { account, planning, show, text } = of;
	const { plan } = planning;
	const from = Math.floor(first / PAGE);
	const pages = Array.from({ length: Math.floor(last / PAGE) - from + 1 }, (_, index) => from + index);
	const answers = useQueries({
		queries: pages.map((page) => ({
			queryKey: [...keyOf(of), "page", page],
			queryFn: () => campaignsPlanRows(account, { plan: plan?.id ?? "", show, text, offset: page * PAGE, limit: PAGE }),
			enabled: plan !== undefined,
			gcTime: 10_000,
		})),
	});
	const error = useAgain(
		planning,
		answers.map((answer) => answer.error as BridgeError | null),
	);
	const at = (index: number): PlanRow | undefined => {
		const page = Math.floor(index / PAGE);
		return answers[page - from]?.data?.rows[index - page * PAGE];
	};
	return {
		at,
		total: answers.find((answer) => answer.data)?.data?.total,
		error,
		retry: () => {
			for (const answer of answers) if (answer.error) void answer.refetch();
		},
	};
}
