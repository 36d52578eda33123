import { useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useId, useState } from "react";
import { useTranslation } from "react-i18next";
import { keys } from "../../app/query";
import { type AccountId, BridgeError, type Campaign, campaignsReschedule } from "../../bridge";
import { Button, Dialog, DialogBody, ErrorBanner, TextField } from "../../components";
import { dayAndTime, momentOf } from "./clock";
import css from "./Dialogs.module.css";

interface Props {
	account: AccountId;
	run: Campaign;
	open: boolean;
	onOpenChange: (open: boolean) => void;
}

const HOUR = 3_600_000;

/** Another time for a run that waits for its own, or missed it. */
export function RescheduleDialog({ account, run, open, onOpenChange }: Props) {
	const { t } = useTranslation();
	const client = useQueryClient();
	const form = useId();
	const [typed, setTyped] = useState(() => {
		const before = run.starts_at === null ? 0 : Date.parse(run.starts_at);
		return dayAndTime(new Date(Math.max(before, Date.now() + HOUR)));
	});
	const [wrong, setWrong] = useState(false);
	const [failure, setFailure] = useState<BridgeError | null>(null);
	const [busy, setBusy] = useState(false);
	const edit = (change: Partial<typeof typed>) => {
		setTyped({ ...typed, ...change });
		setWrong(false);
	};
	const submit = async (event: FormEvent) => {
		event.preventDefault();
		if (busy) return;
		const at = momentOf(typed.day, typed.time);
		setFailure(null);
		if (at === null || Date.parse(at) <= Date.now()) return setWrong(true);
		setBusy(true);
		try {
			await campaignsReschedule(account, { campaign: run.id, starts_at: at });
			void client.invalidateQueries({ queryKey: keys.campaigns(account) });
			onOpenChange(false);
		} catch (error) {
			if (!(error instanceof BridgeError)) throw error;
			if (error.fields.some(({ field }) => field === "starts_at")) setWrong(true);
			else setFailure(error);
		} finally {
			setBusy(false);
		}
	};
	return (
		<Dialog
			open={open}
			onOpenChange={onOpenChange}
			title={t("campaigns:reschedule.title", { name: run.name })}
			width={420}
			footer={
				<>
					<Button variant="quiet" size="large" keys="Escape" onClick={() => onOpenChange(false)}>
						{t("common:cancel")}
					</Button>
					<Button type="submit" form={form} variant="primary" size="large" keys="Enter" busy={busy}>
						{t("campaigns:reschedule.go")}
					</Button>
				</>
			}
		>
			<DialogBody>
				{failure ? <ErrorBanner boxed error={failure} /> : null}
				<form id={form} className={css.two} noValidate onSubmit={(event) => void submit(event)}>
					<button type="submit" hidden />
					<TextField
						label={t("campaigns:reschedule.day")}
						type="date"
						placeholder="2026-01-31"
						value={typed.day}
						error={wrong ? t("campaigns:reschedule.wrong") : undefined}
						announce
						onChange={(event) => edit({ day: event.target.value })}
					/>
					<TextField
						label={t("campaigns:reschedule.time")}
						type="time"
						placeholder="09:00"
						value={typed.time}
						onChange={(event) => edit({ time: event.target.value })}
					/>
				</form>
				<p className="small muted">{t("campaigns:reschedule.help")}</p>
			</DialogBody>
		</Dialog>
	);
}
