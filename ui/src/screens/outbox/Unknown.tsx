import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { keys } from "../../app/query";
import {
	type AccountId,
	type BridgeError,
	type Evidence,
	outboxLookUp,
	outboxResolve,
	type SendRow,
} from "../../bridge";
import { Button, useConfirm } from "../../components";
import { dayTime } from "./moment";
import { LookUpFailed } from "./Outcome";
import styles from "./Unknown.module.css";

/** A send whose answer was lost: what is known, and the person's word on it. */
export function Unknown({ row, name, account }: { row: SendRow; name: string; account: AccountId }) {
	const { t } = useTranslation();
	const client = useQueryClient();
	const confirm = useConfirm();
	const onSuccess = (now: SendRow) => {
		client.setQueryData<SendRow[]>(keys.outbox(account, row.contact), (rows) =>
			rows?.map((one) => (one.id === now.id ? now : one)),
		);
		// Previews of the same template warn no longer, or differently.
		void client.invalidateQueries({ queryKey: keys.outbox(account, row.contact) });
	};
	const lookUp = useMutation<SendRow, BridgeError>({ mutationFn: () => outboxLookUp(account, row.id), onSuccess });
	const resolve = useMutation<SendRow, BridgeError, boolean>({
		mutationFn: (sent) => outboxResolve(account, { id: row.id, sent }),
		onSuccess,
	});
	const busy = lookUp.isPending || resolve.isPending;

	const notSent = async () => {
		const yes = await confirm({
			title: t("outbox:sends.notSentTitle"),
			text: t("outbox:sends.notSentText", { name }),
			confirmLabel: t("outbox:sends.notSentConfirm"),
			danger: true,
		});
		if (yes) resolve.mutate(false);
	};

	return (
		<div className={styles.unknown}>
			<p>{t("outbox:sends.unknownText")}</p>
			<Trail row={row} />
			<div className={styles.actions}>
				<Button size="small" busy={lookUp.isPending} onClick={() => !busy && lookUp.mutate()}>
					{t("outbox:lookUp")}
				</Button>
			</div>
			<p className={styles.question}>{t("outbox:sends.question", { name })}</p>
			<div className={styles.actions}>
				<Button size="small" onClick={() => !busy && resolve.mutate(true)}>
					{t("outbox:sends.gotIt")}
				</Button>
				<Button size="small" onClick={() => !busy && void notSent()}>
					{t("outbox:sends.notSent")}
				</Button>
			</div>
			<LookUpFailed error={lookUp.error ?? resolve.error} />
		</div>
	);
}

/** How it was looked into, oldest first. */
export function Trail({ row }: { row: SendRow }) {
	const { t, i18n } = useTranslation();
	const trail = [
		{ at: row.created_at, text: t("outbox:sends.evidence.left") },
		...row.evidence.map((one) => ({ at: momentOf(one), text: t(`outbox:sends.evidence.${wordOf(one)}`) })),
	];
	return (
		<ol className={styles.trail} aria-label={t("outbox:sends.evidence.label")}>
			{trail.map((one, index) => (
				// biome-ignore lint/suspicious/noArrayIndexKey: evidence is only ever added at the end
				<li key={index}>
					<time dateTime={one.at}>
						<bdi>{dayTime(one.at, i18n.language)}</bdi>
					</time>{" "}
					<span>{one.text}</span>
				</li>
			))}
		</ol>
	);
}

function momentOf(evidence: Evidence): string {
	switch (evidence.kind) {
		case "found_on_server":
			return evidence.sent_at;
		case "not_found":
			return evidence.asked_at;
		case "person":
			return evidence.at;
	}
}

function wordOf(evidence: Evidence): "found" | "notFound" | "personYes" | "personNo" {
	switch (evidence.kind) {
		case "found_on_server":
			return "found";
		case "not_found":
			return "notFound";
		case "person":
			return evidence.sent ? "personYes" : "personNo";
	}
}
