import { useTranslation } from "react-i18next";
import type { ListChange, SyncStatus } from "../../bridge";
import frame from "../frame.module.css";
import styles from "./ContactsScreen.module.css";
import type { Listed } from "./useContactList";

interface Props {
	listed: Listed | undefined;
	status: SyncStatus | undefined;
	/** All zero: it is not known how much. */
	changed: ListChange | null;
	onShow: () => void;
}

/** How many, in which order, and how many of them are here. */
export function Foot({ listed, status, changed, onShow }: Props) {
	const { t } = useTranslation();
	if (!listed) return <footer className={frame.foot} />;
	const { snapshot, query } = listed;
	const filling = status?.state === "filling" ? status : null;
	const changes = (["new", "moved", "gone"] as const).flatMap((what) =>
		changed && changed[what] > 0 ? t(`contacts:grid.changes.${what}`, { count: changed[what] }) : [],
	);
	return (
		<footer className={frame.foot}>
			{/* Heard too: how many there are now, and in which order. */}
			<span className="cut" aria-live="polite">
				{snapshot.total === 0
					? null
					: listed.part
						? t("selection:part.foot", { count: snapshot.total })
						: query.text
							? t("contacts:foot.found", { count: snapshot.total, text: query.text })
							: query.filter.all.length > 0
								? t("contacts:foot.filtered", { count: snapshot.total })
								: t(`contacts:foot.${query.sort}`, { count: snapshot.total })}
				{snapshot.total > 0 && snapshot.server_asked && ` ${t("contacts:foot.server")}`}
			</span>
			{changed && (
				<span role="status" className={frame.changed}>
					{changes.length > 0 ? `${changes.join(", ")}.` : t("contacts:foot.changed")}{" "}
					<button type="button" className="link" onClick={onShow}>
						{t("contacts:foot.show")}
					</button>
				</span>
			)}
			<span className={styles.end}>
				{filling === null
					? snapshot.all > 0 &&
						t(snapshot.complete ? "contacts:foot.all" : "contacts:foot.fetched", { count: snapshot.all })
					: filling.total === null
						? t("contacts:foot.fetched", { count: filling.done })
						: t("contacts:foot.fetchedOf", { done: filling.done, total: filling.total })}
			</span>
		</footer>
	);
}
