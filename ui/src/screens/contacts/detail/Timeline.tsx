import { useQuery } from "@tanstack/react-query";
import { useId, useState } from "react";
import { useTranslation } from "react-i18next";
import { keys } from "../../../app/query";
import type { FormatTime } from "../../../app/time";
import {
	type AccountId,
	type BridgeError,
	type Contact,
	type HistoryEntry,
	historyList,
	type Note,
	outboxForContact,
	type SendRow,
} from "../../../bridge";
import { Button, ErrorBanner, Segment, Skeleton } from "../../../components";
import { ContactSends, SendEntry } from "../../outbox";
import { ChangeRow } from "./ChangeRow";
import { NoteRow } from "./NotesPart";
import css from "./Timeline.module.css";
import { timeline } from "./timeline";

const PAGE = 20;
const SLICES = ["all", "sends", "changes"] as const;
const NONE: never[] = [];

interface Props {
	account: AccountId;
	contact: Contact;
	notes: readonly Note[];
	time: FormatTime;
}

/** What was sent, noted and changed, newest first. */
export function Timeline({ account, contact, notes, time }: Props) {
	const { t } = useTranslation();
	const heading = useId();
	const [slice, setSlice] = useState<(typeof SLICES)[number]>("all");
	const [shown, setShown] = useState(PAGE);
	const sends = useQuery<SendRow[], BridgeError>({
		queryKey: keys.outbox(account, contact.id),
		queryFn: () => outboxForContact(account, contact.id),
	});
	const history = useQuery<HistoryEntry[], BridgeError>({
		queryKey: keys.history(account, contact.id),
		queryFn: () => historyList(account, contact.id),
	});
	const error = sends.error ?? history.error;
	const moments = timeline({
		contact,
		sends: slice === "all" ? (sends.data ?? NONE) : NONE,
		notes: slice === "all" ? notes : NONE,
		history: history.data ?? NONE,
	});
	return (
		<section className={css.part} aria-labelledby={heading}>
			<div className={css.head}>
				<h3 id={heading}>{t("detail:timeline.title")}</h3>
				<Segment
					label={t("detail:timeline.show")}
					value={slice}
					onChange={(next) => {
						setSlice(next);
						setShown(PAGE);
					}}
					options={SLICES.map((value) => ({ value, label: t(`detail:timeline.${value}`) }))}
				/>
			</div>
			{slice === "sends" ? (
				<ContactSends contact={contact} bare />
			) : error ? (
				<ErrorBanner
					error={error}
					onRetry={() => {
						void sends.refetch();
						void history.refetch();
					}}
					boxed
				/>
			) : sends.isPending || history.isPending ? (
				<div role="status">
					<span className="hidden">{t("detail:timeline.loading")}</span>
					<Skeleton width="64%" />
				</div>
			) : moments.length === 0 ? (
				<p className={css.none}>{t("detail:timeline.none")}</p>
			) : (
				<ul className={css.list}>
					{moments
						.slice(0, shown)
						.map((moment) =>
							moment.kind === "send" ? (
								<SendEntry key={moment.key} row={moment.send} contact={contact} account={account} />
							) : moment.kind === "note" ? (
								<NoteRow key={moment.key} note={moment.note} time={time} />
							) : (
								<ChangeRow key={moment.key} change={moment.change} at={moment.at} time={time} />
							),
						)}
				</ul>
			)}
			{slice !== "sends" && moments.length > shown && (
				<div>
					<Button size="small" variant="quiet" onClick={() => setShown(shown + PAGE)}>
						{t("detail:timeline.more")}
					</Button>
				</div>
			)}
		</section>
	);
}
