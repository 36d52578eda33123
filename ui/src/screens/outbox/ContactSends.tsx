import { useQuery } from "@tanstack/react-query";
import { useId } from "react";
import { useTranslation } from "react-i18next";
import { personLabel } from "../../app/person";
import { keys } from "../../app/query";
import { useAccount } from "../../app/session";
import { type BridgeError, type Contact, outboxForContact, type SendRow } from "../../bridge";
import { ErrorBanner, Kbd, Skeleton } from "../../components";
import styles from "./ContactSends.module.css";

import { SendEntry } from "./SendEntry";

/** What was sent to a person, newest first, and what became of it. */
export function ContactSends({
	contact,
	bare,
}: {
	contact: Contact /** Inside of another part, which has a head. */;
	bare?: boolean;
}) {
	const { t } = useTranslation();
	const account = useAccount();
	const heading = useId();
	const name = personLabel(contact);
	const {
		data: rows,
		error,
		refetch,
	} = useQuery<SendRow[], BridgeError>({
		queryKey: keys.outbox(account.id, contact.id),
		queryFn: () => outboxForContact(account.id, contact.id),
	});
	return (
		<section className={bare ? undefined : styles.part} aria-labelledby={heading}>
			<h3 id={heading} className={bare ? "hidden" : styles.head}>
				{t("outbox:sends.title")}
			</h3>
			{error ? (
				<ErrorBanner error={error} onRetry={() => void refetch()} boxed />
			) : rows === undefined ? (
				<div className={styles.waiting} role="status">
					<span className="hidden">{t("outbox:sends.loading")}</span>
					<Skeleton width="64%" />
					<Skeleton width="48%" />
				</div>
			) : rows.length === 0 ? (
				<p className={styles.none}>
					{t("outbox:sends.none", { name })}
					{contact.is_opted_out ? null : (
						<>
							{" "}
							<Kbd keys="T" /> {t("outbox:sends.teach")}
						</>
					)}
				</p>
			) : (
				<ul className={styles.rows}>
					{rows.map((row) => (
						<SendEntry key={row.id} row={row} contact={contact} account={account.id} />
					))}
				</ul>
			)}
		</section>
	);
}
