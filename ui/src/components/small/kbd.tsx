import { ArrowDown, ArrowLeft, ArrowRight, ArrowUp, CornerDownLeft, type LucideIcon } from "lucide-react";
import { Fragment } from "react";
import { cx } from "../classes";
import { drawKeys } from "../keys";
import css from "./small.module.css";

/** Signs that few fonts have: drawn, so that they look alike everywhere. */
const SIGNS: Record<string, LucideIcon> = {
	"⏎": CornerDownLeft,
	"↑": ArrowUp,
	"↓": ArrowDown,
	"←": ArrowLeft,
	"→": ArrowRight,
};

/** A key, taught where it acts; never part of a name. */
export function Kbd({ keys, bare }: { keys: string; bare?: boolean }) {
	return (
		<kbd aria-hidden="true" className={cx(css.key, bare && css.keyBare)}>
			{drawKeys(keys)
				.split(/([⏎↑↓←→])/)
				.filter(Boolean)
				.map((part) => {
					const Sign = SIGNS[part];
					return Sign ? <Sign key={part} /> : <Fragment key={part}>{part}</Fragment>;
				})}
		</kbd>
	);
}
