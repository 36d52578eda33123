import { useTranslation } from "react-i18next";
import { grouped } from "../../../app/number";
import type { CampaignTotals } from "../../../bridge";
import { StatusDot } from "../../../components";
import { countOf, SLICE_DOTS, SLICES, type Slice } from "../states";
import css from "./Tiles.module.css";

interface Props {
	totals: CampaignTotals;
	value: Slice;
	onChange: (slice: Slice) => void;
}

/** None of them is told as well: that nobody was refused is an answer. */
const ALWAYS: readonly Slice[] = ["all", "unknown", "refused", "accepted"];

/** How many stand how; each shows its people. */
export function Tiles({ totals, value, onChange }: Props) {
	const { t } = useTranslation();
	const shown = SLICES.filter((slice) => ALWAYS.includes(slice) || slice === value || countOf(totals, slice) > 0);
	return (
		<fieldset className={css.tiles} aria-label={t("campaigns:tiles.label")}>
			{shown.map((slice) => (
				<button
					key={slice}
					type="button"
					className={css.tile}
					aria-pressed={slice === value}
					onClick={() => onChange(slice)}
				>
					<span className={css.name}>
						{slice === "all" ? null : <StatusDot tone={SLICE_DOTS[slice]} />}
						{t(`campaigns:tiles.${slice}`)}
					</span>{" "}
					<span className={css.count}>{grouped(countOf(totals, slice))}</span>
				</button>
			))}
		</fieldset>
	);
}
