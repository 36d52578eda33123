import { KeyRound } from "lucide-react";
import { useId } from "react";
import { useTranslation } from "react-i18next";
import type { ErrorCode } from "../../bridge";
import { Button } from "../../components";
import css from "./connect.module.css";

export interface KeyringNoticeProps {
	/** `vault_missing`, `vault_locked` or `vault_failed`. */
	code: ErrorCode;
	onSessionOnly: () => void;
	onAgain: () => void;
}

/** No place to keep the token: which, why, and the ways on; never a file. A missing keyring is looked for once a run. */
export function KeyringNotice({ code, onSessionOnly, onAgain }: KeyringNoticeProps) {
	const { t } = useTranslation();
	const id = useId();
	return (
		<div className={css.notice} role="alert" aria-labelledby={id}>
			<p id={id}>
				<KeyRound aria-hidden="true" /> <b>{t(`connect:keyring.${code}.title`)}</b>
			</p>
			<p className="muted">{t(`connect:keyring.${code}.text`)}</p>
			<p className={css.noticeActions}>
				<Button onClick={onSessionOnly}>{t("connect:keyring.sessionOnly")}</Button>
				<span className="small faint">{t("connect:keyring.sessionOnlyHint")}</span>
			</p>
			<p className="small">
				{code !== "vault_missing" && (
					<>
						<button type="button" className="link" onClick={onAgain}>
							{t("connect:keyring.again")}
						</button>{" "}
					</>
				)}
				<span className="faint">{t(`connect:keyring.${code}.needs`)}</span>
			</p>
		</div>
	);
}
