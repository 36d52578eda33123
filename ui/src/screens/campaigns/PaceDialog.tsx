import { useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useId, useState } from "react";
import { useTranslation } from "react-i18next";
import { keys } from "../../app/query";
import { type AccountId, BridgeError, type Campaign, campaignsSetPace } from "../../bridge";
import { Button, Dialog, DialogBody, ErrorBanner, TextField } from "../../components";
import css from "./Dialogs.module.css";
import { type PaceErrors, paceOf, typedPace } from "./paceForm";

interface Props {
	account: AccountId;
	run: Campaign;
	open: boolean;
	onOpenChange: (open: boolean) => void;
}

const MOST = ["perMinute", "perHour", "perDay"] as const;

/** How fast a run goes from now on, and at which hours. */
export function PaceDialog({ account, run, open, onOpenChange }: Props) {
	const { t } = useTranslation();
	const client = useQueryClient();
	const form = useId();
	const [typed, setTyped] = useState(() => typedPace(run.settings.pace));
	const [errors, setErrors] = useState<PaceErrors>({});
	const [failure, setFailure] = useState<BridgeError | null>(null);
	const [busy, setBusy] = useState(false);
	const edit = (change: Partial<typeof typed>) => {
		setTyped({ ...typed, ...change });
		setErrors({});
	};
	const submit = async (event: FormEvent) => {
		event.preventDefault();
		if (busy) return;
		const read = paceOf(typed);
		setFailure(null);
		if (!read.pace) return setErrors(read.errors);
		setBusy(true);
		try {
			await campaignsSetPace(account, { campaign: run.id, pace: read.pace });
			void client.invalidateQueries({ queryKey: keys.campaigns(account) });
			onOpenChange(false);
		} catch (error) {
			if (!(error instanceof BridgeError)) throw error;
			if (error.fields.some(({ field }) => field === "pace")) setErrors({ from: "hour" });
			else setFailure(error);
		} finally {
			setBusy(false);
		}
	};
	const said = (field: keyof PaceErrors) => {
		const error = errors[field];
		return error === undefined ? undefined : t(`campaigns:paceDialog.${error}`);
	};
	return (
		<Dialog
			open={open}
			onOpenChange={onOpenChange}
			title={t("campaigns:paceDialog.title", { name: run.name })}
			width={480}
			footer={
				<>
					<Button variant="quiet" size="large" keys="Escape" onClick={() => onOpenChange(false)}>
						{t("common:cancel")}
					</Button>
					<Button type="submit" form={form} variant="primary" size="large" keys="Enter" busy={busy}>
						{t("campaigns:paceDialog.go")}
					</Button>
				</>
			}
		>
			<DialogBody>
				{failure ? <ErrorBanner boxed error={failure} /> : null}
				<form id={form} className={css.form} noValidate onSubmit={(event) => void submit(event)}>
					<button type="submit" hidden />
					<div className={css.three}>
						{MOST.map((field) => (
							<TextField
								key={field}
								label={t(`campaigns:paceDialog.${field}`)}
								inputMode="numeric"
								dir="ltr"
								value={typed[field]}
								placeholder={t("campaigns:paceDialog.none")}
								error={said(field)}
								announce
								onChange={(event) => edit({ [field]: event.target.value })}
							/>
						))}
					</div>
					<div className={css.two}>
						<TextField
							label={t("campaigns:paceDialog.from")}
							dir="ltr"
							value={typed.from}
							placeholder="09:00"
							error={said("from")}
							announce
							onChange={(event) => edit({ from: event.target.value })}
						/>
						<TextField
							label={t("campaigns:paceDialog.to")}
							dir="ltr"
							value={typed.to}
							placeholder="18:00"
							error={said("to")}
							announce
							onChange={(event) => edit({ to: event.target.value })}
						/>
					</div>
				</form>
				<p className="small muted">{t("campaigns:paceDialog.help")}</p>
			</DialogBody>
		</Dialog>
	);
}
