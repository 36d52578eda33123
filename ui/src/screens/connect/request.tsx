import { useTranslation } from "react-i18next";
import { copyText } from "../../app/clipboard";
import type { ErrorCode } from "../../bridge";
import { useToast } from "../../components";
import { hostOf } from "./errors";

/** The refusals an admin can mend, each with its own words to them. */
const ASKS: Partial<Record<ErrorCode, string>> = {
	token_expired: "expired",
	token_revoked: "revoked",
	address_not_allowed: "network",
	scope_missing: "scope",
};

export interface AdminRequestProps {
	code: ErrorCode;
	server: string;
	params?: Record<string, string>;
}

/** Copies a ready message to the people who make tokens; it never holds the token. */
export function AdminRequest({ code, server, params = {} }: AdminRequestProps) {
	const { t } = useTranslation();
	const { show } = useToast();
	const copy = async () => {
		const host = hostOf(server);
		const scope = params.scope ?? t("connect:request.someScope");
		const done = await copyText(t(`connect:request.${ASKS[code] ?? "new"}`, { host, scope }));
		show(done ? { text: t("connect:request.copied") } : { tone: "warn", text: t("connect:request.notCopied") });
	};
	return (
		<button type="button" className="link" onClick={() => void copy()}>
			{t("connect:request.button")}
		</button>
	);
}
