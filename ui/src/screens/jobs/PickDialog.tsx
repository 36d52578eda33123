import { type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";
import { Button, Dialog, DialogBody } from "../../components";
import { found, type Named } from "./match";
import { PickList } from "./PickList";

export interface PickDialogProps {
	open: boolean;
	onOpenChange: (open: boolean) => void;
	title: string;
	/** What is chosen: `Status`. */
	label: string;
	/** Above the field. */
	text?: ReactNode;
	/** With a colour, each wears its dot. */
	entries: readonly (Named & { color?: string | null })[];
	/** Those used lately come first; without, the order is kept until something is typed. */
	lately?: readonly number[];
	onPick: (id: number) => void;
	/** The list itself is as it is; its order is not the alphabet's. */
	coloured?: boolean;
}

/** One of a list, by typing: letters narrow it down, Enter takes. */
export function PickDialog({
	open,
	onOpenChange,
	title,
	label,
	text,
	entries,
	lately,
	onPick,
	coloured,
}: PickDialogProps) {
	const { t } = useTranslation();
	const [typed, setTyped] = useState("");
	const rows = typed.trim() === "" && !lately ? entries : found(entries, typed, lately);
	return (
		<Dialog
			open={open}
			onOpenChange={onOpenChange}
			title={title}
			width={400}
			footer={
				<Button variant="quiet" size="large" keys="Escape" onClick={() => onOpenChange(false)}>
					{t("common:cancel")}
				</Button>
			}
		>
			<DialogBody>
				{text}
				<PickList
					label={label}
					placeholder={t("jobs:pick.placeholder")}
					text={typed}
					onText={setTyped}
					rows={rows.map(({ id, name, color }) => ({ id, name, ...(coloured ? { dot: color ?? null } : {}) }))}
					onTake={({ id }) => onPick(id)}
					none={t("jobs:pick.none")}
				/>
			</DialogBody>
		</Dialog>
	);
}
