import type { TFunction } from "i18next";
import { Pencil, UserPlus } from "lucide-react";
import { useTranslation } from "react-i18next";
import type { FormatTime } from "../../../app/time";
import type { Change, HistoryEntry, Origin } from "../../../bridge";
import { FIELDS, type FieldName } from "../form/input";
import { isKnownType } from "../rows";
import css from "./Timeline.module.css";

/** What made it, as one says it. */
function byWhat(origin: Origin, t: TFunction): string {
	switch (origin.by) {
		case "form":
			return t("detail:by.form");
		case "detail":
			return t("detail:by.detail");
		case "bulk":
			return t("detail:by.bulk");
		case "import":
			return t("detail:by.import");
		case "server":
			return t("detail:by.server");
	}
}

function What({ change }: { change: Change }) {
	const { t } = useTranslation();
	const { field, from, to } = change;
	if (field === "is_opted_out") return <li>{t(to ? "detail:change.optedOut" : "detail:change.optedIn")}</li>;
	if (field === "groups") {
		return (
			<li>
				{t(to ? "detail:change.added" : "detail:change.removed")} <bdi>{to ?? from}</bdi>
			</li>
		);
	}
	const known = FIELDS.find((one): one is FieldName => one === field);
	const value = (text: string) => (field === "type" && isKnownType(text) ? t(`contacts:type.${text}`) : text);
	return (
		<li>
			<span className="muted">{known ? t(`contacts:fields.${known}`) : field}:</span>{" "}
			{from !== null && (
				<>
					<del className={css.before}>
						<bdi>{value(from)}</bdi>
					</del>
					<span className="hidden">{t("detail:change.to")}</span>{" "}
				</>
			)}
			{to === null ? <span className="faint">{t("detail:change.emptied")}</span> : <bdi>{value(to)}</bdi>}
		</li>
	);
}

interface Props {
	/** None: the contact was made before a history was kept. */
	change: HistoryEntry | null;
	at: string;
	time: FormatTime;
}

/** What was changed, from what to what, when and by what. */
export function ChangeRow({ change, at, time }: Props) {
	const { t } = useTranslation();
	const made = change === null || change.kind === "created";
	const Icon = made ? UserPlus : Pencil;
	return (
		<li className={css.row}>
			<Icon aria-hidden="true" className="icon-s" />
			<div className={css.what}>
				{made ? (
					<p>{t("detail:change.created")}</p>
				) : (
					<ul className={css.changes}>
						{change.changes.map((one) => (
							<What key={`${one.field} ${one.from} ${one.to}`} change={one} />
						))}
					</ul>
				)}
				{change && <p className={css.by}>{byWhat(change.origin, t)}</p>}
			</div>
			<time className={css.when} dateTime={at} title={time.full(at)}>
				{time.short(at)}
			</time>
		</li>
	);
}
