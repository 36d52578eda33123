import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Campaign, ReasonCount } from "../../../bridge";
import { Button, Checkbox, Dialog, DialogBody, useToast } from "../../../components";
import css from "../Dialogs.module.css";
import type { RunActions } from "../useRuns";
import type { RunWords } from "../useRunWords";

interface Props {
	run: Campaign;
	reasons: readonly ReasonCount[];
	/** Ticked at first; none: all. */
	only: string | null;
	words: RunWords;
	retry: RunActions["retry"];
	open: boolean;
	onOpenChange: (open: boolean) => void;
}

/** Sends to the refused again, by reason: only to those who may be. */
export function RetryDialog({ run, reasons, only, words, retry, open, onOpenChange }: Props) {
	const { t } = useTranslation();
	const toast = useToast();
	const may = reasons.filter((one) => one.state === "refused" && one.retry_now > 0);
	const [off, setOff] = useState<ReadonlySet<string>>(
		() => new Set(only === null ? [] : may.map(({ reason }) => reason).filter((reason) => reason !== only)),
	);
	const [busy, setBusy] = useState(false);
	const chosen = may.filter(({ reason }) => !off.has(reason));
	const count = chosen.reduce((sum, one) => sum + one.retry_now, 0);
	const later = reasons.reduce((sum, one) => sum + one.retry_later, 0);
	const held = run.state === "paused" || run.state === "stopped";
	const flip = (reason: string) => {
		const next = new Set(off);
		if (!next.delete(reason)) next.add(reason);
		setOff(next);
	};
	const go = async () => {
		if (busy) return;
		setBusy(true);
		const done = await retry(
			run.id,
			chosen.map(({ reason }) => reason),
			[],
		);
		setBusy(false);
		if (!done) return;
		onOpenChange(false);
		toast.show({ text: t("campaigns:toast.retried", { count }) });
	};
	return (
		<Dialog
			open={open}
			onOpenChange={onOpenChange}
			title={t("campaigns:retry.title")}
			width={480}
			footer={
				<>
					<Button variant="quiet" size="large" keys="Escape" onClick={() => onOpenChange(false)}>
						{t("common:cancel")}
					</Button>
					<Button
						variant="primary"
						size="large"
						busy={busy}
						disabledReason={count === 0 ? t("campaigns:retry.choose") : null}
						onClick={() => void go()}
					>
						{t("campaigns:retry.go", { count })}
					</Button>
				</>
			}
		>
			<DialogBody>
				<p>{t("campaigns:retry.text")}</p>
				<div className={css.checks}>
					{may.map((one) => (
						<Checkbox
							key={one.reason}
							label={t("campaigns:retry.reason", {
								reason: words.reason(one.reason, false),
								count: one.retry_now,
							})}
							checked={!off.has(one.reason)}
							onChange={() => flip(one.reason)}
						/>
					))}
				</div>
				{later > 0 ? <p className="small muted">{t("campaigns:retry.later", { count: later })}</p> : null}
				{held ? <p className="small muted">{t("campaigns:retry.held")}</p> : null}
			</DialogBody>
		</Dialog>
	);
}
