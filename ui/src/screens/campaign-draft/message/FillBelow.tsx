import { CircleAlert } from "lucide-react";
import { useTranslation } from "react-i18next";
import type { PlanShow, Slot, SlotCount } from "../../../bridge";
import css from "./Message.module.css";

interface Props {
	slot: Slot;
	count: SlotCount | undefined;
	filled: boolean;
	fixed: boolean;
	/** Who has nothing here is left out. */
	leavesOut: boolean;
	/** Who has nothing here stops the send. */
	stops: boolean;
	onLeaveOut: (out: boolean) => void;
	onShow: (show: PlanShow) => void;
}

/** How a place comes out: who gets the words instead, and who would get nothing. */
export function FillBelow({ slot, count, filled, fixed, leavesOut, stops, onLeaveOut, onShow }: Props) {
	const { t } = useTranslation();
	if (!filled) return null;
	if (fixed) return <p className={css.below}>{t("newCampaign:fill.same")}</p>;
	if (!count) return null;
	const link = (text: string, onClick: () => void) => (
		<button type="button" className="link" onClick={onClick}>
			{text}
		</button>
	);
	const { empty, fallback } = count;
	return (
		<>
			{fallback > 0 ? (
				<p className={css.below}>
					{link(t("newCampaign:fill.gets", { count: fallback }), () => onShow({ kind: "fallback", field: slot.field }))}{" "}
					{t("newCampaign:fill.getsRest", { count: fallback })}
				</p>
			) : null}
			{stops ? (
				<p className={css.danger} role="alert">
					<CircleAlert aria-hidden="true" className="icon-s" />
					<span>
						{link(t("newCampaign:fill.empty", { count: empty }), () => onShow({ kind: "unfit" }))}{" "}
						{t("newCampaign:fill.emptyRest", { count: empty })}{" "}
						{link(t("newCampaign:fill.leave", { count: empty }), () => onLeaveOut(true))}.
					</span>
				</p>
			) : null}
			{leavesOut && empty > 0 ? (
				<p className={css.below}>
					{t("newCampaign:fill.left", { count: empty })} {link(t("newCampaign:fill.takeBack"), () => onLeaveOut(false))}
				</p>
			) : null}
		</>
	);
}
