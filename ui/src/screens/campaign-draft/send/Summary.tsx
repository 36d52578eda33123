import { Check as Tick, TriangleAlert } from "lucide-react";
import { useTranslation } from "react-i18next";
import { grouped } from "../../../app/number";
import { useFormatTime } from "../../../app/time";
import type { Account, CampaignPlan, PlanCheck } from "../../../bridge";
import { Button, ErrorBanner, Skeleton } from "../../../components";
import type { Planning } from "../usePlan";
import { mediaWords } from "./media";
import css from "./Send.module.css";
import { type ReadSettings, slower } from "./settings";
import type { Check } from "./useCheck";

interface Props {
	account: Account;
	planning: Planning;
	check: Check;
	read: ReadSettings;
}

/** What is about to happen, and what the server says of it now. */
export function Summary({ account, planning, check, read }: Props) {
	const { t } = useTranslation();
	const time = useFormatTime();
	const { plan } = planning;
	return (
		<section className={css.side} aria-label={t("newCampaign:summary.region")}>
			<dl className={css.facts}>
				<div>
					<dt>{t("newCampaign:summary.account")}</dt>
					<dd>
						<bdi>{account.name}</bdi>
					</dd>
				</div>
				<div>
					<dt>{t("newCampaign:summary.template")}</dt>
					<dd>
						<bdi>{plan ? `${plan.template.name}, ${plan.template.language}` : ""}</bdi>
					</dd>
				</div>
				<div>
					<dt>{t("newCampaign:summary.people")}</dt>
					<dd className="num">{plan ? grouped(plan.funnel.going) : ""}</dd>
				</div>
			</dl>
			{check.error ? <ErrorBanner error={check.error} onRetry={check.retry} boxed /> : null}
			{check.data && plan ? (
				<>
					<Said said={check.data.said} going={plan.funnel.going} />
					<Ready plan={plan} said={check.data.said} read={read} />
					<p className={css.asked}>
						{t("newCampaign:summary.askedAt", { time: time.clock(check.data.at.toISOString()) })}{" "}
						<Button variant="quiet" size="small" busy={check.asking} onClick={check.retry}>
							{t("newCampaign:summary.again")}
						</Button>
					</p>
				</>
			) : check.error ? null : (
				<div role="status" className={css.waiting}>
					<span className="hidden">{t("newCampaign:summary.asking")}</span>
					<Skeleton width="80%" />
					<Skeleton width="62%" />
				</div>
			)}
		</section>
	);
}

/** Is the template as it was, and is there room for all? */
function Said({ said, going }: { said: PlanCheck; going: number }) {
	const { t } = useTranslation();
	const left = said.conversations_left;
	const short = left !== null && left < going;
	const good = <Tick aria-hidden="true" className="icon-s" />;
	return (
		<ul className={css.said}>
			{/* What is wrong with it stands above the step. */}
			{said.template ? null : (
				<li className={css.good}>
					{good}
					<span>{t("newCampaign:summary.approved")}</span>
				</li>
			)}
			<li className={short ? css.short : css.good}>
				{short ? <TriangleAlert aria-hidden="true" className="icon-s" /> : good}
				<span>
					{left === null
						? t("newCampaign:summary.leftUnknown")
						: t(short ? "newCampaign:summary.short" : "newCampaign:summary.left", { count: left })}
				</span>
			</li>
			{said.media.bad.map(({ link, problem }) => (
				<li key={link} className={css.short}>
					<TriangleAlert aria-hidden="true" className="icon-s" />
					<span>
						{mediaWords(t, problem)} <bdi className={css.link}>{link}</bdi>
					</span>
				</li>
			))}
			{said.media.looked_at > 0 && said.media.bad.length === 0 ? (
				<li className={css.good}>
					{good}
					<span>{t("newCampaign:media.good", { count: said.media.looked_at })}</span>
				</li>
			) : null}
		</ul>
	);
}

/** When the last one has gone out, by the clock of this computer. */
function Ready({ plan, said, read }: { plan: CampaignPlan; said: PlanCheck; read: ReadSettings }) {
	const { t } = useTranslation();
	const time = useFormatTime();
	const rates = [plan.estimate.per_minute, said.estimate.per_minute].filter((rate) => rate !== null);
	const seconds = slower(plan.estimate.seconds, said.estimate.seconds);
	// Hours of the day shift the end of what begins later: it is not guessed at.
	const guessed = read.startsAt !== null && (read.pace.hours !== null || read.pace.per_day !== null);
	const from = read.startsAt?.getTime() ?? Date.now() + read.window * 1_000;
	return (
		<p className={css.ready}>
			<b className="medium num">
				{seconds === null || guessed
					? t("newCampaign:summary.noEstimate")
					: t("newCampaign:summary.ready", { time: time.clock(new Date(from + seconds * 1_000).toISOString()) })}
			</b>
			{rates.length > 0 ? (
				<span className="muted num">{t("newCampaign:summary.rate", { count: Math.min(...rates) })}</span>
			) : null}
		</p>
	);
}
