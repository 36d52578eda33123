import { type FormEvent, useId, useState } from "react";
import { useTranslation } from "react-i18next";
import { useSession } from "../../app/session";
import { type Account, accountsReplaceToken, type BridgeError } from "../../bridge";
import { Button, Dialog, DialogBody, ErrorBanner, PasswordField, useToast } from "../../components";
import { connectTrouble } from "../connect/errors";
import { KeyringNotice } from "../connect/keyring-notice";
import { AdminRequest } from "../connect/request";

export interface ReplaceTokenDialogProps {
	account: Account;
	open: boolean;
	onOpenChange: (open: boolean) => void;
}

/** A new token for an account; the old one stays until the new one has worked. */
export function ReplaceTokenDialog({ account, open, onOpenChange }: ReplaceTokenDialogProps) {
	const { t } = useTranslation();
	const { show } = useToast();
	const { changed } = useSession();
	const form = useId();
	const [token, setToken] = useState("");
	const [busy, setBusy] = useState(false);
	const [error, setError] = useState<BridgeError | null>(null);

	const close = (next: boolean) => {
		if (!next) {
			setToken("");
			setError(null);
		}
		onOpenChange(next);
	};
	const replace = async (sessionOnly: boolean) => {
		if (busy) return;
		setBusy(true);
		setError(null);
		try {
			changed(await accountsReplaceToken(account.id, { token, session_only: sessionOnly }));
			close(false);
			show({ text: t("shell:token.replaced", { name: account.name }) });
		} catch (refused) {
			setError(refused as BridgeError);
		} finally {
			setBusy(false);
		}
	};
	const submit = (event: FormEvent) => {
		event.preventDefault();
		void replace(false);
	};
	const trouble = error ? connectTrouble(error, account.server, t) : null;
	const said =
		error && trouble && (trouble.at === "token" || trouble.at === "server") ? (
			<>
				{trouble.text}{" "}
				{trouble.remedy ? <AdminRequest code={error.code} server={account.server} params={error.params} /> : null}
			</>
		) : undefined;
	return (
		<Dialog
			open={open}
			onOpenChange={close}
			title={t("shell:token.replace")}
			width={460}
			footer={
				<>
					<Button variant="quiet" size="large" keys="Escape" onClick={() => close(false)}>
						{t("common:cancel")}
					</Button>
					<Button type="submit" form={form} variant="primary" size="large" keys="Enter" busy={busy}>
						{t("shell:token.replace")}
					</Button>
				</>
			}
		>
			<DialogBody>
				<form id={form} onSubmit={submit} noValidate>
					<PasswordField
						label={t("connect:token")}
						placeholder={t("connect:tokenPlaceholder")}
						value={token}
						onChange={(event) => {
							setToken(event.target.value);
							setError(null);
						}}
						error={said}
						help={t("shell:token.help", { name: account.name })}
						announce
					/>
				</form>
				{error && trouble?.at === "keyring" ? (
					<KeyringNotice
						code={error.code}
						onSessionOnly={() => void replace(true)}
						onAgain={() => void replace(false)}
					/>
				) : null}
				{error && trouble?.at === "form" ? <ErrorBanner error={error} boxed /> : null}
			</DialogBody>
		</Dialog>
	);
}
