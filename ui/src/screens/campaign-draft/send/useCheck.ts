import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { type AccountId, BridgeError, campaignsCheck, type PlanCheck } from "../../../bridge";
import type { Planning } from "../usePlan";

export interface Check {
	/** What the server said, and when. */
	data: { said: PlanCheck; at: Date } | undefined;
	asking: boolean;
	error: BridgeError | null;
	/** Asks once more; throws what the call fails with. */
	ask: () => Promise<PlanCheck>;
	retry: () => void;
}

/** The server is asked when one comes to the last step, and once more when Send is pressed. */
export function useCheck(account: AccountId, name: string, planning: Planning, active: boolean): Check {
	const { plan, fresh, again } = planning;
	// A plan that was pushed out cannot be asked about: the next one is.
	const [gone, setGone] = useState(0);
	const query = useQuery<{ said: PlanCheck; at: Date }, BridgeError>({
		// Not the plan: another pace is nothing to ask the server about.
		queryKey: [account, "campaign-check", name, plan?.template.template_id, gone],
		queryFn: async () => {
			try {
				return { said: await campaignsCheck(account, plan?.id ?? ""), at: new Date() };
			} catch (error) {
				if (error instanceof BridgeError && error.code === "plan_gone") {
					setGone((before) => before + 1);
					again(plan?.id);
				}
				throw error;
			}
		},
		enabled: active && fresh,
		// Coming back to the step asks again.
		staleTime: 0,
		gcTime: 0,
	});
	return {
		data: query.data,
		asking: query.isFetching,
		error: query.error?.code === "plan_gone" ? null : query.error,
		ask: async () => {
			const { data, error } = await query.refetch();
			if (!data || error) throw error ?? new Error("no answer");
			return data.said;
		},
		retry: () => void query.refetch(),
	};
}
