import { Check, Minus } from "lucide-react";
import { useTranslation } from "react-i18next";
import css from "./Tick.module.css";
import type { Selecting } from "./useSelection";

interface Props {
	selecting: Selecting;
	/** Rows of this list. */
	total: number;
	onTickScreen: () => void;
}

/** None, some or all of this list. Ticks the rows on screen; once any is ticked it unticks this list. */
export function HeadBox({ selecting, total, onTickScreen }: Props) {
	const { t } = useTranslation();
	const some = selecting.within?.selected ?? 0;
	const state = some === 0 ? false : some >= total ? true : "mixed";
	const press = () => (state === false ? onTickScreen() : selecting.untickAll());
	return (
		<button
			type="button"
			role="checkbox"
			aria-checked={state}
			tabIndex={-1}
			className={css.box}
			aria-label={t(state === false ? "selection:selectScreen" : "selection:unselectList")}
			title={t(state === false ? "selection:selectScreen" : "selection:unselectList")}
			// The grid keeps the focus.
			onMouseDown={(event) => event.preventDefault()}
			onClick={press}
		>
			{state === "mixed" && <Minus aria-hidden="true" />}
			{state === true && <Check aria-hidden="true" />}
		</button>
	);
}
