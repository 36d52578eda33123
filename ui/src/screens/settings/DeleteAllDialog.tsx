import { type FormEvent, useId, useState } from "react";
import { useTranslation } from "react-i18next";
import { errorText } from "../../app/errors";
import { useAccounts, useSession } from "../../app/session";
import { type BridgeError, dataDeleteAll } from "../../bridge";
import { Button, Dialog, DialogBody, TextField, WhoseContext } from "../../components";
import css from "./settings.module.css";

interface Props {
	open: boolean;
	onOpenChange: (open: boolean) => void;
}

function Form({ id, onBusy, onDone }: { id: string; onBusy: (busy: boolean) => void; onDone: () => void }) {
	const { t } = useTranslation();
	const { restart } = useSession();
	const accounts = useAccounts();
	const [typed, setTyped] = useState("");
	const [error, setError] = useState<string>();
	const word = t("settings:data.word");
	const send = async (event: FormEvent) => {
		event.preventDefault();
		if (typed.trim().toLocaleLowerCase() !== word.toLocaleLowerCase()) {
			setError(t("settings:data.typeWord", { word }));
			return;
		}
		onBusy(true);
		try {
			await dataDeleteAll();
			localStorage.clear();
			onDone();
			await restart();
		} catch (thrown) {
			const { title, text } = errorText(thrown as BridgeError, t);
			setError(`${title} ${text}`);
		} finally {
			onBusy(false);
		}
	};
	return (
		<form id={id} className={css.ask} noValidate onSubmit={(event) => void send(event)}>
			<p>{t("settings:data.question", { count: accounts.length })}</p>
			<ul className={css.names}>
				{accounts.map((account) => (
					<li key={account.id}>
						<bdi>{account.name}</bdi>
					</li>
				))}
			</ul>
			<p>{t("settings:data.kept")}</p>
			<TextField
				label={t("settings:data.typeToDelete", { word })}
				value={typed}
				onChange={(event) => {
					setTyped(event.target.value);
					setError(undefined);
				}}
				error={error}
				announce
			/>
		</form>
	);
}

/** Asked with a word to be typed: nothing brings it back. */
export function DeleteAllDialog({ open, onOpenChange }: Props) {
	const { t } = useTranslation();
	const id = useId();
	const [busy, setBusy] = useState(false);
	return (
		<WhoseContext value={null}>
			<Dialog
				open={open}
				onOpenChange={onOpenChange}
				title={t("settings:data.deleteTitle")}
				width={460}
				footer={
					<>
						<Button variant="quiet" size="large" keys="Escape" onClick={() => onOpenChange(false)}>
							{t("common:cancel")}
						</Button>
						<Button type="submit" form={id} variant="danger" size="large" busy={busy}>
							{t("settings:data.deleteAll")}
						</Button>
					</>
				}
			>
				<DialogBody>
					<Form id={id} onBusy={setBusy} onDone={() => onOpenChange(false)} />
				</DialogBody>
			</Dialog>
		</WhoseContext>
	);
}
