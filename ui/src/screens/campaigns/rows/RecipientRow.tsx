import { memo } from "react";
import { useTranslation } from "react-i18next";
import type { Recipient, SendState } from "../../../bridge";
import { StatusDot } from "../../../components";
import type { Dot } from "../states";
import type { RunWords } from "../useRunWords";
import css from "./Recipients.module.css";
import { rowText } from "./rowText";

/** Accepted is grey: it is not known whether the person got it. */
export const ROW_DOTS: Record<SendState, Dot> = {
	planned: "waiting",
	in_flight: "info",
	accepted: "neutral",
	refused: "danger",
	unknown: "warn",
	skipped: "skipped",
	cancelled: "skipped",
};

interface Props {
	id: string;
	index: number;
	top: number;
	/** `undefined`: on its way. */
	row: Recipient | undefined;
	active: boolean;
	open: boolean;
	words: RunWords;
	/** When it was settled, or called. */
	time: string;
}

// The grid holds the focus and names its row by `aria-activedescendant`, so none of these is focused itself.
const ROW = { role: "row" } as const;
const CELL = { role: "gridcell" } as const;

export const RecipientRow = memo(function RecipientRow({ id, index, top, row, active, open, words, time }: Props) {
	const { t } = useTranslation();
	const text = row && rowText(row, words, t);
	return (
		<div
			{...ROW}
			{...{
				// The heads are row 1.
				"aria-rowindex": index + 2,
				"aria-current": open || undefined,
				"aria-busy": row === undefined || undefined,
			}}
			id={id}
			className={css.row}
			data-index={index}
			data-active={active || undefined}
			style={{ insetBlockStart: top }}
		>
			{row && text ? (
				<>
					<bdi {...CELL} className={css.name}>
						{text.name || <i className={css.none}>{t("campaigns:rows.noName")}</i>}
					</bdi>
					<span {...CELL} className={css.tel}>
						{text.phone}
					</span>
					<span {...CELL} className={css.state}>
						<StatusDot tone={ROW_DOTS[row.send.state]} /> {text.state}
					</span>
					<span {...CELL} className={css.reason} title={text.reason || undefined}>
						<span className={css.why}>{text.reason}</span>{" "}
						{text.code ? <span className={css.none}>{text.code}</span> : null}
						{row.attempt > 1 ? (
							<span className={css.none}>{t("campaigns:rows.try", { count: row.attempt })}</span>
						) : null}
					</span>
					<bdi {...CELL} className={css.text}>
						{text.text}
					</bdi>
					<span {...CELL} className={css.time}>
						{time}
					</span>
				</>
			) : (
				<span {...CELL}>
					<i className={css.blank} />
				</span>
			)}
		</div>
	);
});
