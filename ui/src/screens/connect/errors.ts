// What each refusal means while connecting: where it stands, and its own sentence.
import type { TFunction } from "i18next";
import { errorText } from "../../app/errors";
import type { BridgeError, ErrorCode } from "../../bridge";

export interface ConnectTrouble {
	/** The field it concerns; `keyring` has a face of its own. */
	at: "server" | "token" | "keyring" | "form";
	text: string;
	/** The button beside it. */
	remedy?: "requestForAdmin";
}

type Place = ConnectTrouble["at"];
/** With `own`, the sentence is `connect:error.<code>`; without, the general one. */
interface Entry {
	at: Place;
	own?: true;
	remedy?: "requestForAdmin";
}

const server = { at: "server", own: true } as const;
const token = { at: "token", own: true } as const;
const admin = { ...token, remedy: "requestForAdmin" } as const;
const keyring = { at: "keyring" } as const;
const form = { at: "form" } as const;

export const TROUBLES: Record<ErrorCode, Entry> = {
	address_invalid: server,
	address_insecure: server,
	host_not_found: server,
	connection_refused: server,
	tls_failed: server,
	timed_out: server,
	offline: server,
	connection_lost: server,
	not_this_api: server,
	other_api_key: admin,
	token_missing: token,
	token_invalid: admin,
	token_expired: admin,
	token_revoked: admin,
	address_not_allowed: admin,
	scope_missing: admin,
	rate_limited: { at: "token", own: true },
	already_connected: { at: "token" },
	other_account: { at: "token" },
	vault_missing: keyring,
	vault_locked: keyring,
	vault_failed: keyring,
	server_fault: server,
	token_not_stored: token,
	invalid: form,
	limit_reached: form,
	feature_not_available: form,
	forbidden: form,
	opted_out: form,
	do_not_message: form,
	not_found: server,
	conflict: form,
	changed_meanwhile: form,
	whatsapp_not_configured: form,
	whatsapp_refused: form,
	account_unknown: form,
	template_not_sendable: form,
	already_sent: form,
	snapshot_gone: form,
	plan_gone: form,
	network_settings: server,
	store_failed: form,
	already_running: form,
	internal: form,
};

/** `address` is what stands in the field: the sentences name its host. */
export function connectTrouble(error: BridgeError, address: string, t: TFunction): ConnectTrouble {
	const { at, own, remedy } = TROUBLES[error.code];
	const general = errorText(error, t);
	const values = {
		...error.params,
		host: error.params.host ?? hostOf(address),
		count: error.retryAfter ?? 60,
	};
	const text = own ? t(`connect:error.${error.code}`, values) : `${general.title} ${general.text}`;
	return { at, text, ...(remedy ? { remedy } : {}) };
}

/** The host in what was typed, as well as it can be told. */
export function hostOf(address: string): string {
	return address
		.trim()
		.replace(/^[a-z]+:\/\//i, "")
		.replace(/[/?#].*$/, "");
}
