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
import { FactText, type FactTextProps } from "./FactText";
import { MORE, type TextField } from "./fields";
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
	const fact = (field: TextField, more: Pick<FactTextProps, "shown" | "ltr" | "actions"> = {}) => {
		const draft = drafts.data?.find((one) => one.field === field)?.text;
		// With text kept from before it begins anew, once that is known.
		return (
			<FactText key={draft === undefined ? field : `${field} kept`} {...{ account, contact, field, draft, ...more }} />
		);
	};
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
			{fact("company")}
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
			{fact("email", {
				actions: (
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
				),
			})}
			<FactGroups {...place} groups={lists.groups} />
			{MORE.map((field) =>
				fact(field, {
					ltr: field === "phone" || field === "country_id" || field === "assigned_id",
					shown: field === "phone" ? contact.phone_display : undefined,
				}),
			)}
			{moment(t("contacts:detail.created"), contact.created_at)}
			{moment(t("contacts:detail.updated"), contact.updated_at)}
		</section>
	);
}
