import { useTranslation } from "react-i18next";
import { useFormatTime, useNow } from "../../../app/time";
import type { Campaign } from "../../../bridge";
import { Banner } from "../../../components";
import { countdown, toGo } from "../states";
import type { RunWords } from "../useRunWords";

/** What stopped a run and what to do, that it missed its start, or that it can still be taken back. */
export function RunBanner({ run, words }: { run: Campaign; words: RunWords }) {
	const { t } = useTranslation();
	const time = useFormatTime();
	const left = toGo(run.totals);
	if (run.state === "stopped" && run.stopped) {
		const { why, next, said } = words.stop(run.stopped.reason);
		const code = run.stopped.reason.rule === "whatsapp" ? ` (${run.stopped.reason.code})` : "";
		return (
			<Banner tone="danger">
				<p>
					<b className="medium">
						{t("campaigns:stop.title", { time: time.clock(run.stopped.at), why: `${why}${code}` })}
					</b>{" "}
					{t("campaigns:stop.waiting", { count: left })}
				</p>
				<p className="muted">{next}</p>
				{said ? (
					<p className="small muted">
						<bdi>{said}</bdi>
					</p>
				) : null}
			</Banner>
		);
	}
	if (run.state === "missed")
		return (
			<Banner tone="warn" role="alert">
				<b className="medium">{t("campaigns:missed.title")}</b>{" "}
				{run.starts_at ? t("campaigns:missed.text", { time: time.clock(run.starts_at) }) : null}
			</Banner>
		);
	return run.state === "scheduled" ? <Countdown run={run} left={left} /> : null;
}

/** Its own clock: only this is drawn anew each second. */
function Countdown({ run, left }: { run: Campaign; left: number }) {
	const { t } = useTranslation();
	const now = useNow(1_000).getTime();
	const seconds = countdown(run, now);
	if (seconds === null) return null;
	return (
		<Banner tone="info">
			<b className="medium num">
				{seconds === 0 ? t("campaigns:when.startsNow") : t("campaigns:when.startsIn", { count: seconds })}.
			</b>{" "}
			{t("campaigns:window.text", { count: left })}
		</Banner>
	);
}
