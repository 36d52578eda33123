import { type FormEvent, useId, useState } from "react";
import { useTranslation } from "react-i18next";
import { errorText, fieldErrorText } from "../../app/errors";
import { useSession } from "../../app/session";
import { type Account, accountsRename, type BridgeError } from "../../bridge";
import { Button, Dialog, DialogBody, TextField } from "../../components";

export interface RenameDialogProps {
	account: Account;
	open: boolean;
	onOpenChange: (open: boolean) => void;
}

function Form({
	account,
	id,
	onDone,
	onBusy,
}: {
	account: Account;
	id: string;
	onDone: () => void;
	onBusy: (busy: boolean) => void;
}) {
	const { t } = useTranslation();
	const { changed } = useSession();
	const [name, setName] = useState(account.name);
	const [error, setError] = useState<string | null>(null);
	const save = async (event: FormEvent) => {
		event.preventDefault();
		if (!name.trim()) {
			setError(t("errors:field.required"));
			return;
		}
		onBusy(true);
		try {
			changed(await accountsRename(account.id, name.trim()));
			onDone();
		} catch (refused) {
			const failure = refused as BridgeError;
			const field = failure.fields[0];
			const { title, text } = errorText(failure, t);
			setError(field ? fieldErrorText(field, t) : `${title} ${text}`);
		} finally {
			onBusy(false);
		}
	};
	return (
		<form id={id} onSubmit={(event) => void save(event)} noValidate>
			<TextField
				label={t("settings:rename.name")}
				value={name}
				onChange={(event) => {
					setName(event.target.value);
					setError(null);
				}}
				onFocus={(event) => event.target.select()}
				error={error}
				help={t("settings:rename.help")}
				announce
			/>
		</form>
	);
}

/** What the person calls the account on this computer. */
export function RenameDialog({ account, open, onOpenChange }: RenameDialogProps) {
	const { t } = useTranslation();
	const id = useId();
	const [busy, setBusy] = useState(false);
	return (
		<Dialog
			open={open}
			onOpenChange={onOpenChange}
			title={t("settings:rename.title")}
			width={420}
			footer={
				<>
					<Button variant="quiet" size="large" keys="Escape" onClick={() => onOpenChange(false)}>
						{t("common:cancel")}
					</Button>
					<Button type="submit" form={id} variant="primary" size="large" keys="Enter" busy={busy}>
						{t("common:save")}
					</Button>
				</>
			}
		>
			<DialogBody>
				<Form account={account} id={id} onDone={() => onOpenChange(false)} onBusy={setBusy} />
			</DialogBody>
		</Dialog>
	);
}
