import { useTranslation } from "react-i18next";
import { useSession } from "../../app/session";
import type { Sending } from "../../bridge";
import { SelectField } from "../../components";
import { WINDOWS } from "../campaign-draft/send/settings";
import { NumberField } from "./NumberField";
import { Part } from "./Part";
import css from "./settings.module.css";

/** What no run goes beyond, and how a new one begins. */
export function SendingPart() {
	const { t } = useTranslation();
	const { preferences, prefer } = useSession();
	const { sending } = preferences;
	const set = (change: Partial<Sending>) => prefer({ sending: { ...sending, ...change } });
	return (
		<Part title={t("settings:sending.title")}>
			<NumberField
				className={css.field}
				label={t("settings:sending.ceiling")}
				help={t("settings:sending.ceilingHelp")}
				unit={t("settings:sending.perMinute")}
				value={sending.ceiling}
				most={100_000}
				onChange={(ceiling) => set({ ceiling })}
			/>
			<p className={css.sub}>{t("settings:sending.newRuns")}</p>
			<div className={css.fields}>
				<SelectField
					className={css.number}
					label={t("settings:sending.window")}
					value={String(sending.cancel_window)}
					onChange={(seconds) => set({ cancel_window: Number(seconds) })}
					options={WINDOWS.map((value) => ({ value, label: t("settings:sending.seconds", { count: Number(value) }) }))}
				/>
				<NumberField
					label={t("settings:sending.inARow")}
					unit={t("settings:sending.failures")}
					value={sending.stop.failures_in_a_row}
					most={1_000}
					onChange={(failures_in_a_row) => set({ stop: { ...sending.stop, failures_in_a_row } })}
				/>
				<NumberField
					label={t("settings:sending.percent")}
					unit="%"
					value={sending.stop.failures_percent}
					most={100}
					onChange={(failures_percent) => set({ stop: { ...sending.stop, failures_percent } })}
				/>
			</div>
		</Part>
	);
}
