import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { Checkbox, SelectField, TextField } from "../../../components";
import css from "./Send.module.css";
import { dayOf, daysFrom, type Settings, type SettingsField } from "./settings";

interface Props {
	settings: Settings;
	errorOf: (field: SettingsField) => string | undefined;
	onChange: (settings: Partial<Settings>) => void;
}

/** Now, or on a day at a time of this computer. */
export function Begin({ settings, errorOf, onChange }: Props) {
	const { t, i18n } = useTranslation();
	const { language } = i18n;
	const days = useMemo(() => {
		// English here is British: the day comes first.
		const format = new Intl.DateTimeFormat(language === "en" ? "en-GB" : language, {
			weekday: "short",
			day: "numeric",
			month: "short",
		});
		return daysFrom(new Date()).map((day, after) => ({ value: dayOf(day), words: format.format(day), after }));
	}, [language]);
	const tomorrow = days[1]?.value ?? "";
	return (
		<fieldset className={css.group} aria-labelledby="run-begin">
			<h3 id="run-begin" className="medium">
				{t("newCampaign:settings.when")}
			</h3>
			<div className={css.radios}>
				<Checkbox
					oneOf
					name="run-begin"
					label={t("newCampaign:settings.now")}
					checked={settings.when === "now"}
					onChange={() => onChange({ when: "now" })}
				/>
				<Checkbox
					oneOf
					name="run-begin"
					label={t("newCampaign:settings.later")}
					checked={settings.when === "later"}
					onChange={() => onChange({ when: "later", day: settings.day || tomorrow })}
				/>
			</div>
			{settings.when === "later" ? (
				<>
					<div className={css.when}>
						<SelectField
							label={t("newCampaign:settings.day")}
							value={settings.day}
							placeholder={t("newCampaign:settings.dayPlaceholder")}
							error={errorOf("day")}
							onChange={(day) => onChange({ day })}
							options={days.map(({ value, words, after }) => ({
								value,
								label:
									after > 1 ? words : t(`newCampaign:settings.${after === 0 ? "today" : "tomorrow"}`, { day: words }),
							}))}
						/>
						<TextField
							label={t("newCampaign:settings.time")}
							inputMode="numeric"
							dir="ltr"
							placeholder="09:00"
							value={settings.time}
							error={errorOf("time")}
							onChange={(event) => onChange({ time: event.target.value })}
						/>
					</div>
					<p className={css.help}>{t("newCampaign:settings.missed")}</p>
				</>
			) : null}
		</fieldset>
	);
}
