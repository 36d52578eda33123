import { Check } from "lucide-react";
import type { LeadCell } from "../grid/Row";
import css from "./Tick.module.css";

// The grid holds the focus and reads the keys and clicks, so the box is not focused itself.
const BOX = { role: "checkbox" } as const;

/** The box of a row. */
export const TickCell: LeadCell = ({ selected = false, words }) => (
	<span {...BOX} {...{ "aria-checked": selected, "aria-label": words.select }} data-tick className={css.box}>
		{selected && <Check aria-hidden="true" />}
	</span>
);
