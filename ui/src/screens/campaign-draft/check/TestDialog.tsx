import { type FormEvent, useId, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { fieldErrorText } from "../../../app/errors";
import { type AccountId, BridgeError, campaignsSendTest, type PlanRow, type SendRow } from "../../../bridge";
import { Banner, Button, Dialog, DialogBody, ErrorBanner, TextField, useToast } from "../../../components";
import { useRefusalWords } from "../../outbox/useRefusalWords";
import type { Planning } from "../usePlan";
import { keepOwnNumber, ownNumber } from "./ownNumber";

interface Props {
	account: AccountId;
	planning: Planning;
	/** Whose values. */
	row: PlanRow;
	name: string;
	open: boolean;
	onOpenChange: (open: boolean) => void;
}

/** The message of one person, to a number of one's own. */
export function TestDialog({ account, planning, row, name, open, onOpenChange }: Props) {
	const { t } = useTranslation();
	const toast = useToast();
	const words = useRefusalWords();
	const form = useId();
	const [phone, setPhone] = useState(() => ownNumber(account));
	const [busy, setBusy] = useState(false);
	const [error, setError] = useState<BridgeError | null>(null);
	const [outcome, setOutcome] = useState<SendRow | null>(null);
	/** The same until the outcome is known: pressed again after a fault, it cannot go out twice. */
	const key = useRef<string | null>(null);
	const { plan, again } = planning;

	const send = async (event: FormEvent) => {
		event.preventDefault();
		if (busy || !plan) return;
		setBusy(true);
		setError(null);
		setOutcome(null);
		key.current ??= crypto.randomUUID();
		try {
			const sent = await campaignsSendTest(account, { key: key.current, plan: plan.id, row: row.key, phone });
			key.current = null;
			keepOwnNumber(account, phone);
			if (sent.state === "accepted") {
				toast.show({ text: t("newCampaign:test.accepted", { phone }) });
				onOpenChange(false);
			} else setOutcome(sent);
		} catch (refused) {
			if (!(refused instanceof BridgeError)) throw refused;
			// Newer plans pushed this one out: the next press sends from a new one.
			if (refused.code === "plan_gone") again(plan.id);
			setError(refused);
		} finally {
			setBusy(false);
		}
	};
	const field = error?.fields.find((one) => one.field === "phone");
	const refusal = outcome?.refusal ? words(outcome.refusal) : null;
	return (
		<Dialog
			open={open}
			onOpenChange={(next) => {
				if (!busy) onOpenChange(next);
			}}
			title={t("newCampaign:test.title")}
			width={440}
			footer={
				<>
					<Button variant="quiet" size="large" keys="Escape" onClick={() => onOpenChange(false)}>
						{t("common:cancel")}
					</Button>
					<Button type="submit" form={form} variant="primary" size="large" keys="Enter" busy={busy}>
						{t("newCampaign:test.send")}
					</Button>
				</>
			}
		>
			<DialogBody>
				<p>{t("newCampaign:test.text", { name })}</p>
				<form id={form} onSubmit={(event) => void send(event)} noValidate>
					<TextField
						label={t("newCampaign:test.phone")}
						help={t("newCampaign:test.phoneHelp")}
						dir="ltr"
						inputMode="tel"
						value={phone}
						error={field ? fieldErrorText(field, t) : undefined}
						announce
						onChange={(event) => {
							setPhone(event.target.value);
							setError(null);
							// Another number is another message.
							key.current = null;
						}}
					/>
				</form>
				{error && !field ? (
					error.code === "already_sent" ? (
						<Banner tone="warn" role="alert" boxed>
							{t("newCampaign:test.already")}
						</Banner>
					) : (
						<ErrorBanner error={error} boxed />
					)
				) : null}
				{refusal ? (
					<Banner tone="danger" boxed>
						<b className="medium">{t("newCampaign:test.refused", { cause: refusal.cause })}</b> {refusal.remedy}
					</Banner>
				) : outcome ? (
					<Banner tone="warn" role="alert" boxed>
						{t("newCampaign:test.unknown")}
					</Banner>
				) : null}
			</DialogBody>
		</Dialog>
	);
}
