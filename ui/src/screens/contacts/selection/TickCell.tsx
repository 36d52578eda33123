import { Check } from "lucide-react";
import { createContext, useContext } from "react";
import { useTranslation } from "react-i18next";
import css from "./Tick.module.css";

/** The ticked among the rows on screen. */
export const TickedContext = createContext<ReadonlySet<number>>(new Set());

// The grid holds the focus and reads the keys and clicks, so the box is not focused itself.
const BOX = { role: "checkbox" } as const;

/** The box of a row. */
export function TickCell({ id }: { index: number; id: number }) {
	const { t } = useTranslation();
	const on = useContext(TickedContext).has(id);
	return (
		<span {...BOX} {...{ "aria-checked": on, "aria-label": t("selection:select") }} data-tick className={css.box}>
			<Check aria-hidden="true" />
		</span>
	);
}
