import { useTranslation } from "react-i18next";
import { type AccountId, BridgeError, type Job } from "../../bridge";
import { Button, Dialog, ErrorBanner } from "../../components";
import { JobRow } from "./JobRow";
import css from "./JobsPanel.module.css";
import { atWork, useJobActions } from "./useJobs";
import type { JobWords } from "./useJobWords";

export interface JobsPanelProps {
	account: AccountId;
	open: boolean;
	onOpenChange: (open: boolean) => void;
	jobs: readonly Job[];
	error: unknown;
	onRetry: () => void;
	words: JobWords;
	onUndo: (job: Job) => void;
}

/** Running, waiting and finished jobs of the last 30 days. */
export function JobsPanel({ account, open, onOpenChange, jobs, error, onRetry, words, onUndo }: JobsPanelProps) {
	const { t } = useTranslation();
	const actions = useJobActions(account);
	const running = atWork(jobs)?.id;
	return (
		<Dialog
			open={open}
			onOpenChange={onOpenChange}
			title={t("jobs:title")}
			width={620}
			footer={
				<Button variant="quiet" size="large" keys="Escape" onClick={() => onOpenChange(false)}>
					{t("common:close")}
				</Button>
			}
		>
			<div className={css.body}>
				{error instanceof BridgeError ? <ErrorBanner boxed error={error} onRetry={onRetry} /> : null}
				{jobs.length === 0 && !error ? <p className={css.none}>{t("jobs:empty")}</p> : null}
				<ul className={css.list} aria-label={t("jobs:title")}>
					{jobs.map((job) => (
						<JobRow
							key={job.id}
							account={account}
							job={job}
							jobs={jobs}
							running={job.id === running}
							words={words}
							actions={actions}
							onUndo={onUndo}
							onClose={() => onOpenChange(false)}
						/>
					))}
				</ul>
			</div>
		</Dialog>
	);
}
