import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { useSession } from "../../../app/session";
import { Checkbox, SelectField, TextField } from "../../../components";
import { setSettings } from "../draft";
import type { StepProps } from "../step";
import { Begin } from "./Begin";
import css from "./Send.module.css";
import { Summary } from "./Summary";
import { readSettings, type Settings, type SettingsField, WINDOWS } from "./settings";
import type { Launch } from "./useLaunch";

interface Props extends StepProps {
	launch: Launch;
}

/** When, how fast, and when to stop; beside it what the server says. */
export function SendStep({ account, draft, change, planning, launch }: Props) {
	const { t } = useTranslation();
	const form = useRef<HTMLElement>(null);
	const { settings } = draft;
	const read = readSettings(settings, new Date());
	const { tried, refused } = launch;
	const put = (next: Partial<Settings>) => change(setSettings(next));
	useEffect(() => {
		if (tried > 0) form.current?.querySelector<HTMLElement>("[aria-invalid='true']")?.focus();
	}, [tried]);
	/** Before Send was pressed only what can be seen to be wrong says so: nobody likes to be told half way. */
	const errorOf = (field: SettingsField) => {
		const error = refused[field] ?? (tried > 0 ? read.errors[field] : undefined);
		return error && t(`newCampaign:settingsError.${error}`);
	};
	const text = (
		field: "perMinute" | "perHour" | "perDay" | "from" | "to" | "inARow" | "percent",
		more: { placeholder?: string; trailing?: string; className?: string | undefined } = {},
	) => (
		<TextField
			label={t(`newCampaign:settings.${field}`)}
			inputMode="numeric"
			dir="ltr"
			value={settings[field]}
			error={errorOf(field)}
			onChange={(event) => put({ [field]: event.target.value })}
			{...more}
		/>
	);
	const { ceiling } = useSession().preferences.sending;
	const noLimit = { placeholder: t("newCampaign:settings.noLimit") };
	return (
		<div className={css.columns}>
			<section ref={form} className={css.form} aria-label={t("newCampaign:settings.region")}>
				<TextField
					label={t("newCampaign:settings.name")}
					placeholder={planning.plan?.template.name}
					dir="auto"
					maxLength={120}
					value={settings.name}
					onChange={(event) => put({ name: event.target.value })}
				/>
				<Begin settings={settings} errorOf={errorOf} onChange={put} />
				{settings.when === "now" ? (
					<SelectField
						className={css.half}
						label={t("newCampaign:settings.window")}
						help={t("newCampaign:settings.windowHelp")}
						value={settings.window}
						onChange={(window) => put({ window: window as Settings["window"] })}
						options={WINDOWS.map((value) => ({
							value,
							label: t("newCampaign:settings.seconds", { count: Number(value) }),
						}))}
					/>
				) : null}
				<fieldset className={css.group} aria-labelledby="run-pace">
					<h3 id="run-pace" className="medium">
						{t("newCampaign:settings.pace")}
					</h3>
					<div className={css.three}>
						{text(
							"perMinute",
							ceiling === null ? noLimit : { placeholder: t("newCampaign:settings.ceiling", { count: ceiling }) },
						)}
						{text("perHour", noLimit)}
						{text("perDay", noLimit)}
					</div>
					<Checkbox
						label={t("newCampaign:settings.hours")}
						checked={settings.hours}
						onChange={(event) => put({ hours: event.target.checked })}
					/>
					{settings.hours ? (
						<>
							<div className={css.three}>
								{text("from")}
								{text("to")}
							</div>
							<p className={css.help}>{t("newCampaign:settings.hoursHelp")}</p>
						</>
					) : null}
				</fieldset>
				<fieldset className={css.group} aria-labelledby="run-stop">
					<h3 id="run-stop" className="medium">
						{t("newCampaign:settings.stop")}
					</h3>
					<div className={css.two}>
						{text("inARow", { placeholder: t("newCampaign:settings.never") })}
						{text("percent", { placeholder: t("newCampaign:settings.never"), trailing: "%" })}
					</div>
					<p className={css.help}>{t("newCampaign:settings.stopHelp")}</p>
				</fieldset>
			</section>
			<Summary account={account} planning={planning} check={launch.check} read={read} />
		</div>
	);
}
