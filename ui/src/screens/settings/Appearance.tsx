import { useTranslation } from "react-i18next";
import { useSession } from "../../app/session";
import type { Density, TextSize, Theme } from "../../bridge";
import { Checkbox, Segment } from "../../components";
import { Line, Part } from "./Part";

const THEMES: readonly Theme[] = ["system", "light", "dark"];
const DENSITIES: readonly Density[] = ["compact", "normal", "relaxed"];
const SIZES: readonly TextSize[] = ["small", "normal", "large", "largest"];

export function Appearance() {
	const { t } = useTranslation();
	const { preferences, prefer } = useSession();
	return (
		<Part title={t("settings:appearance.title")}>
			<Line name={t("settings:appearance.theme")}>
				<Segment
					label={t("settings:appearance.theme")}
					value={preferences.theme}
					onChange={(theme) => prefer({ theme })}
					options={THEMES.map((value) => ({ value, label: t(`settings:appearance.themes.${value}`) }))}
				/>
			</Line>
			<Line name={t("settings:appearance.text")}>
				<Segment
					label={t("settings:appearance.text")}
					value={preferences.text_size}
					onChange={(text_size) => prefer({ text_size })}
					options={SIZES.map((value) => ({ value, label: t(`settings:appearance.sizes.${value}`) }))}
				/>
			</Line>
			<Line name={t("settings:appearance.density")}>
				<Segment
					label={t("settings:appearance.density")}
					value={preferences.density}
					onChange={(density) => prefer({ density })}
					options={DENSITIES.map((value) => ({ value, label: t(`settings:appearance.densities.${value}`) }))}
				/>
			</Line>
			<Line name={t("settings:appearance.contrast")}>
				<Checkbox
					label={t("settings:appearance.more")}
					checked={preferences.contrast}
					onChange={(event) => prefer({ contrast: event.target.checked })}
				/>
			</Line>
		</Part>
	);
}
