import { grouped } from "../../../app/number";
import css from "./RunsArea.module.css";

/** How many run, beside the screen's name in the navigation; it is told as the link's description. */
export function RunsCount({ count }: { count: number }) {
	return (
		<span className={css.count} aria-hidden="true">
			{grouped(count)}
		</span>
	);
}
