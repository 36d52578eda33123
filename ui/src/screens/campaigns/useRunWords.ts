// A run in words: how it stands, what it waits for, what stopped it, why somebody did not get it.
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { useFormatTime } from "../../app/time";
import type { Campaign, RefusalClass, SkipReason, StopReason } from "../../bridge";
import type words from "../../locales/en/campaigns.json";
import { useRefusalWords } from "../outbox/useRefusalWords";
import { problemKey } from "../outbox/words";
import { duration, finishAt } from "./finish";
import { countdown, worthTelling } from "./states";

/** Total: a new reason does not compile until it stands in campaigns.json. */
const skipKey = (skip: SkipReason): `campaigns:skip.${keyof (typeof words)["skip"]}` => `campaigns:skip.${skip}`;

export interface StopWords {
	/** A clause without capital and full stop. */
	why: string;
	/** What to do, whole sentences. */
	next: string;
	/** What WhatsApp or the server said. */
	said: string | undefined;
}

export interface RunWords {
	/** `Running`, or what it waits for. */
	state: (run: Campaign) => string;
	/** `Ready about 14:29, in 3 min`, `Begins tomorrow 09:00`, `Done 12:03`. `at`: when the run was told. */
	when: (run: Campaign, at: number, now: number) => string;
	stop: (reason: StopReason) => StopWords;
	/** Of a refusal's key or a skip's reason. */
	reason: (reason: string, skipped: boolean) => string;
}

/** What a remedy would follow from does not matter where only the cause is said. */
const ANY_CLASS: RefusalClass = "later";

export function useRunWords(): RunWords {
	const { t } = useTranslation();
	const time = useFormatTime();
	const refused = useRefusalWords();
	return useMemo(() => {
		const ofKey = (key: string, detail: string | null) => refused({ key, class: ANY_CLASS, detail, fields: [] });
		const state: RunWords["state"] = (run) => {
			const waiting = run.state === "running" ? worthTelling(run.waiting) : null;
			if (waiting === null) return t(`campaigns:state.${run.state}`);
			const what = t(`campaigns:wait.${waiting.reason}`);
			return waiting.until === null ? what : t("campaigns:wait.until", { what, time: time.clock(waiting.until) });
		};
		const when: RunWords["when"] = (run, at, now) => {
			const { state: stands, starts_at: starts, ended_at: ended, started_at: started, stopped, estimate } = run;
			if (stands === "running") {
				if (estimate.seconds === null) return "";
				const end = finishAt(estimate.seconds, at);
				const left = Math.max(0, (Date.parse(end) - now) / 1000);
				const ready = t("campaigns:when.ready", { time: time.clock(end) });
				return `${ready}, ${t("campaigns:when.readyIn", { time: duration(left, t) })}`;
			}
			const near = countdown(run, now);
			if (near === 0) return t("campaigns:when.startsNow");
			if (near !== null) return t("campaigns:when.startsIn", { count: near });
			if (stands === "scheduled" && starts) return t("campaigns:when.startsAt", { time: time.clock(starts) });
			if (stands === "missed" && starts) return t("campaigns:when.missedAt", { time: time.clock(starts) });
			if (stands === "done" && ended) return t("campaigns:when.done", { time: time.clock(ended) });
			if (stands === "cancelled" && ended) return t("campaigns:when.cancelled", { time: time.clock(ended) });
			if (stands === "stopped" && stopped) return t("campaigns:when.stopped", { time: time.clock(stopped.at) });
			return started
				? t("campaigns:when.started", { time: time.clock(started) })
				: t("campaigns:when.created", { time: time.clock(run.created_at) });
		};
		const stop: RunWords["stop"] = (reason) => {
			switch (reason.rule) {
				case "whatsapp":
				case "refused": {
					const key = reason.rule === "whatsapp" ? `wa_${reason.code}` : reason.key;
					const { cause, remedy, said } = ofKey(key, reason.detail);
					return { why: cause, next: `${remedy} ${t("campaigns:stop.resume")}`, said };
				}
				case "failures_in_a_row":
					return {
						why: t("campaigns:stop.why.failures_in_a_row", { count: reason.failures }),
						next: t("campaigns:stop.next.failures"),
						said: undefined,
					};
				case "failure_share":
					return {
						why: t("campaigns:stop.why.failure_share", { failures: reason.failures, of: reason.of }),
						next: t("campaigns:stop.next.failures"),
						said: undefined,
					};
				case "template_not_sendable":
					return {
						why: t("campaigns:stop.why.template_not_sendable"),
						next: t("campaigns:stop.next.template_not_sendable", { problem: t(problemKey(reason.problem)) }),
						said: undefined,
					};
				case "template_changed":
				case "template_gone":
					return {
						why: t(`campaigns:stop.why.${reason.rule}`),
						next: t(`campaigns:stop.next.${reason.rule}`),
						said: undefined,
					};
			}
		};
		const reason: RunWords["reason"] = (key, skipped) =>
			skipped ? t(skipKey(key as SkipReason)) : ofKey(key, null).cause;
		return { state, when, stop, reason };
	}, [t, time, refused]);
}
