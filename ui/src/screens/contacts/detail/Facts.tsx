import { useQuery } from "@tanstack/react-query";
import { Copy, Mail } from "lucide-react";
import { useTranslation } from "react-i18next";
import { keys } from "../../../app/query";
import type { FormatTime } from "../../../app/time";
import { type AccountId, type Contact, detailDrafts } from "../../../bridge";
import { IconButton } from "../../../components";
import { useLists } from "../lists";
import { FactChoice } from "./FactChoice";
import { FactGroups } from "./FactGroups";
import css from "./Facts.module.css";
import { FactText } from "./FactText";
import { MORE } from "./fields";
import { useCopy } from "./useCopy";
import { useOpenLink } from "./useOpenLink";

interface Props {
	account: AccountId;
	contact: Contact;
	time: FormatTime;
}

const TYPES = ["lead", "customer", "guest"] as const;

/** Every field of a contact, each changed where it stands. */
export function Facts({ account, contact, time }: Props) {
	const { t } = useTranslation();
	const lists = useLists(account);
	const copy = useCopy();
	const openLink = useOpenLink(account, contact.id);
	const drafts = useQuery({
		queryKey: keys.detailDrafts(account, contact.id),
		queryFn: () => detailDrafts(account, contact.id),
		// Asked anew for each contact shown: what was typed meanwhile is not in an older answer.
		gcTime: 0,
	});
	// A moment, and what was typed stands where it was; without an answer the fields open empty-handed.
	if (drafts.isPending)
		return <section className={css.facts} aria-label={t("contacts:detail.fields")} aria-busy="true" />;
	const draft = (field: string) => drafts.data?.find((one) => one.field === field)?.text;
	const place = { account, contact };
	const moment = (label: string, iso: string | null) =>
		iso && (
			<div className={css.row}>
				<span className={css.label}>{label}</span>
				<time className={css.fixed} dateTime={iso}>
					{time.full(iso).replace(/:\d\d$/, "")}
				</time>
			</div>
		);
	return (
		<section className={css.facts} aria-label={t("contacts:detail.fields")}>
			<FactText {...place} field="company" draft={draft("company")} />
			<FactChoice
				{...place}
				field="type"
				options={TYPES.map((value) => ({ value, label: t(`contacts:type.${value}`) }))}
			/>
			<FactChoice
				{...place}
				field="status_id"
				options={lists.statuses.map(({ id, name, color }) => ({ value: String(id), label: name, dot: color }))}
			/>
			<FactChoice
				{...place}
				field="source_id"
				options={lists.sources.map(({ id, name }) => ({ value: String(id), label: name }))}
			/>
			<FactText
				{...place}
				field="email"
				draft={draft("email")}
				actions={
					<>
						<IconButton
							size="small"
							label={t("detail:email.copy")}
							icon={<Copy aria-hidden="true" className="icon-s" />}
							onClick={() => copy(contact.email ?? "")}
						/>
						<IconButton
							size="small"
							label={t("detail:email.write")}
							icon={<Mail aria-hidden="true" className="icon-s" />}
							onClick={() => openLink("email")}
						/>
					</>
				}
			/>
			<FactGroups {...place} groups={lists.groups} />
			{MORE.map((field) => (
				<FactText
					key={field}
					{...place}
					field={field}
					draft={draft(field)}
					{...(field === "phone" ? { ltr: true, shown: contact.phone_display } : {})}
					ltr={field === "phone" || field === "country_id" || field === "assigned_id"}
				/>
			))}
			{moment(t("contacts:detail.created"), contact.created_at)}
			{moment(t("contacts:detail.updated"), contact.updated_at)}
		</section>
	);
}
