import { cx } from "../classes";
import { drawKeys } from "../keys";
import css from "./small.module.css";

/** A key, taught where it acts; never part of a name. */
export function Kbd({ keys, bare }: { keys: string; bare?: boolean }) {
	return (
		<kbd aria-hidden="true" className={cx(css.key, bare && css.keyBare)}>
			{drawKeys(keys)}
		</kbd>
	);
}
