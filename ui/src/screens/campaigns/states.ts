// How a run stands and what may be done to it. Rust decides again; here it is decided what is offered.
import type { Campaign, CampaignState, CampaignTotals, SendState, Waiting } from "../../bridge";
import type { StatusDotProps } from "../../components";

export type Dot = NonNullable<StatusDotProps["tone"]>;

export const TONES: Record<CampaignState, Dot> = {
	scheduled: "waiting",
	missed: "warn",
	running: "info",
	paused: "warn",
	stopped: "danger",
	done: "ok",
	cancelled: "skipped",
};

type Of = Pick<Campaign, "state">;

export const isOver = ({ state }: Of) => state === "done" || state === "cancelled";
export const canPause = ({ state }: Of) => state === "running";
export const canResume = ({ state }: Of) => state === "paused" || state === "stopped";
export const canCancel = (run: Of) => !isOver(run);
/** It waits for its time, or its time was missed. */
export const canBegin = ({ state }: Of) => state === "scheduled" || state === "missed";
/** Rows may be added to it: another try. */
export const canRetry = ({ state }: Of) => state !== "cancelled" && state !== "scheduled" && state !== "missed";

/** Who is neither sent to nor given up. */
export const toGo = (totals: CampaignTotals) => totals.planned + totals.in_flight;
/** Whoever needs nothing more of the run. */
export const settled = (totals: CampaignTotals) => totals.people - toGo(totals);

/** What people of a run are told apart by: the tiles, and the filter behind each. */
export type Slice = "all" | "unknown" | "refused" | "skipped" | "waiting" | "accepted" | "cancelled";
export const SLICES: readonly Slice[] = ["all", "unknown", "refused", "skipped", "waiting", "accepted", "cancelled"];

export const STATES_OF: Record<Slice, SendState[]> = {
	all: [],
	unknown: ["unknown"],
	refused: ["refused"],
	skipped: ["skipped"],
	waiting: ["planned", "in_flight"],
	accepted: ["accepted"],
	cancelled: ["cancelled"],
};

export const SLICE_DOTS: Record<Exclude<Slice, "all">, Dot> = {
	unknown: "warn",
	refused: "danger",
	skipped: "skipped",
	waiting: "waiting",
	accepted: "neutral",
	cancelled: "skipped",
};

export function countOf(totals: CampaignTotals, slice: Slice): number {
	if (slice === "all") return totals.people;
	return STATES_OF[slice].reduce((sum, state) => sum + totals[state as keyof CampaignTotals], 0);
}

/** A run that is taken back within so many seconds of its making was never meant to wait longer. */
const WINDOW_S = 31;
/** A start this near is counted down. */
const NEAR_S = 60;

/** Seconds until it begins by itself; none: it does not, or it is far off. */
export function countdown(run: Pick<Campaign, "state" | "starts_at">, now: number): number | null {
	if (run.state !== "scheduled" || run.starts_at === null) return null;
	const left = Math.ceil((Date.parse(run.starts_at) - now) / 1000);
	return left > NEAR_S ? null : Math.max(0, left);
}

/** The seconds after Send in which it can be taken back, as against a start that was chosen. */
export function inCancelWindow(run: Pick<Campaign, "state" | "starts_at" | "created_at">): boolean {
	if (run.state !== "scheduled" || run.starts_at === null) return false;
	return Date.parse(run.starts_at) - Date.parse(run.created_at) <= WINDOW_S * 1000;
}

/** So short a wait is a part of running. */
const SHORT_MS = 5_000;

/** A wait that is worth telling: not the breath between two messages, which comes and goes. */
export function worthTelling(waiting: Waiting | null): Waiting | null {
	if (waiting === null || waiting.reason === "pace") return null;
	if (waiting.reason !== "rate_limit" && waiting.reason !== "pair_rate") return waiting;
	const long = waiting.until === null || Date.parse(waiting.until) - Date.parse(waiting.since) >= SHORT_MS;
	return long && waiting.until !== null ? waiting : null;
}

/** The dot of a run: one that is under way and waits for something outside is amber. */
export function toneOf(run: Pick<Campaign, "state" | "waiting">): Dot {
	const reason = run.state === "running" ? run.waiting?.reason : undefined;
	return reason === "offline" || reason === "token" || reason === "slow_down" ? "warn" : TONES[run.state];
}
