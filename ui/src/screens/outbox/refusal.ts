// Why a send was refused, in words. The table over `ErrorCode` is total: a new code does not compile without a sentence.
import type { ErrorCode, Refusal, RefusalClass } from "../../bridge";
import type sentences from "../../locales/en/refusals.json";

/** A sentence of `refusals.json` that has a cause and a remedy. */
type Sentence = Exclude<keyof typeof sentences, "class" | "retry" | "other" | "said" | "said_whatsapp" | "wa_other">;

const OF_ERROR: Record<ErrorCode, Sentence> = {
	address_invalid: "no_connection",
	address_insecure: "no_connection",
	host_not_found: "no_connection",
	connection_refused: "no_connection",
	tls_failed: "no_connection",
	timed_out: "no_connection",
	offline: "no_connection",
	connection_lost: "no_connection",
	not_this_api: "not_this_api",
	other_api_key: "token_invalid",
	token_missing: "token_missing",
	token_invalid: "token_invalid",
	token_expired: "token_expired",
	token_revoked: "token_revoked",
	address_not_allowed: "address_not_allowed",
	scope_missing: "scope_missing",
	forbidden: "forbidden",
	rate_limited: "rate_limited",
	invalid: "invalid",
	limit_reached: "limit_reached",
	feature_not_available: "feature_not_available",
	opted_out: "opted_out",
	do_not_message: "opted_out",
	not_found: "not_found",
	conflict: "conflict",
	changed_meanwhile: "conflict",
	whatsapp_not_configured: "whatsapp_not_configured",
	whatsapp_refused: "whatsapp_refused",
	server_fault: "server_fault",
	vault_missing: "vault_closed",
	vault_locked: "vault_closed",
	vault_failed: "vault_closed",
	token_not_stored: "token_missing",
	account_unknown: "this_program",
	already_connected: "this_program",
	other_account: "token_invalid",
	template_not_sendable: "template_not_sendable",
	already_sent: "this_program",
	already_running: "this_program",
	snapshot_gone: "this_program",
	plan_gone: "this_program",
	network_settings: "no_connection",
	store_failed: "this_program",
	internal: "this_program",
};

const OF_CLASS: Record<RefusalClass, `class.${RefusalClass}`> = {
	never: "class.never",
	fix: "class.fix",
	later: "class.later",
	person: "class.person",
};

/** WhatsApp's codes that have their own sentence. 200 to 299 share one. */
export const WHATSAPP_CODES = [
	0, 1, 2, 3, 4, 10, 33, 100, 190, 200, 368, 80007, 130429, 130472, 130497, 131000, 131005, 131008, 131009, 131016,
	131021, 131026, 131030, 131031, 131037, 131042, 131045, 131047, 131048, 131049, 131050, 131051, 131052, 131053,
	131056, 131057, 132000, 132001, 132005, 132007, 132012, 132015, 132016, 132018, 132068, 132069, 133004, 133010,
	133016, 135000,
] as const;

type WhatsappCode = (typeof WHATSAPP_CODES)[number];

const isKnown = (code: number): code is WhatsappCode => (WHATSAPP_CODES as readonly number[]).includes(code);
/** What only this program knows of a send. */
const OWN = ["person_said_not_sent", "number_without_plus"] as const;
const isOwn = (key: string): key is (typeof OWN)[number] => (OWN as readonly string[]).includes(key);
const isErrorCode = (key: string): key is ErrorCode => Object.hasOwn(OF_ERROR, key);

/** Looks a sentence of the namespace `refusals` up. */
export type Say = (key: string, params?: Record<string, string>) => string;

export interface RefusalWords {
	/** A clause without capital and full stop: it stands after "Refused ·" and "Not sent:". */
	cause: string;
	/** What to do next, whole sentences. */
	remedy: string;
	/** What WhatsApp or the server said, where our own words do not carry it. */
	said: string | undefined;
}

/** The words for a refusal; `say` is `t` of the namespace `refusals`. */
export function refusalWords(refusal: Refusal, say: Say): RefusalWords {
	const byClass = say(OF_CLASS[refusal.class]);
	const quote = (key: string) => (refusal.detail ? say(key, { detail: refusal.detail }) : undefined);
	const known = (sentence: Sentence, said: string | undefined) => ({
		cause: say(`${sentence}.cause`),
		remedy: sentence === "whatsapp_refused" ? byClass : say(`${sentence}.remedy`),
		said,
	});
	if (isOwn(refusal.key)) return known(refusal.key, undefined);
	const code = /^wa_(\d+)$/.exec(refusal.key)?.[1];
	if (code !== undefined) {
		const number = Number(code);
		const own = number >= 200 && number <= 299 ? 200 : number;
		if (isKnown(own)) return known(`wa_${own}`, quote("said_whatsapp"));
		return { cause: say("wa_other.cause", { code }), remedy: byClass, said: quote("said_whatsapp") };
	}
	if (isErrorCode(refusal.key)) {
		return known(OF_ERROR[refusal.key], quote(refusal.key === "whatsapp_refused" ? "said_whatsapp" : "said"));
	}
	return { cause: say("other"), remedy: byClass, said: quote("said") };
}
