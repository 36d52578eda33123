import { useQueryClient } from "@tanstack/react-query";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { errorText } from "../../app/errors";
import { keys } from "../../app/query";
import { type AccountId, BridgeError, type JobPlanRequest, jobsPlan, jobsStart } from "../../bridge";
import { useToast } from "../../components";

export interface Starter {
	/** Plans and starts without asking; false if there is something that must be read first. */
	now: (request: JobPlanRequest) => Promise<boolean>;
}

/** For what concerns one person and can be undone. */
export function useStart(account: AccountId): Starter {
	const { t } = useTranslation();
	const client = useQueryClient();
	const toast = useToast();
	return useMemo(
		() => ({
			now: async (request) => {
				try {
					const plan = await jobsPlan(account, request);
					if (plan.missing_scope !== null || plan.type_count || plan.conflicts > 0) return false;
					if (plan.changing === 0) {
						toast.show({ text: t("jobs:toast.already") });
						return true;
					}
					await jobsStart(account, { plan: plan.id, typed: null });
					void client.invalidateQueries({ queryKey: keys.jobs(account) });
				} catch (error) {
					if (!(error instanceof BridgeError)) throw error;
					const words = errorText(error, t);
					toast.show({ tone: "danger", text: `${words.title} ${words.text}` });
				}
				return true;
			},
		}),
		[account, client, t, toast],
	);
}
