import { ChevronLeft, ChevronRight } from "lucide-react";
import type { KeyboardEvent, ReactElement, ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { useTaught } from "../../../app/actions";
import { useNow } from "../../../app/time";
import type { PlanRow, Template } from "../../../bridge";
import { ErrorBanner, IconButton, isTyping, Name, Segment, Tel } from "../../../components";
import { Bubble, Phone } from "../../outbox/Bubble";
import { clock } from "../../outbox/moment";
import panes from "../../outbox/PreviewPane.module.css";
import { asWritten } from "../../outbox/usePreview";
import { type Place, sameShow } from "../check/place";
import type { StepProps } from "../step";
import { usePlanRow } from "../usePlanRows";
import { jumpsOf } from "./jumps";
import css from "./PreviewSide.module.css";

interface Props extends StepProps {
	template: Template | undefined;
	place: Place;
	onPlace: (place: Place) => void;
	/** Ways to the longest, the odd, the missing; false where a list of them stands beside. */
	jumps?: boolean;
	/** What can be done with the person shown. */
	children?: (row: PlanRow) => ReactNode;
}

/** What each person will read, one after the other. */
export function PreviewSide({ account, planning, template, place, onPlace, jumps = true, children }: Props) {
	const { t, i18n } = useTranslation();
	const now = useNow(10_000);
	const { plan } = planning;
	const {
		row: found,
		total = 0,
		error,
		retry,
	} = usePlanRow({ account: account.id, planning, show: place.show, text: place.text }, place.index);
	// Of another template nothing is shown in this one's place.
	const ours = template !== undefined && plan?.template.template_id === template.template_id;
	const row = total > 0 ? found : undefined;
	const rendered = ours && row ? row.rendered : template ? asWritten(template) : undefined;
	const step = (by: number) => {
		const to = place.index + by;
		if (to >= 0 && to < total) onPlace({ ...place, index: to });
	};
	const turned = document.dir === "rtl" ? -1 : 1;
	useTaught("ArrowLeft", { label: t("newCampaign:preview.previous") });
	useTaught("ArrowRight", { label: t("newCampaign:preview.nextPerson") });
	/** A dialog keeps the arrows to itself: they are read where they are pressed. */
	const key = (event: KeyboardEvent) => {
		const by = { ArrowLeft: -turned, ArrowRight: turned }[event.key];
		if (by === undefined || event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
		event.preventDefault();
		step(by);
	};
	const ways = jumps && ours && plan ? jumpsOf(plan) : [];
	const way = ways.findIndex(({ show }) => sameShow(show, place.show));
	const arrow = (by: number, icon: ReactElement, key: "previous" | "nextPerson") => (
		<IconButton label={t(`newCampaign:preview.${key}`)} icon={icon} onClick={() => step(by)} />
	);
	return (
		<section className={panes.pane} aria-label={t("newCampaign:preview.region")} onKeyDown={key}>
			{plan ? (
				<div className={css.head}>
					<div className={css.step}>
						{arrow(-1, <ChevronLeft aria-hidden="true" className="icon-turn" />, "previous")}
						<span className="num" aria-live="polite">
							{total === 0
								? t("newCampaign:preview.none")
								: t("newCampaign:preview.of", { at: place.index + 1, count: total })}
						</span>
						{arrow(1, <ChevronRight aria-hidden="true" className="icon-turn" />, "nextPerson")}
					</div>
					{ways.length > 1 ? (
						<Segment
							label={t("newCampaign:preview.show")}
							value={String(Math.max(0, way))}
							onChange={(at) => onPlace({ show: ways[Number(at)]?.show ?? { kind: "going" }, index: 0, text: "" })}
							options={ways.map(({ show, count }, index) => ({
								value: String(index),
								label: t(`newCampaign:show.short.${show.kind}`),
								...(count === null ? {} : { count }),
							}))}
						/>
					) : null}
				</div>
			) : null}
			{row ? (
				<div className={css.person}>
					<Name className="medium">{row.name || t("newCampaign:person.noName")}</Name>
					<Tel className="faint">{row.phone_display || row.phone}</Tel>
				</div>
			) : null}
			{row?.skip ? (
				<p className={css.out}>{t("newCampaign:preview.leftOut", { why: t(`newCampaign:skip.${row.skip}`) })}</p>
			) : null}
			<Phone from={account.name}>
				{rendered ? (
					<Bubble rendered={rendered} time={clock(now, i18n.language)} />
				) : (
					<p className={panes.nothing}>{t(`newCampaign:preview.${plan ? "noTemplate" : "nobody"}`)}</p>
				)}
			</Phone>
			{error ? <ErrorBanner error={error} onRetry={retry} boxed /> : null}
			{row ? children?.(row) : null}
		</section>
	);
}
