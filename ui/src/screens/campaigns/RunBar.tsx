import type { CSSProperties } from "react";
import { useTranslation } from "react-i18next";
import type { CampaignTotals } from "../../bridge";
import { cx } from "../../components";
import css from "./RunBar.module.css";
import { countOf, settled } from "./states";

/** In the order they are drawn; who waits is the ground. */
const PARTS = ["accepted", "refused", "unknown", "skipped", "cancelled"] as const;

/** How far a run is, and how: drawn in the inks of the states. */
export function RunBar({ name, totals, large }: { name: string; totals: CampaignTotals; large?: boolean }) {
	const { t } = useTranslation();
	const done = settled(totals);
	const { people } = totals;
	const told = [...PARTS, "waiting" as const]
		.map((part) => ({ part, count: countOf(totals, part) }))
		.filter(({ count }) => count > 0)
		.map(({ part, count }) => t(`campaigns:progress.part.${part}`, { count }));
	const aria = {
		role: "progressbar",
		"aria-label": name,
		"aria-valuemin": 0,
		"aria-valuemax": people,
		"aria-valuenow": done,
		"aria-valuetext": t("campaigns:progress.text", { done, people, parts: told.join(", ") }),
	};
	return (
		<span {...aria} className={cx(css.bar, large && css.large)}>
			{PARTS.map((part) => {
				const count = countOf(totals, part);
				if (count === 0) return null;
				return <i key={part} className={css[part]} style={{ "--w": `${(count / people) * 100}%` } as CSSProperties} />;
			})}
		</span>
	);
}
