// A row of a run in words.
import type { TFunction } from "i18next";
import type { Piece, Recipient } from "../../../bridge";
import { deliveryKey, stateKey } from "../../outbox/words";
import type { RunWords } from "../useRunWords";

export interface RowText {
	name: string;
	phone: string;
	state: string;
	reason: string;
	/** WhatsApp's number for the reason. */
	code: string;
	text: string;
}

/** One line of what is read. */
export function oneLine(body: readonly Piece[]): string {
	return body
		.map((piece) => piece.text)
		.join("")
		.replace(/\s+/g, " ")
		.trim();
}

/** Why it stands as it does, as far as there is something to say. */
export function reasonText({ send, skip }: Recipient, words: RunWords, t: TFunction): string {
	if (skip !== null) return words.reason(skip, true);
	if (send.refusal !== null && send.state === "refused") return words.reason(send.refusal.key, false);
	switch (send.state) {
		case "accepted":
			// Never "delivered" by ourselves: only what the server tells.
			return send.delivery === null ? "" : t(deliveryKey(send.delivery));
		case "in_flight":
			return t("outbox:sends.about.in_flight");
		case "unknown":
			return t("outbox:sends.about.unknown");
		case "cancelled":
			return t("outbox:sends.about.cancelled");
		default:
			return "";
	}
}

export function rowText(row: Recipient, words: RunWords, t: TFunction): RowText {
	return {
		name: row.name,
		phone: row.phone_display,
		state: t(stateKey(row.send.state)),
		reason: reasonText(row, words, t),
		code: /^wa_(\d+)$/.exec(row.send.state === "refused" ? (row.send.refusal?.key ?? "") : "")?.[1] ?? "",
		text: oneLine(row.send.rendered.body),
	};
}
