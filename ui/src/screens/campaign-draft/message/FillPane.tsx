import { CircleAlert, CircleSlash } from "lucide-react";
import type { Ref } from "react";
import { useTranslation } from "react-i18next";
import type { PlanShow, SlotFill, Template } from "../../../bridge";
import type { Family } from "../../outbox/families";
import panes from "../../outbox/SlotsPane.module.css";
import { TemplateHead } from "../../outbox/TemplateHead";
import { problemKey } from "../../outbox/words";
import { type Change, type Draft, fillsOf, setRules } from "../draft";
import type { Planning } from "../usePlan";
import { FillField } from "./FillField";
import css from "./Message.module.css";

interface Props {
	ref: Ref<HTMLElement>;
	draft: Draft;
	change: (change: Change) => void;
	planning: Planning;
	family: Family | undefined;
	template: Template | undefined;
	tried: boolean;
	onLanguage: (template: Template) => void;
	onFill: (field: string, fill: SlotFill) => void;
	onShow: (show: PlanShow) => void;
}

/** The places of the chosen template, each with where its words come from. */
export function FillPane(props: Props) {
	const { ref, draft, change, planning, family, template, tried, onLanguage, onFill, onShow } = props;
	const { t } = useTranslation();
	// What is known of another template says nothing of this one.
	const plan = planning.plan?.template.template_id === template?.template_id ? planning.plan : undefined;
	if (!family || !template) {
		return (
			<section ref={ref} className={panes.pane} aria-label={t("outbox:slots.region")}>
				<p className={panes.nothing}>{t("outbox:slots.pick")}</p>
			</section>
		);
	}
	const fills = fillsOf(draft);
	const leavesOut = draft.rules.leave_out_unfit;
	const empty = plan?.slots.reduce((sum, slot) => sum + slot.empty, 0) ?? 0;
	const unfit = plan?.problems.find((problem) => problem.kind === "unfit_values")?.count ?? 0;
	return (
		<section ref={ref} className={panes.pane} aria-label={t("outbox:slots.region")}>
			<TemplateHead family={family} template={template} onLanguage={onLanguage} />
			{template.problem ? (
				<p className={panes.why}>
					<CircleSlash aria-hidden="true" />
					<span>{t(problemKey(template.problem))}</span>
				</p>
			) : template.slots.length === 0 ? (
				<p className={panes.nothing}>{t("outbox:slots.none")}</p>
			) : (
				template.slots.map((slot) => (
					<FillField
						key={`${template.template_id} ${slot.field}`}
						slot={slot}
						header={template.header}
						fill={fills[slot.field]}
						columns={planning.plan?.columns ?? []}
						// Numbers of what stood here before say nothing of what stands here now.
						count={
							planning.of?.slots[slot.field] === fills[slot.field]
								? plan?.slots.find(({ field }) => field === slot.field)
								: undefined
						}
						missingColumn={plan?.problems.some(
							(problem) => problem.kind === "no_such_column" && problem.field === slot.field,
						)}
						tried={tried}
						leavesOut={leavesOut}
						onFill={(fill) => onFill(slot.field, fill)}
						onLeaveOut={(out) => change(setRules({ leave_out_unfit: out }))}
						onShow={onShow}
					/>
				))
			)}
			{unfit > 0 && empty === 0 ? (
				<p className={css.unfit}>
					<CircleAlert aria-hidden="true" className="icon-s" />
					<span>
						{t("newCampaign:fill.unfit", { count: unfit })}{" "}
						<button type="button" className="link" onClick={() => onShow({ kind: "unfit" })}>
							{t("newCampaign:fill.look")}
						</button>
					</span>
				</p>
			) : null}
		</section>
	);
}
