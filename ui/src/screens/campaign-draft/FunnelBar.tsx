import { ArrowRight } from "lucide-react";
import { Fragment } from "react";
import { useTranslation } from "react-i18next";
import { grouped } from "../../app/number";
import type { Funnel, PlanShow } from "../../bridge";
import { cx } from "../../components";
import css from "./FunnelBar.module.css";
import { folded } from "./funnel";

interface Props {
	funnel: Funnel | undefined;
	/** What stands in the dialog is newer than the numbers. */
	stale: boolean;
	onShow: (show: PlanShow) => void;
}

/** From those chosen to those who get it; each number opens its list. */
export function FunnelBar({ funnel, stale, onShow }: Props) {
	const { t } = useTranslation();
	const { steps, others } = folded(funnel?.steps ?? []);
	const arrow = <ArrowRight aria-hidden="true" className="icon-s icon-turn" />;
	return (
		<section
			className={cx(css.funnel, stale && css.stale)}
			aria-label={t("newCampaign:funnel.region")}
			aria-busy={stale || undefined}
		>
			{funnel ? (
				<>
					<button type="button" className={css.step} onClick={() => onShow({ kind: "going" })}>
						<b>{grouped(funnel.chosen)}</b> <span>{t("newCampaign:funnel.chosen")}</span>
					</button>
					{steps.map(({ reason, count }) => (
						<Fragment key={reason}>
							{arrow}
							<button type="button" className={css.step} onClick={() => onShow({ kind: "skipped", reason })}>
								<b>{t("newCampaign:funnel.minus", { count })}</b> <span>{t(`newCampaign:skip.${reason}`)}</span>
							</button>
						</Fragment>
					))}
					{others ? (
						<>
							{arrow}
							<button
								type="button"
								className={css.step}
								onClick={() => onShow({ kind: "skipped", reason: others.reason })}
							>
								<b>{t("newCampaign:funnel.minus", { count: others.count })}</b>{" "}
								<span>{t("newCampaign:funnel.others")}</span>
							</button>
						</>
					) : null}
					{arrow}
					<button type="button" className={css.step} onClick={() => onShow({ kind: "going" })}>
						<b>{grouped(funnel.going)}</b> <span>{t("newCampaign:funnel.going")}</span>
					</button>
				</>
			) : null}
		</section>
	);
}
