import { useTranslation } from "react-i18next";
import { grouped } from "../../../app/number";
import type { PlanShow } from "../../../bridge";
import { Skeleton } from "../../../components";
import type { Planning } from "../usePlan";
import css from "./Who.module.css";

/** The funnel from top to bottom; each number opens its list. */
export function Counted({ planning, onShow }: { planning: Planning; onShow: (show: PlanShow) => void }) {
	const { t } = useTranslation();
	const { plan, error } = planning;
	const line = (key: string, number: string, words: string, show: PlanShow, strong = false) => (
		<li key={key}>
			<button type="button" className={css.counted} onClick={() => onShow(show)}>
				<b className={strong ? css.strong : undefined}>{number}</b>
				<span>{words}</span>
			</button>
		</li>
	);
	if (!plan) return error ? null : <Waiting planning={planning} />;
	const { funnel } = plan;
	return (
		<div className={css.counts} aria-live="polite" aria-busy={!planning.fresh || undefined}>
			<ul>
				{line("chosen", grouped(funnel.chosen), t("newCampaign:funnel.chosen"), { kind: "going" })}
				{funnel.steps.map(({ reason, count }) =>
					line(reason, t("newCampaign:funnel.minus", { count }), t(`newCampaign:skip.${reason}`), {
						kind: "skipped",
						reason,
					}),
				)}
				{line("going", grouped(funnel.going), t("newCampaign:funnel.going"), { kind: "going" }, true)}
			</ul>
			{funnel.creates > 0 ? (
				<p className="small muted">{t("newCampaign:funnel.creates", { count: funnel.creates })}</p>
			) : null}
		</div>
	);
}

function Waiting({ planning }: { planning: Planning }) {
	const { t } = useTranslation();
	if (!planning.working) return <p className="muted">{t("newCampaign:preview.nobody")}</p>;
	return (
		<div role="status" className={css.waiting}>
			<span className="hidden">{t("newCampaign:planning")}</span>
			<Skeleton width="60%" />
			<Skeleton width="48%" />
		</div>
	);
}
