import { useTranslation } from "react-i18next";
import { Button, Dialog, DialogBody } from "../../components";
import type { Label, ListName } from "./kind";

export interface InUse {
	label: Label;
	/** Contacts that use it; none if nobody could count them. */
	contacts: number | null;
	/** There may be more than are here. */
	atLeast: boolean;
}

export interface InUseDialogProps {
	list: ListName;
	inUse: InUse;
	open: boolean;
	onOpenChange: (open: boolean) => void;
	/** The way out: its contacts get another, then it goes. */
	onMove: () => void;
}

/** Why it is not deleted, and what to do: its contacts need another first (contract 19.5, 20.5). */
export function InUseDialog({ list, inUse, open, onOpenChange, onMove }: InUseDialogProps) {
	const { t } = useTranslation();
	const { label, contacts, atLeast } = inUse;
	const many = contacts === null ? "some" : atLeast ? "atLeast" : "counted";
	return (
		<Dialog
			question
			open={open}
			onOpenChange={onOpenChange}
			title={t("labels:inUse.title", { name: label.name })}
			width={420}
			footer={
				<>
					<Button variant="quiet" size="large" keys="Escape" onClick={() => onOpenChange(false)}>
						{t("common:close")}
					</Button>
					<Button variant="primary" size="large" onClick={onMove}>
						{contacts === null || atLeast ? t("jobs:labels.moveSome") : t("jobs:labels.move", { count: contacts })}
					</Button>
				</>
			}
		>
			<DialogBody>
				<p>{t(`labels:${list}.inUse_${many}`, { count: contacts ?? 0 })}</p>
				<p>{t(`labels:${list}.inUseNext`)}</p>
			</DialogBody>
		</Dialog>
	);
}
