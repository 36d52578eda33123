import { useTranslation } from "react-i18next";
import type { HeaderKind, Slot } from "../../bridge";
import styles from "./SlotField.module.css";
import { around } from "./slots";

/** The words round the place: "Hi ____, our spring…". */
export function Around({ slot }: { slot: Slot }) {
	const { t } = useTranslation();
	const { before, after } = around(slot);
	return (
		<bdi>
			{before}
			<span className={styles.blank} aria-hidden="true" />
			<span className="hidden">{t("outbox:slots.blank")}</span>
			{after}
		</bdi>
	);
}

/** What a link of the header leads to. */
export function MediaHint({ header }: { header: HeaderKind }) {
	const { t } = useTranslation();
	const kind = header === "image" || header === "video" || header === "document" ? header : "other";
	return t(`outbox:slots.link.${kind}`);
}
