import { ArrowRight } from "lucide-react";
import { useTranslation } from "react-i18next";
import { personName } from "../../app/person";
import type { JobPlan } from "../../bridge";
import { Tel } from "../../components";
import css from "./Review.module.css";
import type { JobWords } from "./useJobWords";

/** The first of those that change, each with what it is and what it will be. */
export function Preview({ plan, words }: { plan: JobPlan; words: JobWords }) {
	const { t } = useTranslation();
	const gone = plan.change.kind === "delete";
	return (
		// biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so the keyboard must reach it
		<section className={css.preview} aria-label={t("jobs:preview.label")} tabIndex={0}>
			<table className={css.table}>
				<caption>{t("jobs:preview.first", { count: plan.first.length, all: plan.changing })}</caption>
				<thead>
					<tr>
						<th scope="col">{t("jobs:preview.name")}</th>
						{gone ? <th scope="col">{t("jobs:preview.phone")}</th> : <th scope="col">{t("jobs:preview.change")}</th>}
					</tr>
				</thead>
				<tbody>
					{plan.first.map(({ contact, after }) => (
						<tr key={contact.id}>
							<th scope="row">
								<bdi>{personName(contact) || contact.phone_display || contact.phone}</bdi>
							</th>
							<td>
								{gone ? (
									<Tel>{contact.phone_display || contact.phone}</Tel>
								) : (
									words.differences(contact, after).map(({ field, before, after: now }) => (
										<div key={field} className={css.difference}>
											<span className={css.field}>{t(`contacts:fields.${field}`)}</span>
											<bdi className={css.before}>{before}</bdi>
											<ArrowRight
												className={`icon-s icon-turn ${css.arrow}`}
												role="img"
												aria-label={t("jobs:preview.becomes")}
											/>
											<bdi>{now}</bdi>
										</div>
									))
								)}
							</td>
						</tr>
					))}
				</tbody>
			</table>
		</section>
	);
}
