// One total table from what Rust says to what a person reads: a new code does not compile until it stands here.
import type { TFunction } from "i18next";
import type { BridgeError, ErrorCode, FieldError, FieldErrorCode } from "../bridge";

/** What can be done about it, beside reading the sentence. */
export type ErrorAction = "retry" | "replaceToken" | "requestForAdmin" | "sessionOnly" | "reload";

export interface ErrorWords {
	severity: "warn" | "danger";
	/** What happened, to what. */
	title: string;
	/** What to do next. */
	text: string;
	action?: ErrorAction;
}

interface Entry {
	severity: ErrorWords["severity"];
	action?: ErrorAction;
	/** Picks `text_<variant>` when the error carries what that sentence needs. */
	variant?: (error: BridgeError) => string | false;
}

const retry = { severity: "warn", action: "retry" } as const;
const token = { severity: "danger", action: "replaceToken" } as const;
const vault = { severity: "warn", action: "sessionOnly" } as const;
const plain = { severity: "danger" } as const;

/** What is wrong with the file, where Rust knows it, and the end of the key of its sentence. */
const STORE_TROUBLES: Record<string, string> = { damaged: "damaged", full: "full", newer: "newer", denied: "denied" };

export const ERRORS: Record<ErrorCode, Entry> = {
	address_invalid: plain,
	address_insecure: plain,
	host_not_found: retry,
	connection_refused: retry,
	tls_failed: plain,
	timed_out: retry,
	offline: retry,
	connection_lost: retry,
	not_this_api: plain,
	other_api_key: token,
	token_missing: token,
	token_invalid: token,
	token_expired: token,
	token_revoked: token,
	address_not_allowed: { severity: "danger", action: "requestForAdmin" },
	scope_missing: {
		severity: "danger",
		action: "requestForAdmin",
		variant: (error) => error.params.scope !== undefined && "named",
	},
	forbidden: { severity: "danger", variant: (error) => error.params.detail !== undefined && "said" },
	rate_limited: { ...retry, variant: (error) => error.retryAfter !== undefined && "timed" },
	invalid: plain,
	limit_reached: {
		severity: "danger",
		variant: (error) => error.params.maximum !== undefined && error.params.feature !== undefined && "counted",
	},
	feature_not_available: plain,
	opted_out: plain,
	do_not_message: plain,
	not_found: plain,
	conflict: plain,
	changed_meanwhile: { severity: "warn" },
	whatsapp_not_configured: plain,
	whatsapp_refused: { severity: "danger", variant: (error) => error.params.whatsapp_code !== undefined && "coded" },
	server_fault: retry,
	vault_missing: vault,
	vault_locked: vault,
	vault_failed: vault,
	token_not_stored: token,
	account_unknown: plain,
	already_connected: { severity: "warn", variant: (error) => error.params.account !== undefined && "named" },
	other_account: { severity: "danger", variant: (error) => error.params.name !== undefined && "named" },
	template_not_sendable: plain,
	already_sent: { severity: "warn" },
	network_settings: plain,
	snapshot_gone: retry,
	store_failed: {
		...plain,
		variant: (error) =>
			error.params.path !== undefined ? (STORE_TROUBLES[error.params.why ?? ""] ?? "placed") : false,
	},
	plan_gone: retry,
	already_running: plain,
	internal: { severity: "danger", action: "retry" },
};

/** The words for an error. Server sentences are not shown as ours: what names a field lands on that field. */
export function errorText(error: BridgeError, t: TFunction): ErrorWords {
	const { severity, action, variant } = ERRORS[error.code];
	const values = { ...error.params, seconds: error.retryAfter ?? 0, count: error.retryAfter ?? 0 };
	const picked = variant?.(error);
	return {
		severity,
		title: t(`errors:${error.code}.title`, values),
		text: t(`errors:${error.code}.${picked ? `text_${picked}` : "text"}`, values),
		...(action ? { action } : {}),
	};
}

/** Every rule a field can break; the sentence is `errors:field.<code>`. */
export const FIELD_ERRORS: Record<FieldErrorCode, (error: FieldError, t: TFunction) => string> = {
	required: (_, t) => t("errors:field.required"),
	too_long: (error, t) =>
		error.limit === undefined ? t("errors:field.too_long") : t("errors:field.too_long_limit", { count: error.limit }),
	not_an_email: (_, t) => t("errors:field.not_an_email"),
	not_a_phone: (_, t) => t("errors:field.not_a_phone"),
	not_a_number: (_, t) => t("errors:field.not_a_number"),
	not_in_list: (_, t) => t("errors:field.not_in_list"),
	taken: (_, t) => t("errors:field.taken"),
	changed_meanwhile: (_, t) => t("errors:field.changed_meanwhile"),
	not_a_colour: (_, t) => t("errors:field.not_a_colour"),
	not_a_link: (_, t) => t("errors:field.not_a_link"),
	not_a_proxy: (_, t) => t("errors:field.not_a_proxy"),
	wrong_file: (_, t) => t("errors:field.wrong_file"),
	too_large: (error, t) => t("errors:field.too_large", { count: error.limit ?? 0 }),
	bad_spaces: (_, t) => t("errors:field.bad_spaces"),
	merge_field: (_, t) => t("errors:field.merge_field"),
	server: (error, t) => error.message ?? t("errors:field.server"),
};

export function fieldErrorText(error: FieldError, t: TFunction): string {
	return FIELD_ERRORS[error.code](error, t);
}
