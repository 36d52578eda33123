import { useTranslation } from "react-i18next";
import { errorText } from "../../app/errors";
import type { BridgeError, SendRow } from "../../bridge";
import { Banner, Button } from "../../components";
import { dayTime } from "./moment";
import styles from "./Outcome.module.css";
import { useRefusalWords } from "./useRefusalWords";
import type { Outcome } from "./useSend";

interface LookUp {
	name: string;
	looking: boolean;
	lookUpError: BridgeError | null;
	onLookUp: (row: SendRow) => void;
}

export interface OutcomeBannerProps extends LookUp {
	outcome: Outcome | null;
	onClose: () => void;
}

/** What became of the send: what happened, to whom, and what to do next. */
export function OutcomeBanner({ outcome, name, looking, lookUpError, onLookUp, onClose }: OutcomeBannerProps) {
	const { t, i18n } = useTranslation();
	const inWords = useRefusalWords();
	if (outcome === null) return null;
	const close = (
		<Button size="small" onClick={onClose}>
			{t("outbox:close")}
		</Button>
	);
	switch (outcome.kind) {
		case "refused": {
			const { cause, remedy, said } = inWords(outcome.refusal);
			return (
				<Banner tone="danger">
					<p>
						<b className="medium">{t("outbox:outcome.refused", { cause })}</b> {remedy}
					</p>
					{said && (
						<p className="small muted">
							<bdi>{said}</bdi>
						</p>
					)}
					<p className="small muted">{t("outbox:outcome.nothingSent")}</p>
				</Banner>
			);
		}
		case "failed": {
			if (outcome.error.code === "already_sent") {
				return (
					<Banner tone="warn" role="alert" actions={close}>
						{t("outbox:outcome.alreadySent")}
					</Banner>
				);
			}
			const { title, text, severity } = errorText(outcome.error, t);
			return (
				<Banner tone={severity} role="alert">
					<p>
						<b className="medium">{title}</b> {text}
					</p>
					<p className="small muted">
						{t(outcome.certain ? "outbox:outcome.nothingSent" : "outbox:outcome.uncertain")}
					</p>
				</Banner>
			);
		}
		case "settled": {
			const found = outcome.row.evidence.findLast((one) => one.kind === "found_on_server");
			return (
				<Banner tone="ok" role="status" actions={close}>
					{found?.kind === "found_on_server"
						? t("outbox:outcome.found", { when: dayTime(found.sent_at, i18n.language) })
						: t("outbox:outcome.settled")}
				</Banner>
			);
		}
		case "unknown":
			return (
				<Banner
					tone="warn"
					role="alert"
					actions={
						<>
							<Button size="small" busy={looking} onClick={() => onLookUp(outcome.row)}>
								{t("outbox:lookUp")}
							</Button>
							{close}
						</>
					}
				>
					<p>
						<b className="medium">{t("outbox:outcome.unknown")}</b> {t("outbox:outcome.unknownText", { name })}
					</p>
					<Asked row={outcome.row} name={name} />
					<LookUpFailed error={lookUpError} />
				</Banner>
			);
	}
}

export interface BeforeProps extends LookUp {
	/** An earlier send of the same template whose outcome is not known. */
	unknown: SendRow | null;
	/** The same after it was looked up here. */
	lookedUp: SendRow | null;
}

/** Warns before the same message goes out twice. */
export function Before({ unknown, lookedUp, name, looking, lookUpError, onLookUp }: BeforeProps) {
	const { t, i18n } = useTranslation();
	if (unknown !== null) {
		return (
			<Banner
				tone="warn"
				role="status"
				actions={
					<Button size="small" busy={looking} onClick={() => onLookUp(unknown)}>
						{t("outbox:lookUp")}
					</Button>
				}
			>
				<p>{t("outbox:before.text", { when: dayTime(unknown.created_at, i18n.language) })}</p>
				<Asked row={lookedUp ?? unknown} name={name} />
				<LookUpFailed error={lookUpError} />
			</Banner>
		);
	}
	if (lookedUp === null || lookedUp.state === "unknown") return null;
	const sent = lookedUp.state === "accepted";
	return (
		<Banner tone={sent ? "ok" : "neutral"} role="status">
			{t(sent ? "outbox:before.sent" : "outbox:before.notSent")}
		</Banner>
	);
}

/** The server was asked and lists nothing. */
function Asked({ row, name }: { row: SendRow; name: string }) {
	const { t, i18n } = useTranslation();
	const asked = row.evidence.findLast((one) => one.kind === "not_found");
	if (asked?.kind !== "not_found") return null;
	return (
		<p className="small">{t("outbox:outcome.notFound", { when: dayTime(asked.asked_at, i18n.language), name })}</p>
	);
}

export function LookUpFailed({ error }: { error: BridgeError | null }) {
	const { t } = useTranslation();
	if (error === null) return null;
	const { title, text } = errorText(error, t);
	return (
		<p className={styles.failed} role="alert">
			{title} {text}
		</p>
	);
}
