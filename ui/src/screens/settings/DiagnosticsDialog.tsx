import { useQuery } from "@tanstack/react-query";
import { useRef } from "react";
import { useTranslation } from "react-i18next";
import { copyText } from "../../app/clipboard";
import { errorText } from "../../app/errors";
import { type BridgeError, diagnosticsRead } from "../../bridge";
import { Button, Dialog, DialogBody, Skeleton, useToast, WhoseContext } from "../../components";
import css from "./settings.module.css";

interface Props {
	open: boolean;
	onOpenChange: (open: boolean) => void;
}

/** Exactly what would be copied, before it is. */
export function DiagnosticsDialog({ open, onOpenChange }: Props) {
	const { t } = useTranslation();
	const { show } = useToast();
	const copy = useRef<HTMLButtonElement>(null);
	const { data, error } = useQuery<string, BridgeError>({
		queryKey: ["diagnostics"],
		queryFn: diagnosticsRead,
		enabled: open,
		gcTime: 0,
		staleTime: 0,
	});
	const said = error ? errorText(error, t) : null;
	const take = async () => {
		if (data === undefined) return;
		const done = await copyText(data);
		show(
			done ? { text: t("settings:diagnostics.copied") } : { tone: "danger", text: t("settings:diagnostics.notCopied") },
		);
		if (done) onOpenChange(false);
	};
	return (
		<WhoseContext value={null}>
			<Dialog
				open={open}
				onOpenChange={onOpenChange}
				title={t("settings:diagnostics.title")}
				width={720}
				height="80vh"
				initialFocus={copy}
				footer={
					<>
						<Button variant="quiet" size="large" keys="Escape" onClick={() => onOpenChange(false)}>
							{t("common:cancel")}
						</Button>
						<Button
							ref={copy}
							variant="primary"
							size="large"
							disabledReason={data === undefined ? t("settings:diagnostics.waiting") : null}
							onClick={() => void take()}
						>
							{t("settings:diagnostics.copy")}
						</Button>
					</>
				}
			>
				<DialogBody>
					<p>{t("settings:diagnostics.text")}</p>
					{said ? (
						<p className={css.danger} role="alert">
							{said.title} {said.text}
						</p>
					) : null}
					{data === undefined ? (
						said ? null : (
							<Skeleton />
						)
					) : (
						<pre
							className={css.text}
							// biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard
							tabIndex={0}
							dir="ltr"
							role="region"
							aria-label={t("settings:diagnostics.preview")}
						>
							{data}
						</pre>
					)}
				</DialogBody>
			</Dialog>
		</WhoseContext>
	);
}
