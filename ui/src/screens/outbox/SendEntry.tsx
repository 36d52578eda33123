import { Send } from "lucide-react";
import { type ReactNode, useId, useState } from "react";
import { useTranslation } from "react-i18next";
import { personLabel } from "../../app/person";
import { useFormatTime } from "../../app/time";
import type { AccountId, Contact, Delivery, SendRow, SendState } from "../../bridge";
import { StatusDot, type StatusDotProps, Tel } from "../../components";
import { Bubble } from "./Bubble";
import { clock, dayTime } from "./moment";
import styles from "./SendEntry.module.css";
import { Trail, Unknown } from "./Unknown";
import { useRefusalWords } from "./useRefusalWords";
import { ABOUT, deliveryKey, stateKey } from "./words";

type Dot = NonNullable<StatusDotProps["tone"]>;

/** Accepted is grey: it is not known whether the person got it. Green is proven. */
const DOTS: Record<SendState, Dot> = {
	planned: "waiting",
	in_flight: "waiting",
	accepted: "neutral",
	refused: "danger",
	unknown: "warn",
	skipped: "skipped",
	cancelled: "skipped",
};
const DELIVERY_DOTS: Record<Delivery, Dot> = {
	not_reported: "neutral",
	sent: "neutral",
	delivered: "ok",
	read: "ok",
	failed: "danger",
};

export interface SendEntryProps {
	row: SendRow;
	contact: Contact;
	account: AccountId;
}

/** One send: name, time and state; opened, what was sent and what is known. */
export function SendEntry({ row, contact, account }: SendEntryProps) {
	const { t, i18n } = useTranslation();
	const time = useFormatTime();
	const inWords = useRefusalWords();
	const [open, setOpen] = useState(false);
	const details = useId();
	const refusal = row.refusal ? inWords(row.refusal) : null;
	const delivery = row.state === "accepted" ? row.delivery : null;
	const words = delivery ? deliveryKey(delivery) : ABOUT[row.state];
	const about = refusal?.cause ?? (words && t(words));
	return (
		<li>
			<button
				type="button"
				className={styles.row}
				aria-expanded={open}
				aria-controls={details}
				onClick={() => setOpen(!open)}
			>
				<Send className="icon-s icon-turn" aria-hidden="true" />
				<span className={styles.what}>
					<bdi className="cut">{row.template}</bdi>{" "}
					<time dateTime={row.created_at} title={time.full(row.created_at)}>
						<bdi>{time.short(row.created_at)}</bdi>
					</time>
				</span>{" "}
				<span className={styles.state}>
					<StatusDot tone={delivery ? DELIVERY_DOTS[delivery] : DOTS[row.state]} />{" "}
					<span className={styles.word}>{t(stateKey(row.state))}</span>{" "}
					{about ? <span className="faint">· {about}</span> : null}
				</span>
			</button>
			<div id={details} className={styles.details} hidden={!open}>
				{open ? (
					<>
						{row.state === "unknown" ? <Unknown row={row} name={personLabel(contact)} account={account} /> : null}
						{refusal ? (
							<div className={styles.words}>
								<p>{refusal.remedy}</p>
								{refusal.said ? (
									<p className="small muted">
										<bdi>{refusal.said}</bdi>
									</p>
								) : null}
							</div>
						) : null}
						{row.state !== "unknown" && row.evidence.length > 0 ? <Trail row={row} /> : null}
						{delivery === "failed" ? <p>{t("outbox:sends.failedText")}</p> : null}
						<div className={styles.wall}>
							<Bubble rendered={row.rendered} time={clock(new Date(row.created_at), i18n.language)} />
						</div>
						<dl className={styles.facts}>
							<Fact name={t("outbox:sends.sentTo")}>
								<Tel>{row.phone === contact.phone ? contact.phone_display : row.phone}</Tel>
							</Fact>
							<Fact name={t("outbox:sends.time")}>
								<bdi className="num">{dayTime(row.created_at, i18n.language)}</bdi>
							</Fact>
							<Fact name={t("outbox:sends.language")}>{row.language}</Fact>
							{row.request_id ? (
								<Fact name={t("outbox:sends.requestId")}>
									<span className={styles.id}>{row.request_id}</span>
								</Fact>
							) : null}
						</dl>
					</>
				) : null}
			</div>
		</li>
	);
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
	return (
		<>
			<dt>{name}</dt>
			<dd>{children}</dd>
		</>
	);
}
