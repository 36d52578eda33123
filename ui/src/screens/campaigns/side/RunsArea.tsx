// Runs on every screen: the line in the sidebar's foot, and what is said when one ends.
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { useNow } from "../../../app/time";
import type { AccountId, Campaign, CampaignState } from "../../../bridge";
import { StatusDot } from "../../../components";
import { RunBar } from "../RunBar";
import { countdown, isOver, settled, toneOf } from "../states";
import { useRuns } from "../useRuns";
import { useRunWords } from "../useRunWords";
import css from "./RunsArea.module.css";
import { useRunEnds } from "./useRunEnds";

const ASKS = ["missed", "stopped"] as const;
const GOES = ["running", "paused", "scheduled"] as const;

/** The run that wants a person, and the one that goes on: at most one of each. */
export function foremost(runs: readonly Campaign[]): Campaign[] {
	const first = (states: readonly CampaignState[]) =>
		states.flatMap((state) => runs.filter((run) => run.state === state)).slice(0, 1);
	return [...first(ASKS), ...first(GOES)];
}

export function RunsArea({ account }: { account: AccountId }) {
	const { runs, at, ready } = useRuns(account);
	const words = useRunWords();
	useRunEnds(runs, ready, words);
	const shown = foremost(runs);
	const others = runs.filter((one) => !isOver(one)).length - shown.length;
	return shown.map((run, index) => (
		<Line key={run.id} run={run} at={at} others={index === shown.length - 1 ? others : 0} words={words} />
	));
}

interface LineProps {
	run: Campaign;
	at: number;
	/** How many that are not shown are not over either. */
	others: number;
	words: ReturnType<typeof useRunWords>;
}

function Line({ run, at, others, words }: LineProps) {
	const { t } = useTranslation();
	const counts = countdown(run, Date.now()) !== null;
	const now = useNow(counts ? 1_000 : 15_000).getTime();
	const { name, totals } = run;
	const state = words.state(run);
	const runs = run.state === "running" && toneOf(run) === "info";
	const told = [
		...(run.state === "scheduled" || (runs && state === t("campaigns:state.running")) ? [] : [state]),
		...(run.state === "running" || run.state === "scheduled" ? [words.when(run, at, now)] : []),
		...(others > 0 ? [t("campaigns:side.more", { count: others })] : []),
	].filter(Boolean);
	return (
		<div className={css.line}>
			<div className={css.open}>
				{runs ? null : <StatusDot tone={toneOf(run)} />}
				<Link
					to="/campaigns/$campaign"
					params={{ campaign: String(run.id) }}
					className={css.link}
					aria-label={t("campaigns:side.line", { name })}
				>
					<bdi className="cut">{name}</bdi>
				</Link>
				<span className={css.end}>{t("campaigns:progress.of", { done: settled(totals), people: totals.people })}</span>
			</div>
			<RunBar name={name} totals={totals} />
			<span className={css.state}>{told.join(" · ")}</span>
		</div>
	);
}
