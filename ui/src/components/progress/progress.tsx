import type { CSSProperties } from "react";
import { cx } from "../classes";
import css from "./progress.module.css";

export interface ProgressProps {
	/** What is going on: its name. */
	label: string;
	value: number;
	/** None: not known yet. */
	max: number | null;
	/** A use of something that runs out, not work that ends. */
	meter?: boolean | undefined;
	tone?: "plain" | "warn";
	large?: boolean | undefined;
	/** Read in place of the percentage: `38,200 of 100,412`. */
	text?: string | undefined;
}

/** Drawn in inks, not in the accent. */
export function Progress({ label, value, max, meter, tone = "plain", large, text }: ProgressProps) {
	const share = max === null || max === 0 ? 0 : Math.min(1, Math.max(0, value / max));
	const aria = {
		role: meter ? "meter" : "progressbar",
		"aria-label": label,
		"aria-valuemin": 0,
		"aria-valuemax": max ?? undefined,
		"aria-valuenow": max === null ? undefined : Math.min(value, max),
		"aria-valuetext": text,
	};
	return (
		<span
			{...aria}
			className={cx(css.meter, tone === "warn" && css.warn, large && css.large, max === null && css.unknown)}
		>
			<i style={{ "--w": `${share * 100}%` } as CSSProperties} />
		</span>
	);
}
