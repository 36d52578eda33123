import { useQuery } from "@tanstack/react-query";
import { useCallback, useEffect, useState } from "react";
import { type AccountId, type BridgeError, type CampaignDraft, type CampaignPlan, campaignsPlan } from "../../bridge";

/** Long enough for the letters of a word. */
const PAUSE = 200;

export interface Planning {
	/** The newest there is; none: nothing to work out, or not yet. */
	plan: CampaignPlan | undefined;
	/** What it was worked out from. */
	of: CampaignDraft | undefined;
	/** The plan is of what stands in the dialog now. */
	fresh: boolean;
	/** A first answer is on its way. */
	working: boolean;
	error: BridgeError | null;
	/** Works it out once more; `gone`: this plan was pushed out, another may be on its way already. */
	again: (gone?: string) => void;
}

/** Who gets what, worked out anew once typing pauses. The newest answer wins; the one before stays until it is there. */
export function usePlan(account: AccountId, name: string, draft: CampaignDraft | null): Planning {
	const [asked, setAsked] = useState({ draft, revision: 0 });
	useEffect(() => {
		if (asked.draft === draft) return;
		const timer = setTimeout(
			() => setAsked(({ revision }) => ({ draft, revision: revision + 1 })),
			// The first one is not waited for.
			asked.draft === null || draft === null ? 0 : PAUSE,
		);
		return () => clearTimeout(timer);
	}, [draft, asked.draft]);
	const query = useQuery<{ plan: CampaignPlan; of: CampaignDraft }, BridgeError>({
		// The draft may hold a whole table: its number stands for it.
		queryKey: [account, "campaign-plan", name, asked.revision],
		queryFn: async () => {
			if (asked.draft === null) throw new Error("nothing to work out");
			return { plan: await campaignsPlan(account, asked.draft), of: asked.draft };
		},
		enabled: asked.draft !== null,
		gcTime: 0,
		placeholderData: (before) => before,
	});
	const { data } = query;
	const again = useCallback(
		(gone?: string) => {
			if (gone !== undefined && gone !== data?.plan.id) return;
			setAsked((before) => ({ ...before, revision: before.revision + 1 }));
		},
		[data?.plan.id],
	);
	const plan = draft === null ? undefined : data?.plan;
	return {
		plan,
		of: data?.of,
		fresh: plan !== undefined && asked.draft === draft && !query.isPlaceholderData && !query.isFetching,
		working: draft !== null && data === undefined && query.error === null,
		error: draft === null ? null : query.error,
		again,
	};
}
