import { useId, useState } from "react";
import { useTranslation } from "react-i18next";
import { Checkbox } from "../../../components";
import { type Change, type Draft, setRules } from "../draft";
import css from "./Who.module.css";

/** Days when the rule is first ticked. */
const DAYS = 7;
const MOST = 365;

/** Who falls out beside those who are never sent to. */
export function Rules({ draft, change }: { draft: Draft; change: (change: Change) => void }) {
	const { t } = useTranslation();
	const { messaged_days: days, create_unknown: create } = draft.rules;
	const [typed, setTyped] = useState(String(days ?? DAYS));
	const unit = useId();
	const read = (text: string) => Math.min(MOST, Math.max(1, Number.parseInt(text, 10) || DAYS));
	return (
		<div className={css.rules}>
			<h3 className="medium">{t("newCampaign:rules.title")}</h3>
			<div className={css.rule}>
				<Checkbox
					label={t("newCampaign:rules.lately")}
					checked={days !== null}
					onChange={(event) => change(setRules({ messaged_days: event.target.checked ? read(typed) : null }))}
				/>
				<span className={css.days}>
					<span className="muted">{t("newCampaign:rules.inLast")}</span>{" "}
					<input
						className={css.number}
						aria-label={t("newCampaign:rules.days")}
						aria-describedby={unit}
						inputMode="numeric"
						autoComplete="off"
						value={typed}
						onChange={(event) => {
							setTyped(event.target.value);
							// Whoever writes a number means the rule.
							if (/^\d+$/.test(event.target.value.trim()))
								change(setRules({ messaged_days: read(event.target.value) }));
						}}
						onBlur={() => setTyped(String(read(typed)))}
					/>{" "}
					<span id={unit} className="muted">
						{t("newCampaign:rules.daysUnit")}
					</span>
				</span>
			</div>
			<div>
				<Checkbox
					label={t("newCampaign:rules.create")}
					checked={create}
					onChange={(event) => change(setRules({ create_unknown: event.target.checked }))}
				/>
				<p className={css.help}>{t("newCampaign:rules.createHelp")}</p>
			</div>
		</div>
	);
}
