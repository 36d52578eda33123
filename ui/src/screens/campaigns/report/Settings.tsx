import { useTranslation } from "react-i18next";
import type { Campaign } from "../../../bridge";
import css from "./About.module.css";
import { Fact, Facts } from "./Facts";

/** What was settled when the run was started; the pace as it is now. */
export function Settings({ run }: { run: Campaign }) {
	const { t } = useTranslation();
	const { pace, stop, funnel } = run.settings;
	const speeds = [
		...(pace.per_minute === null ? [] : [t("campaigns:settings.perMinute", { count: pace.per_minute })]),
		...(pace.per_hour === null ? [] : [t("campaigns:settings.perHour", { count: pace.per_hour })]),
		...(pace.per_day === null ? [] : [t("campaigns:settings.perDay", { count: pace.per_day })]),
	];
	const stops = [
		t("campaigns:settings.stopCodes"),
		...(stop.failures_in_a_row === null ? [] : [t("campaigns:settings.stopRow", { count: stop.failures_in_a_row })]),
		...(stop.failures_percent === null ? [] : [t("campaigns:settings.stopShare", { percent: stop.failures_percent })]),
	];
	const out = [
		...(funnel.messaged_days === null ? [] : [t("campaigns:settings.lately", { count: funnel.messaged_days })]),
		...(funnel.create_unknown ? [] : [t("campaigns:settings.noNew")]),
		...(funnel.leave_out_unfit ? [t("campaigns:settings.unfit")] : []),
	];
	return (
		<section aria-labelledby="about-settings">
			<h2 id="about-settings" className={css.title}>
				{t("campaigns:settings.title")}
			</h2>
			<Facts>
				<Fact name={t("campaigns:settings.pace")}>{speeds.join(", ") || t("campaigns:settings.paceNone")}</Fact>
				<Fact name={t("campaigns:settings.hours")}>
					{pace.hours ? t("campaigns:settings.hoursFrom", { ...pace.hours }) : t("campaigns:settings.hoursAll")}
				</Fact>
				<Fact name={t("campaigns:settings.stops")}>{stops.join(", ")}</Fact>
				{out.length > 0 ? <Fact name={t("campaigns:settings.leftOut")}>{out.join(", ")}</Fact> : null}
			</Facts>
		</section>
	);
}
