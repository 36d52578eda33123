import { useTranslation } from "react-i18next";
import type { PlanRow } from "../../../bridge";
import { cx, Name, Skeleton, Tel } from "../../../components";
import css from "./Check.module.css";

interface Props {
	id: string;
	/** px from the top of the list. */
	top: number;
	row: PlanRow | undefined;
	/** From 1. */
	position: number;
	of: number;
	selected: boolean;
	/** Without the message: no template is chosen. */
	plain: boolean;
	edited: boolean;
	onChoose: () => void;
}

/** One person, and what they read, in a line. */
export function SheetRow({ id, top, row, position, of, selected, plain, edited, onChoose }: Props) {
	const { t } = useTranslation();
	const remarks = row
		? [
				...(row.skip ? [t(`newCampaign:skip.${row.skip}`)] : []),
				...(edited ? [t("newCampaign:sheet.edited")] : []),
				...(row.fallbacks.length > 0 ? [t("newCampaign:sheet.fellBack")] : []),
				...(row.odd ? [t("newCampaign:sheet.odd")] : []),
			]
		: [];
	return (
		// biome-ignore lint/a11y/useKeyWithClickEvents: the listbox has the keys, its options have none
		// biome-ignore lint/a11y/useFocusableInteractive: the focus stays on the listbox, which names the active option
		<div
			id={id}
			role="option"
			aria-selected={selected}
			aria-posinset={position}
			aria-setsize={of}
			className={css.row}
			style={{ insetBlockStart: top }}
			onClick={onChoose}
		>
			{row ? (
				<>
					<span className={css.who}>
						{row.name ? <Name className="medium">{row.name}</Name> : null}
						<Tel className={row.name ? "faint" : "medium"}>{row.phone_display || row.phone}</Tel>
						{remarks.length > 0 ? <span className={css.remarks}>{remarks.join(", ")}</span> : null}
					</span>
					{plain ? null : (
						<span className={cx("cut", css.message, row.problems.length > 0 && css.bad)} dir="auto">
							{messageOf(row)}
						</span>
					)}
				</>
			) : (
				<Skeleton width="70%" />
			)}
		</div>
	);
}

/** In one line; an empty place is three dots. */
function messageOf(row: PlanRow): string {
	return row.rendered.body
		.map(({ text, slot }) => (slot !== null && text === "" ? "…" : text))
		.join("")
		.replace(/\s+/gu, " ");
}
