import { Ban, ChevronDown, ChevronUp, Copy, Ellipsis, Trash2, X } from "lucide-react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { copyText } from "../../app/clipboard";
import { personName } from "../../app/person";
import type { FormatTime } from "../../app/time";
import type { Contact } from "../../bridge";
import { Button, Chip, IconButton, Menu, StatusDot, Tel, useToast } from "../../components";
import { ContactSends } from "../outbox";
import styles from "./ContactDetail.module.css";
import { groupNames, isKnownType, type Names } from "./rows";

interface Props {
	contact: Contact;
	names: Names;
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

export function ContactDetail({ contact, names, time, index, total, ...on }: Props) {
	const { t } = useTranslation();
	const toast = useToast();
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
								onClick={async () => {
									const copied = await copyText(contact.phone);
									toast.show(
										copied ? { text: t("common:copied") } : { tone: "warn", text: t("contacts:detail.notCopied") },
									);
								}}
							/>
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
				<Facts contact={contact} names={names} time={time} />
				<ContactSends contact={contact} />
			</div>
		</aside>
	);
}

function Facts({ contact, names, time }: Pick<Props, "contact" | "names" | "time">) {
	const { t } = useTranslation();
	const status = contact.status_id === null ? undefined : names.statuses.get(contact.status_id);
	const source = contact.source_id === null ? undefined : names.sources.get(contact.source_id);
	const groups = groupNames(contact, names);
	const region = [contact.state, contact.zip].filter(Boolean).join(" ");
	const city = [contact.city, region].filter(Boolean).join(", ");
	const moment = (iso: string | null) => iso && <time dateTime={iso}>{time.full(iso).replace(/:\d\d$/, "")}</time>;
	const fact = (label: string, value: ReactNode, className?: string) =>
		value ? (
			<>
				<dt>{label}</dt>
				<dd className={className}>{typeof value === "string" ? <bdi>{value}</bdi> : value}</dd>
			</>
		) : null;
	return (
		<section className={styles.part} aria-label={t("contacts:detail.fields")}>
			<dl className={styles.facts}>
				{fact(t("contacts:fields.company"), contact.company)}
				{fact(t("contacts:fields.type"), isKnownType(contact.type) ? t(`contacts:type.${contact.type}`) : contact.type)}
				{fact(
					t("contacts:fields.status_id"),
					status && (
						<span className={styles.status}>
							<StatusDot color={status.color} tone="waiting" />
							<bdi>{status.name}</bdi>
						</span>
					),
				)}
				{fact(t("contacts:fields.source_id"), source)}
				{fact(t("contacts:fields.email"), contact.email)}
				{fact(t("contacts:fields.address"), contact.address)}
				{fact(t("contacts:fields.city"), city)}
				{fact(t("contacts:fields.country_id"), contact.country_id?.toString(), "num")}
				{fact(t("contacts:fields.assigned_id"), contact.assigned_id?.toString(), "num")}
				{fact(
					t("contacts:fields.groups"),
					groups.length > 0 && (
						<span className={styles.chips}>
							{groups.map((group) => (
								<Chip key={group}>{group}</Chip>
							))}
						</span>
					),
				)}
				{fact(
					t("contacts:fields.description"),
					contact.description && <span className={styles.words}>{contact.description}</span>,
				)}
				{fact(t("contacts:detail.created"), moment(contact.created_at), "num")}
				{fact(t("contacts:detail.updated"), moment(contact.updated_at), "num")}
			</dl>
		</section>
	);
}
