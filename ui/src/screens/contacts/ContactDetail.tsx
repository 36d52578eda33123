import { Ban, ChevronDown, ChevronUp, Copy, Ellipsis, MessageCircle, Trash2, X } from "lucide-react";
import { useTranslation } from "react-i18next";
import { personName } from "../../app/person";
import { useAccount } from "../../app/session";
import type { FormatTime } from "../../app/time";
import type { Contact } from "../../bridge";
import { Button, IconButton, Menu, Tel } from "../../components";
import styles from "./ContactDetail.module.css";
import { Pane } from "./detail/Pane";
import { useCopy } from "./detail/useCopy";
import { useOpenLink } from "./detail/useOpenLink";

interface Props {
	contact: Contact;
	time: FormatTime;
	/** Its place in the list, from 0; none when it is not in it. */
	index: number | null;
	total: number;
	onStep: (by: 1 | -1) => void;
	onClose: () => void;
	onSend: () => void;
	onEdit: () => void;
	onDelete: () => void;
}

export function ContactDetail({ contact, time, index, total, ...on }: Props) {
	const { t } = useTranslation();
	const account = useAccount();
	const copy = useCopy();
	const openLink = useOpenLink(account.id, contact.id);
	const name = personName(contact);
	const shown = name || contact.phone_display;
	return (
		<aside className={styles.detail} aria-label={shown} data-region="detail">
			<div className={styles.bar}>
				<span className={styles.place}>
					{index !== null && t("contacts:detail.place", { place: index + 1, total })}
				</span>
				<span className="grow" />
				<IconButton
					label={t("contacts:detail.previous")}
					keys="K"
					icon={<ChevronUp aria-hidden="true" />}
					disabledReason={index === 0 ? t("contacts:detail.isFirst") : null}
					onClick={() => on.onStep(-1)}
				/>
				<IconButton
					label={t("contacts:detail.next")}
					keys="J"
					icon={<ChevronDown aria-hidden="true" />}
					disabledReason={index !== null && index >= total - 1 ? t("contacts:detail.isLast") : null}
					onClick={() => on.onStep(1)}
				/>
				<IconButton
					label={t("contacts:detail.close")}
					keys="Escape"
					icon={<X aria-hidden="true" />}
					onClick={on.onClose}
				/>
			</div>
			<div className={styles.body}>
				<header className={styles.person}>
					<div>
						<h2 className={styles.name}>{name ? <bdi>{name}</bdi> : <Tel>{contact.phone_display}</Tel>}</h2>
						<div className={styles.line}>
							<Tel>{contact.phone_display || contact.phone}</Tel>
							<IconButton
								size="small"
								label={t("contacts:detail.copyPhone")}
								icon={<Copy aria-hidden="true" className="icon-s" />}
								onClick={() => copy(contact.phone)}
							/>
							{/\d/.test(contact.phone) && (
								<IconButton
									size="small"
									label={t("detail:link.whatsapp")}
									icon={<MessageCircle aria-hidden="true" className="icon-s" />}
									onClick={() => openLink("whatsapp")}
								/>
							)}
						</div>
					</div>
					{contact.is_opted_out && (
						<p className={styles.optedOut}>
							<Ban aria-hidden="true" className="icon-s" />
							<span>
								<b className="medium">{t("contacts:detail.optedOutTitle")}</b> {t("contacts:detail.optedOut")}
							</span>
						</p>
					)}
					<div className={styles.actions}>
						<Button
							keys="T"
							disabledReason={contact.is_opted_out ? t("contacts:detail.optedOutReason") : null}
							onClick={on.onSend}
						>
							{t("contacts:actions.send")}
						</Button>
						<Button keys="E" onClick={on.onEdit}>
							{t("contacts:actions.edit")}
						</Button>
						<Menu
							label={t("contacts:actions.more")}
							align="end"
							trigger={
								<IconButton
									variant="secondary"
									label={t("contacts:actions.more")}
									icon={<Ellipsis aria-hidden="true" />}
								/>
							}
							items={[
								{
									label: t("contacts:actions.delete"),
									icon: <Trash2 aria-hidden="true" />,
									keys: "Delete",
									danger: true,
									onSelect: on.onDelete,
								},
							]}
						/>
					</div>
				</header>
				<Pane account={account.id} contact={contact} time={time} />
			</div>
		</aside>
	);
}
