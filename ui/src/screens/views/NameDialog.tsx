import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { BridgeError } from "../../bridge";
import { Button, Dialog, DialogBody, TextField } from "../../components";

interface Props {
	open: boolean;
	title: string;
	/** What stands in the field at first. */
	name: string;
	onOpenChange: (open: boolean) => void;
	/** Rejects with a `BridgeError` when the name is refused. */
	onSave: (name: string) => Promise<unknown>;
}

/** Asks for the name of a view. */
export function NameDialog({ open, title, name: first, onOpenChange, onSave }: Props) {
	const { t } = useTranslation("views");
	const [name, setName] = useState(first);
	const [error, setError] = useState<string>();
	const [busy, setBusy] = useState(false);
	useEffect(() => {
		if (!open) return;
		setName(first);
		setError(undefined);
	}, [open, first]);
	const save = async () => {
		setBusy(true);
		try {
			await onSave(name);
			onOpenChange(false);
		} catch (error) {
			const code = error instanceof BridgeError ? error.fields[0]?.code : undefined;
			setError(
				code === "required"
					? t("name.required")
					: code === "taken"
						? t("name.taken")
						: code === "too_long"
							? t("name.tooLong")
							: t("name.failed"),
			);
		} finally {
			setBusy(false);
		}
	};
	return (
		<Dialog
			open={open}
			onOpenChange={onOpenChange}
			title={title}
			width={420}
			footer={
				<>
					<span className="grow" />
					<Button variant="quiet" size="large" onClick={() => onOpenChange(false)}>
						{t("common:cancel")}
					</Button>
					<Button variant="primary" size="large" keys="Enter" busy={busy} onClick={() => void save()}>
						{t("common:save")}
					</Button>
				</>
			}
		>
			<DialogBody>
				<form
					onSubmit={(event) => {
						event.preventDefault();
						void save();
					}}
				>
					<TextField
						label={t("name.label")}
						value={name}
						error={error}
						onChange={(event) => {
							setName(event.target.value);
							setError(undefined);
						}}
					/>
				</form>
			</DialogBody>
		</Dialog>
	);
}
