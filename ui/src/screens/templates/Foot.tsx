import { useTranslation } from "react-i18next";
import { useFormatTime } from "../../app/time";
import { Progress } from "../../components";
import frame from "../frame.module.css";
import type { Family } from "../outbox/families";
import css from "./TemplatesScreen.module.css";

export interface FootProps {
	families: readonly Family[];
	asking: boolean;
	/** Changes that wait to be told, and since when. */
	waiting: number;
	since: string | null;
	onShow: () => void;
	/** When the server was asked from here; none: not yet. */
	askedAt: string | null;
	hidden: number;
	onHidden: () => void;
}

/** What goes on, what changed meanwhile, and how many are out of sight. */
export function Foot({ families, asking, waiting, since, onShow, askedAt, hidden, onHidden }: FootProps) {
	const { t } = useTranslation();
	const time = useFormatTime();
	const all = families.flatMap(({ members }) => members);
	const languages = new Set(all.map(({ language }) => language)).size;
	return (
		<footer className={frame.foot}>
			{asking ? (
				<span className={css.progress}>
					<span role="status">{t("templates:asking")}</span>
					<Progress label={t("templates:asking")} value={0} max={null} />
				</span>
			) : waiting > 0 && since !== null ? (
				<span role="status" className={frame.changed}>
					{t("templates:foot.changed", { count: waiting, time: time.clock(since) })}{" "}
					<button type="button" className="link" onClick={onShow}>
						{t("templates:foot.show")}
					</button>
				</span>
			) : all.length > 0 ? (
				<span className="num">
					{t("templates:foot.all", {
						count: all.length,
						languages: t("templates:foot.languages", { count: languages }),
					})}{" "}
					{askedAt === null ? null : t("templates:askedAt", { time: time.ago(askedAt) })}
				</span>
			) : null}
			<span className="grow" />
			{hidden > 0 ? (
				<button type="button" className="link" onClick={onHidden}>
					{t("templates:foot.hidden", { count: hidden })}
				</button>
			) : null}
		</footer>
	);
}
