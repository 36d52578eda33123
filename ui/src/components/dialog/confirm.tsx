import { createContext, type ReactNode, useCallback, useContext, useMemo, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "../button/button";
import { Dialog, DialogBody, type WhoseAccount, WhoseContext } from "./dialog";

export interface ConfirmRequest {
	/** The question: `Delete Nadia Verhoeven?` */
	title: string;
	/** What happens then. */
	text: ReactNode;
	/** The verb: `Delete`. */
	confirmLabel: string;
	danger?: boolean | undefined;
	/** When it is not about the account in front. */
	whose?: WhoseAccount | undefined;
}

export interface ConfirmDialogProps extends ConfirmRequest {
	open: boolean;
	onAnswer: (yes: boolean) => void;
}

/** Asks before something that cannot be taken back; the focus is on the way out. */
export function ConfirmDialog({ open, title, text, confirmLabel, danger, whose, onAnswer }: ConfirmDialogProps) {
	const { t } = useTranslation();
	const front = useContext(WhoseContext);
	const cancel = useRef<HTMLButtonElement>(null);
	return (
		<WhoseContext value={whose ?? front}>
			<Dialog
				open={open}
				onOpenChange={(next) => {
					if (!next) onAnswer(false);
				}}
				title={title}
				width={420}
				question
				initialFocus={cancel}
				footer={
					<>
						<Button ref={cancel} variant="quiet" size="large" keys="Escape" onClick={() => onAnswer(false)}>
							{t("common:cancel")}
						</Button>
						<Button variant={danger ? "danger" : "primary"} size="large" onClick={() => onAnswer(true)}>
							{confirmLabel}
						</Button>
					</>
				}
			>
				<DialogBody>{typeof text === "string" ? <p>{text}</p> : text}</DialogBody>
			</Dialog>
		</WhoseContext>
	);
}

type Ask = (request: ConfirmRequest) => Promise<boolean>;
const ConfirmContext = createContext<Ask | null>(null);

export function ConfirmProvider({ children }: { children: ReactNode }) {
	const [request, setRequest] = useState<ConfirmRequest | null>(null);
	const [open, setOpen] = useState(false);
	const answer = useRef<((yes: boolean) => void) | null>(null);
	const ask = useCallback<Ask>((next) => {
		answer.current?.(false);
		setRequest(next);
		setOpen(true);
		return new Promise((resolve) => {
			answer.current = resolve;
		});
	}, []);
	const onAnswer = useCallback((yes: boolean) => {
		setOpen(false);
		answer.current?.(yes);
		answer.current = null;
	}, []);
	const value = useMemo(() => ask, [ask]);
	return (
		<ConfirmContext value={value}>
			{children}
			{request ? <ConfirmDialog {...request} open={open} onAnswer={onAnswer} /> : null}
		</ConfirmContext>
	);
}

/** `if (await confirm({ … }))` */
export function useConfirm(): Ask {
	const ask = useContext(ConfirmContext);
	if (!ask) throw new Error("useConfirm outside ConfirmProvider");
	return ask;
}
