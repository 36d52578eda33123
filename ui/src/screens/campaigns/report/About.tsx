import { useTranslation } from "react-i18next";
import { grouped } from "../../../app/number";
import type { CampaignReport, ReasonCount } from "../../../bridge";
import { StatusDot } from "../../../components";
import type { RunWords } from "../useRunWords";
import css from "./About.module.css";
import { Settings } from "./Settings";
import { usePartWords } from "./usePartWords";

interface Props {
	report: CampaignReport;
	words: RunWords;
	/** The reason whose people are shown. */
	reason: string | null;
	onReason: (reason: Pick<ReasonCount, "state" | "reason">) => void;
}

/** Why people did not get it, who was chosen, and what was settled. */
export function About({ report, words, reason, onReason }: Props) {
	const { t } = useTranslation();
	const { campaign, reasons } = report;
	return (
		<div className={css.about}>
			<section aria-labelledby="about-reasons">
				<h2 id="about-reasons" className={css.title}>
					{t("campaigns:reasons.title")}
				</h2>
				{reasons.length === 0 ? <p className="muted">{t("campaigns:reasons.none")}</p> : null}
				<ul>
					{reasons.map((one) => (
						<li key={`${one.state} ${one.reason}`}>
							<button
								type="button"
								className={css.reason}
								aria-pressed={one.reason === reason}
								onClick={() => onReason(one)}
							>
								<StatusDot tone={one.state === "refused" ? "danger" : "skipped"} />
								<span className={css.cause}>
									{words.reason(one.reason, one.state === "skipped")}
									<RetryCounts of={one} />
								</span>{" "}
								<span className={css.count}>{grouped(one.count)}</span>
							</button>
						</li>
					))}
				</ul>
			</section>
			<FunnelPart report={report} words={words} onReason={onReason} />
			<Settings run={campaign} />
		</div>
	);
}

function RetryCounts({ of }: { of: ReasonCount }) {
	const { t } = useTranslation();
	const told = [
		...(of.retry_now > 0 ? [t("campaigns:reasons.retryNow", { count: of.retry_now })] : []),
		...(of.retry_later > 0 ? [t("campaigns:reasons.retryLater", { count: of.retry_later })] : []),
	];
	return told.length === 0 ? null : <span className={css.retry}> {told.join(" · ")}</span>;
}

/** From those chosen to those who were to get it; each number opens its people. */
function FunnelPart({ report, words, onReason }: Pick<Props, "report" | "words" | "onReason">) {
	const { t } = useTranslation();
	const part = usePartWords();
	const { funnel } = report.campaign;
	const several = funnel.parts.length > 1;
	return (
		<section aria-labelledby="about-funnel">
			<h2 id="about-funnel" className={css.title}>
				{t("campaigns:funnel.title")}
			</h2>
			<ol className={css.funnel}>
				{funnel.parts.map((one, index) => (
					// biome-ignore lint/suspicious/noArrayIndexKey: parts have no identity but their place
					<li key={index} className={css.step}>
						<bdi className="muted">{part(one)}</bdi>
						<span className={css.count}>{grouped(one.count)}</span>
					</li>
				))}
				{several ? (
					<li className={css.step}>
						<span>{t("campaigns:funnel.chosen")}</span>
						<span className={css.count}>{grouped(funnel.chosen)}</span>
					</li>
				) : null}
				{funnel.steps.map((step) => (
					<li key={step.reason}>
						<button
							type="button"
							className={css.step}
							onClick={() => onReason({ state: "skipped", reason: step.reason })}
						>
							<span>
								{t("campaigns:funnel.minus")} {words.reason(step.reason, true)}
							</span>{" "}
							<span className={css.count}>{grouped(step.count)}</span>
						</button>
					</li>
				))}
				<li className={css.step}>
					<b className="medium">{t("campaigns:funnel.going")}</b>
					<span className={css.count}>{grouped(funnel.going)}</span>
				</li>
				{funnel.creates > 0 ? (
					<li className={css.step}>
						<span className="muted">{t("campaigns:funnel.creates")}</span>
						<span className={css.count}>{grouped(funnel.creates)}</span>
					</li>
				) : null}
			</ol>
		</section>
	);
}
