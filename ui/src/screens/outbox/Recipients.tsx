import { Ban } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Name, Tel } from "../../components";
import styles from "./Recipients.module.css";

/** Who gets it: one person, or nobody and why. */
export function Recipients({ name, phone, optedOut }: { name: string; phone: string; optedOut: boolean }) {
	const { t } = useTranslation();
	return (
		<section className={styles.recipients} aria-label={t("outbox:recipients.region")}>
			<p className={styles.count}>
				<b className="num">{optedOut ? 0 : 1}</b> {t(`outbox:recipients.${optedOut ? "gets_zero" : "gets_one"}`)}
			</p>
			<div className={styles.who}>
				<p className={styles.person}>
					{optedOut ? <Ban className="icon-s" aria-hidden="true" /> : null}
					<Name className="medium">{name}</Name>
					{optedOut ? <span>{t("outbox:recipients.optedOutWhy")}</span> : null}
				</p>
				<Tel className="faint">{phone}</Tel>
			</div>
		</section>
	);
}
