import { useInfiniteQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { errorText } from "../../app/errors";
import { keys } from "../../app/query";
import { type AccountId, BridgeError, type Job, type JobRowState, jobsRows, type JobRow as Row } from "../../bridge";
import { Button, ErrorBanner, Tel } from "../../components";
import css from "./JobsPanel.module.css";

const AT_ONCE = 50;
/** What did not become as wished, the worst first. */
const STATES = ["failed", "conflict", "skipped"] as const;

/** The people a job did not change, each with the reason. */
export function Rows({ account, job }: { account: AccountId; job: Job }) {
	return (
		<>
			{STATES.map((state) => (
				<OfState key={state} account={account} job={job} state={state} />
			))}
		</>
	);
}

function OfState({ account, job, state }: { account: AccountId; job: Job; state: JobRowState }) {
	const { t } = useTranslation();
	const rows = useInfiniteQuery({
		queryKey: [...keys.jobs(account), "rows", job.id, state, job.failed, job.skipped],
		queryFn: ({ pageParam }) => jobsRows(account, { job: job.id, state, offset: pageParam, limit: AT_ONCE }),
		initialPageParam: 0,
		getNextPageParam: (last, all) => (last.length < AT_ONCE ? undefined : all.length * AT_ONCE),
		gcTime: 0,
	});
	const all = rows.data?.pages.flat() ?? [];
	const said = (row: Row) => {
		if (!row.error) return t(`jobs:row.${state === "conflict" ? "conflict" : "skipped"}`);
		const words = errorText(new BridgeError(row.error), t);
		return `${words.title} ${words.text}`;
	};
	if (rows.error instanceof BridgeError)
		return <ErrorBanner boxed error={rows.error} onRetry={() => void rows.refetch()} />;
	if (all.length === 0) return null;
	return (
		<ul
			className={css.rows}
			aria-label={t(`jobs:rows.${state === "conflict" || state === "skipped" ? state : "failed"}`)}
		>
			{all.map((row) => (
				<li key={row.contact} className={css.row}>
					<bdi className={css.who}>{row.name || <Tel>{row.phone}</Tel>}</bdi>
					<span className={css.why}>{said(row)}</span>
				</li>
			))}
			{rows.hasNextPage ? (
				<li>
					<Button size="small" variant="quiet" busy={rows.isFetchingNextPage} onClick={() => void rows.fetchNextPage()}>
						{t("jobs:rows.more")}
					</Button>
				</li>
			) : null}
		</ul>
	);
}
