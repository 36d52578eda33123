import { ListChecks } from "lucide-react";
import { useTranslation } from "react-i18next";
import type { Job } from "../../bridge";
import { Progress, StatusDot } from "../../components";
import css from "./JobsLine.module.css";
import { atWork, isOver, settled, useStateText } from "./useJobs";
import type { JobWords } from "./useJobWords";

interface Props {
	jobs: readonly Job[];
	words: JobWords;
	onOpen: () => void;
}

/** The job at work, else the way to those that ran. */
export function JobsLine({ jobs, words, onOpen }: Props) {
	const { t } = useTranslation();
	const stateText = useStateText();
	const open = jobs.filter((job) => !isOver(job));
	const current = atWork(jobs) ?? open.at(-1);
	if (!current)
		return jobs.length === 0 ? null : (
			<button type="button" className={css.quiet} onClick={onOpen}>
				<ListChecks aria-hidden="true" className="icon-s" />
				{t("jobs:title")}
			</button>
		);
	const what = words.change(current.change, jobs);
	const done = settled(current);
	const { people } = current;
	const runs = current.state === "running" && !current.waiting;
	const told = [
		stateText(current, true),
		...(runs && current.seconds_left > 0 ? [t("jobs:left", { time: words.time(current.seconds_left) })] : []),
		...(open.length > 1 ? [t("jobs:behind", { count: open.length - 1 })] : []),
	];
	return (
		<div className={css.line}>
			<button type="button" className={css.open} aria-label={t("jobs:openLine", { what })} onClick={onOpen}>
				{runs ? null : <StatusDot tone={current.state === "stopped" ? "danger" : "warn"} />}
				<bdi className="cut">{what}</bdi>
				<span className={css.end}>{t("jobs:of", { done, people })}</span>
			</button>
			<Progress label={what} value={done} max={people} text={t("jobs:progress", { done, people })} />
			<span className={css.state}>{told.join(" · ")}</span>
		</div>
	);
}
