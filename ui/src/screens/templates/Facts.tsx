import { useTranslation } from "react-i18next";
import { useFormatTime } from "../../app/time";
import type { Slot, Template } from "../../bridge";
import { StatusDot } from "../../components";
import { around } from "../outbox/slots";
import css from "./Facts.module.css";
import type { Used } from "./filters";
import { headerKey, languageName, PROBLEM_TONE } from "./words";

/** What is known of a template, and its places one by one. */
export function Facts({ template, used }: { template: Template; used: ReturnType<Used["get"]> }) {
	const { t, i18n } = useTranslation();
	const time = useFormatTime();
	return (
		<section aria-label={t("templates:detail.facts")}>
			<dl className={css.facts}>
				<dt>{t("templates:field.category")}</dt>
				<dd>{t(`outbox:category.${template.category}`, template.category)}</dd>
				<dt>{t("templates:detail.state")}</dt>
				<dd className={css.state}>
					<StatusDot tone={template.problem ? PROBLEM_TONE[template.problem] : "ok"} />
					{template.problem ? t(`templates:status.${template.status}`, template.status) : t("templates:detail.able")}
				</dd>
				<dt>{t("templates:detail.language")}</dt>
				<dd>{languageName(template.language, i18n.language)}</dd>
				<dt>{t("templates:field.header")}</dt>
				<dd>{t(headerKey(template.header))}</dd>
				{used ? (
					<>
						<dt>{t("templates:detail.sentIn")}</dt>
						<dd className="num">{t("templates:detail.runs", { count: used.runs, time: time.clock(used.last) })}</dd>
					</>
				) : null}
				{/* Of one that cannot be sent it is not known what else it would need. */}
				{template.slots.length === 0 && template.problem ? null : (
					<>
						<dt>{t("templates:detail.places")}</dt>
						<dd>
							{template.slots.length === 0 ? (
								t("templates:detail.noPlaces")
							) : (
								<ul className={css.places}>
									{template.slots.map((slot) => (
										<Place key={slot.field} slot={slot} />
									))}
								</ul>
							)}
						</dd>
					</>
				)}
			</dl>
		</section>
	);
}

/** WhatsApp's marks at the edges of words: half of a pair says nothing. */
const unmarked = (text: string) =>
	text.replace(/(^|[^\p{L}\p{N}])[*_~`]+/gu, "$1").replace(/[*_~`]+(?=[^\p{L}\p{N}]|$)/gu, "");

/** A place by its name, the words round it, and what stood there at approval. */
function Place({ slot }: { slot: Slot }) {
	const { t } = useTranslation();
	const words = around(slot);
	const [before, after] = [unmarked(words.before), unmarked(words.after)];
	return (
		<li>
			<b className="medium">
				{slot.number === 0 ? t("outbox:slots.header") : t("outbox:slots.variable", { number: slot.number })}
			</b>
			{slot.kind === "media_link" ? (
				<span className={css.words}>{t("templates:detail.link")}</span>
			) : before || after ? (
				<bdi className={css.words}>
					{before}
					<span className={css.blank} aria-hidden="true" />
					<span className="hidden">{t("outbox:slots.blank")}</span>
					{after}
				</bdi>
			) : null}
			{slot.sample ? <bdi className={css.sample}>{t("templates:detail.sample", { sample: slot.sample })}</bdi> : null}
		</li>
	);
}
