import { useTranslation } from "react-i18next";
import { grouped } from "../../../app/number";
import { useFormatTime } from "../../../app/time";
import type { Account, CampaignPlan } from "../../../bridge";
import css from "./Send.module.css";
import type { ReadSettings } from "./settings";

interface Props {
	account: Account;
	plan: CampaignPlan;
	read: ReadSettings;
	/** From the beginning to the end; none: cannot be said. */
	seconds: number | null;
}

/** What is about to happen, once more: from which account, which words, to how many. */
export function ConfirmText({ account, plan, read, seconds }: Props) {
	const { t } = useTranslation();
	const time = useFormatTime();
	const { template, funnel } = plan;
	const begins = read.startsAt ?? new Date(Date.now() + read.window * 1_000);
	const ready = seconds === null ? null : new Date(begins.getTime() + seconds * 1_000).toISOString();
	const facts: [string, string][] = [
		[t("newCampaign:confirm.account"), account.name],
		[t("newCampaign:confirm.template"), `${template.name}, ${template.language}`],
		[t("newCampaign:confirm.people"), grouped(funnel.going)],
		...(funnel.creates > 0
			? ([[t("newCampaign:confirm.creates"), grouped(funnel.creates)]] satisfies [string, string][])
			: []),
		[
			t("newCampaign:confirm.begins"),
			read.startsAt
				? time.clock(read.startsAt.toISOString())
				: t("newCampaign:confirm.inSeconds", { count: read.window }),
		],
		// Hours of the day shift the end of what begins later: it is not guessed at.
		...(ready !== null && !(read.startsAt && (read.pace.hours || read.pace.per_day))
			? ([[t("newCampaign:confirm.ready"), t("newCampaign:confirm.about", { time: time.clock(ready) })]] satisfies [
					string,
					string,
				][])
			: []),
	];
	return (
		<dl className={css.facts}>
			{facts.map(([name, value]) => (
				<div key={name}>
					<dt>{name}</dt>
					<dd>
						<bdi>{value}</bdi>
					</dd>
				</div>
			))}
		</dl>
	);
}
