import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { keys } from "../../app/query";
import { type AccountId, type JobPlan, syncStatus } from "../../bridge";
import css from "./Review.module.css";
import type { JobWords } from "./useJobWords";

/** What it costs: calls, time, and how much of this minute's calls is left. */
export function Cost({ account, plan, words }: { account: AccountId; plan: JobPlan; words: JobWords }) {
	const { t } = useTranslation();
	const { data: sync } = useQuery({ queryKey: keys.sync(account), queryFn: () => syncStatus(account) });
	const { calls, per_minute: pace } = plan;
	const limit = sync?.calls.limit ?? null;
	return (
		<p className={css.cost}>
			{pace === null
				? t("jobs:review.cost", { count: calls, time: words.time(plan.seconds) })
				: t("jobs:review.costPaced", { count: calls, time: words.time(plan.seconds), pace })}
			{sync && limit !== null
				? ` ${t("jobs:review.room", { left: Math.max(0, limit - sync.calls.used), count: limit })}`
				: ""}
		</p>
	);
}
