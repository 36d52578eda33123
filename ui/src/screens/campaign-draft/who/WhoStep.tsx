import { useTranslation } from "react-i18next";
import type { PlanShow } from "../../../bridge";
import { EmptyState } from "../../../components";
import { addPart } from "../draft";
import type { StepProps } from "../step";
import { AddParts } from "./AddParts";
import { Counted } from "./Counted";
import { PartRow } from "./PartRow";
import { Rules } from "./Rules";
import { useSources } from "./useSourceWords";
import css from "./Who.module.css";

interface Props extends StepProps {
	/** Opens a list of people. */
	onShow: (show: PlanShow) => void;
}

/** Who gets it: these, and these, but not those. */
export function WhoStep({ account, draft, change, planning, onShow }: Props) {
	const { t } = useTranslation();
	const sources = useSources(account.id);
	const { plan, fresh } = planning;
	return (
		<div className={css.columns}>
			<section className={css.pane} aria-label={t("newCampaign:who.title")}>
				<AddParts account={account.id} sources={sources} onAdd={(of, label) => change(addPart(of, label))} />
				{draft.parts.length === 0 ? (
					<EmptyState title={t("newCampaign:who.emptyTitle")} text={t("newCampaign:who.empty")} />
				) : (
					<>
						<ul className={css.parts} aria-label={t("newCampaign:who.list")}>
							{draft.parts.map((part, index) => (
								<PartRow
									key={part.id}
									account={account.id}
									part={part}
									words={sources.wordsOf(part)}
									alone={draft.parts.length === 1}
									count={fresh ? plan?.funnel.parts[index]?.count : undefined}
									plan={plan}
									change={change}
								/>
							))}
						</ul>
						{draft.parts.length > 1 ? <p className="small faint">{t("newCampaign:who.order")}</p> : null}
					</>
				)}
			</section>
			<section className={css.side} aria-label={t("newCampaign:rules.title")}>
				<Counted planning={planning} onShow={onShow} />
				<Rules draft={draft} change={change} />
			</section>
		</div>
	);
}
