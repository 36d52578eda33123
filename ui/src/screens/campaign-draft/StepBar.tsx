import { useTranslation } from "react-i18next";
import { Button, cx } from "../../components";
import { STEPS, type Step } from "./blocks";
import css from "./CampaignDialog.module.css";

interface Props {
	step: Step;
	/** Why one cannot go there yet. */
	reasonOf: (step: Step) => string | null;
	onStep: (step: Step) => void;
}

/** Where one is, and the way to each step. */
export function StepBar({ step, reasonOf, onStep }: Props) {
	const { t } = useTranslation();
	return (
		<nav aria-label={t("newCampaign:steps.label")}>
			<ol className={css.steps}>
				{STEPS.map((one, index) => (
					<li key={one}>
						<Button
							variant="quiet"
							className={cx(css.step, one === step && css.here)}
							aria-current={one === step ? "step" : undefined}
							disabledReason={one === step ? null : reasonOf(one)}
							onClick={() => onStep(one)}
						>
							<span className={css.number} aria-hidden="true">
								{index + 1}
							</span>
							{t(`newCampaign:steps.${one}`)}
						</Button>
					</li>
				))}
			</ol>
		</nav>
	);
}
