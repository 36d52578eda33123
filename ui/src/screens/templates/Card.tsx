import { Star } from "lucide-react";
import { memo } from "react";
import { useTranslation } from "react-i18next";
import { cx, StatusDot } from "../../components";
import { MEDIA_ICONS } from "../outbox/Bubble";
import { readMarks } from "../outbox/marks";
import { slotNumber } from "../outbox/slots";
import { asWritten } from "../outbox/usePreview";
import { mediaKey } from "../outbox/words";
import css from "./Card.module.css";
import type { Card as CardOf } from "./filters";
import { Slot } from "./SlotText";
import { PROBLEM_TONE, shortKey } from "./words";

export interface CardProps {
	id: string;
	index: number;
	card: CardOf;
	favourite: boolean;
	/** The one in the detail. */
	open: boolean;
	/** The one that Tab leads to. */
	stop: boolean;
	/** A number per card, so that one function serves all. */
	onOpen: (name: string) => void;
	onFocus: (name: string) => void;
}

/** A name with the text of one of its languages. */
export const Card = memo(function Card(props: CardProps) {
	const { id, index, card, favourite, open, stop, onOpen, onFocus } = props;
	const { t } = useTranslation();
	const { family, shown } = card;
	const Media = MEDIA_ICONS[shown.header];
	return (
		<li className={css.cell}>
			<button
				type="button"
				className={cx(css.tile, shown.problem !== null && css.off)}
				data-card={index}
				tabIndex={stop ? 0 : -1}
				aria-current={open || undefined}
				aria-labelledby={`${id}n`}
				aria-describedby={`${id}t ${id}f`}
				onClick={(event) => {
					// WebKit on macOS gives a pressed button no focus.
					event.currentTarget.focus();
					onOpen(family.name);
				}}
				onFocus={() => onFocus(family.name)}
			>
				<span className={css.head}>
					<bdi id={`${id}n`} className="cut">
						{family.name}
					</bdi>
					<span className={css.signs}>
						{favourite ? <Star aria-hidden="true" className={cx("icon-s", css.star)} /> : null}
						{Media ? <Media aria-hidden="true" className="icon-s" /> : null}
					</span>
				</span>
				<span id={`${id}t`} className={css.text} dir="auto">
					{readMarks(asWritten(shown).body).map((run, at) =>
						run.slot === null ? (
							run.text
						) : (
							// biome-ignore lint/suspicious/noArrayIndexKey: runs have no identity but their place
							<Slot key={at}>{run.text || slotNumber(run.slot)}</Slot>
						),
					)}
				</span>
				<span id={`${id}f`} className={css.foot}>
					{shown.problem ? (
						<>
							<StatusDot tone={PROBLEM_TONE[shown.problem]} />
							<span className="cut">{t(shortKey(shown.problem))}</span>
						</>
					) : (
						<>
							<Languages card={card} />
							{Media ? <span className="hidden">{t(mediaKey(shown.header))}</span> : null}
						</>
					)}
					{favourite ? <span className="hidden">{t("templates:card.favourite")}</span> : null}
				</span>
			</button>
		</li>
	);
});

/** More codes than this do not fit beside each other. */
const MOST = 6;

function Languages({ card: { family, shown } }: { card: CardOf }) {
	const { t } = useTranslation();
	const codes = family.members.map(({ language }) => language);
	return (
		<span className={css.languages}>
			<span className="hidden">{t("templates:card.languages", { languages: codes.join(", ") })}</span>
			{family.members.slice(0, MOST).map((member) => (
				<span
					key={member.template_id}
					aria-hidden="true"
					className={cx(codes.length > 1 && member === shown && css.on, member.problem !== null && css.unable)}
				>
					{member.language}
				</span>
			))}
			{codes.length > MOST ? <span aria-hidden="true">+{codes.length - MOST}</span> : null}
		</span>
	);
}
