import { useTranslation } from "react-i18next";
import { grouped } from "../../../app/number";
import type { PlanShow } from "../../../bridge";
import css from "./Check.module.css";
import { sameShow } from "./place";
import type { Listed } from "./shows";
import { useShowWords } from "./useShowWords";

interface Props {
	lists: readonly Listed[];
	show: PlanShow;
	onShow: (show: PlanShow) => void;
}

/** The lists there are: who gets it, what is worth a look, who falls out. */
export function ShowList({ lists, show, onShow }: Props) {
	const { t } = useTranslation();
	const words = useShowWords();
	const firstOut = lists.findIndex((one) => one.show.kind === "skipped");
	return (
		<section className={css.shows} aria-label={t("newCampaign:show.label")}>
			<ul>
				{lists.map((one, index) => (
					<li key={JSON.stringify(one.show)}>
						{index === firstOut ? (
							<span className={css.heading} aria-hidden="true">
								{t("newCampaign:show.skipped")}
							</span>
						) : null}
						<button
							type="button"
							className={css.show}
							aria-pressed={sameShow(one.show, show)}
							onClick={() => onShow(one.show)}
						>
							<span className="cut">{words(one.show)}</span>{" "}
							{one.count === null ? null : <span className={css.count}>{grouped(one.count)}</span>}
						</button>
					</li>
				))}
			</ul>
		</section>
	);
}
