import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useSession } from "../../app/session";
import { Button, Checkbox } from "../../components";
import { DiagnosticsDialog } from "./DiagnosticsDialog";
import { LicencesDialog } from "./LicencesDialog";
import { Line, Part } from "./Part";
import css from "./settings.module.css";

/** What this program is, and what to hand to somebody who helps. */
export function HelpPart() {
	const { t } = useTranslation();
	const { version, commit, preferences, prefer } = useSession();
	const [shown, setShown] = useState<"diagnostics" | "licences" | null>(null);
	const close = (open: boolean) => {
		if (!open) setShown(null);
	};
	return (
		<Part title={t("settings:about.title")}>
			<Line name={t("common:appName")}>
				<span className={css.grow}>
					<span className="num">{version}</span>
					{commit ? <span className="small faint num">{commit}</span> : null}
				</span>
				<Button size="small" onClick={() => setShown("licences")}>
					{t("settings:about.licences")}
				</Button>
			</Line>
			<Line name={t("settings:about.log")}>
				<span className={css.grow}>
					<Checkbox
						label={t("settings:about.detailed")}
						checked={preferences.detailed_log}
						onChange={(event) => prefer({ detailed_log: event.target.checked })}
					/>
				</span>
				<Button size="small" onClick={() => setShown("diagnostics")}>
					{t("settings:diagnostics.open")}
				</Button>
			</Line>
			<DiagnosticsDialog open={shown === "diagnostics"} onOpenChange={close} />
			<LicencesDialog open={shown === "licences"} onOpenChange={close} />
		</Part>
	);
}
