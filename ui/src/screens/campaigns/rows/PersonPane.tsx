import { Copy, X } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { copyText } from "../../../app/clipboard";
import { useFormatTime } from "../../../app/time";
import type { AccountId, Campaign, Recipient } from "../../../bridge";
import { Button, IconButton, StatusDot, Tel } from "../../../components";
import { Bubble } from "../../outbox/Bubble";
import { clock } from "../../outbox/moment";
import { Trail, Unknown } from "../../outbox/Unknown";
import { useRefusalWords } from "../../outbox/useRefusalWords";
import { stateKey } from "../../outbox/words";
import { Fact, Facts } from "../report/Facts";
import { canRetry } from "../states";
import type { RunWords } from "../useRunWords";
import css from "./PersonPane.module.css";
import { ROW_DOTS } from "./RecipientRow";
import { reasonText } from "./rowText";
import { usePerson } from "./useRecipients";

interface Props {
	account: AccountId;
	run: Campaign;
	opened: Recipient;
	words: RunWords;
	onRetry: (row: Recipient) => void;
	onClose: () => void;
}

/** One person of a run: what they were sent, what became of it, and what can be done. */
export function PersonPane({ account, run, opened, words, onRetry, onClose }: Props) {
	const { t, i18n } = useTranslation();
	const time = useFormatTime();
	const inWords = useRefusalWords();
	const row = usePerson(account, run.id, opened);
	const { send, retry } = row;
	const name = row.name || row.phone_display;
	const refusal = send.state === "refused" && send.refusal ? inWords(send.refusal) : null;
	const about = reasonText(row, words, t);
	const waits = send.state === "planned" || send.state === "in_flight";
	const sent = send.state === "accepted" || send.state === "unknown";
	return (
		<section className={css.pane} aria-label={name}>
			<header className={css.head}>
				<h2 className={css.name}>
					<bdi>{name}</bdi>
				</h2>
				<IconButton
					size="small"
					label={t("campaigns:person.close")}
					icon={<X aria-hidden="true" className="icon-s" />}
					onClick={onClose}
				/>
			</header>
			<p className={css.state}>
				<StatusDot tone={ROW_DOTS[send.state]} /> <span className="medium">{t(stateKey(send.state))}</span>
				{about ? <span className="muted"> · {about}</span> : null}
			</p>
			{send.state === "unknown" ? <Unknown row={send} name={name} account={account} /> : null}
			{refusal ? (
				<div className={css.words}>
					<p>{refusal.remedy}</p>
					{refusal.said ? (
						<p className="small muted">
							<bdi>{refusal.said}</bdi>
						</p>
					) : null}
				</div>
			) : null}
			{send.state !== "unknown" && send.evidence.length > 0 ? <Trail row={send} /> : null}
			{send.delivery === "failed" ? <p>{t("outbox:sends.failedText")}</p> : null}
			{retry?.may === "now" && canRetry(run) ? (
				<div>
					<Button size="small" onClick={() => onRetry(row)}>
						{t("campaigns:person.retry")}
					</Button>
				</div>
			) : null}
			{retry?.may === "later" ? (
				<p className="small muted">{t("campaigns:person.retryLater", { time: time.clock(retry.not_before) })}</p>
			) : null}
			{retry?.may === "no" ? <p className="small muted">{t("campaigns:person.retryNo")}</p> : null}
			<div className={css.text}>
				<h3 className={css.label}>{t(`campaigns:person.${waits ? "textWaiting" : sent ? "textSent" : "textNot"}`)}</h3>
				<div className={css.wall}>
					<Bubble rendered={send.rendered} time={row.called_at ? clock(new Date(row.called_at), i18n.language) : ""} />
				</div>
			</div>
			<Facts>
				<Fact name={t("campaigns:person.phone")}>
					<Tel>{row.phone_display}</Tel>
				</Fact>
				<Fact name={t("campaigns:person.position")}>{row.position}</Fact>
				{row.called_at ? <Fact name={t("campaigns:person.called")}>{time.full(row.called_at)}</Fact> : null}
				{send.settled_at ? <Fact name={t("campaigns:person.settled")}>{time.full(send.settled_at)}</Fact> : null}
				{row.attempt > 1 ? <Fact name={t("campaigns:person.attempt")}>{row.attempt}</Fact> : null}
				{row.message_id ? (
					<Fact name={t("campaigns:person.messageId")}>
						<Id text={row.message_id} />
					</Fact>
				) : null}
				{send.request_id ? (
					<Fact name={t("campaigns:person.requestId")}>
						<span className={css.id}>{send.request_id}</span>
					</Fact>
				) : null}
			</Facts>
		</section>
	);
}

function Id({ text }: { text: string }) {
	const { t } = useTranslation();
	const [copied, setCopied] = useState(false);
	return (
		<span className={css.idLine}>
			<span className={css.id}>{text}</span>
			<IconButton
				size="small"
				label={copied ? t("common:copied") : t("campaigns:person.copyId")}
				icon={<Copy aria-hidden="true" className="icon-s" />}
				onClick={async () => setCopied(await copyText(text))}
			/>
		</span>
	);
}
