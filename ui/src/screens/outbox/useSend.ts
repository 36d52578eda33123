import { useQueryClient } from "@tanstack/react-query";
import { useRef, useState } from "react";
import { keys } from "../../app/query";
import {
	type AccountId,
	BridgeError,
	type ErrorCode,
	type FieldError,
	outboxLookUp,
	outboxPreview,
	outboxSend,
	type Preview,
	type Refusal,
	type SendRequest,
	type SendRow,
} from "../../bridge";
import { forgetSendKey, sendKey } from "./session";

/** What became of pressing Send, when it was not simply accepted. */
export type Outcome =
	/** The server or WhatsApp refused it: nothing was sent. */
	| { kind: "refused"; refusal: Refusal }
	/** It was not tried, so nothing was sent; unless a fault of our own leaves that open (`certain` is false). */
	| { kind: "failed"; error: BridgeError; certain: boolean }
	/** It may have gone out. */
	| { kind: "unknown"; row: SendRow }
	/** An unknown one that turned out to have gone. */
	| { kind: "settled"; row: SendRow };

export interface SendOptions {
	account: AccountId;
	/** Asks whether to send although an earlier one may have gone out. */
	ask: (earlier: SendRow) => Promise<boolean>;
	onAccepted: (row: SendRow) => void;
	/** What the values still need, found when Send was pressed. */
	onProblems: (preview: Preview) => void;
	/** What the server or Rust said of single values when it was sent. */
	onRemarks: (fields: FieldError[]) => void;
}

export type WithoutKey = Omit<SendRequest, "key">;

const asError = (error: unknown) =>
	error instanceof BridgeError ? error : new BridgeError({ code: "internal", message: String(error) });

/** Faults that may come after the call has left; everything else is said before it. */
const MAY_COME_LATE: readonly ErrorCode[] = ["internal", "store_failed"];

/** Sends once, whatever is pressed how often. */
export function useSend({ account, ask, onAccepted, onProblems, onRemarks }: SendOptions) {
	const client = useQueryClient();
	// A second click comes before the state is drawn: the ref is the lock, the state is what is seen.
	const locked = useRef(false);
	const [busy, setBusy] = useState<"sending" | "looking" | null>(null);
	const [outcome, setOutcome] = useState<Outcome | null>(null);
	const [lookUpError, setLookUpError] = useState<BridgeError | null>(null);

	const stale = (contact: number) => client.invalidateQueries({ queryKey: keys.outbox(account, contact) });

	const settle = (row: SendRow) => {
		if (row.state === "refused" && row.refusal) {
			setOutcome({ kind: "refused", refusal: row.refusal });
			const { fields } = row.refusal;
			if (fields.length > 0) onRemarks(fields.map((field) => ({ field, code: "server" })));
		} else if (row.state === "accepted") {
			onAccepted(row);
		} else {
			setOutcome({ kind: "unknown", row });
		}
	};

	/** One at a time; the answer of `work` is shown, its failure too. */
	const alone = async (
		what: "sending" | "looking",
		work: () => Promise<void>,
		failed: (error: BridgeError) => void,
	) => {
		if (locked.current) return;
		locked.current = true;
		setBusy(what);
		try {
			await work();
		} catch (error) {
			failed(asError(error));
		} finally {
			locked.current = false;
			setBusy(null);
		}
	};

	const send = (request: WithoutKey) => {
		let left = false;
		return alone(
			"sending",
			async () => {
				setOutcome(null);
				const whole = { ...request, key: sendKey(account, request.contact, request.template) };
				// What is on screen may be a few letters old.
				const preview = await outboxPreview(account, whole);
				if (preview.problems.length > 0 || preview.opted_out) return onProblems(preview);
				if (preview.unknown_before && !(await ask(preview.unknown_before))) return;
				left = true;
				const row = await outboxSend(account, whole);
				forgetSendKey(account, request.contact, request.template);
				void stale(request.contact);
				settle(row);
			},
			(error) => {
				setOutcome({ kind: "failed", error, certain: !left || !MAY_COME_LATE.includes(error.code) });
				if (error.fields.length > 0) onRemarks(error.fields);
			},
		);
	};

	/** Looks an unknown row up; `found` gets it as it stands afterwards. */
	const lookUp = (row: SendRow, found: (row: SendRow) => void) =>
		alone(
			"looking",
			async () => {
				setLookUpError(null);
				const now = await outboxLookUp(account, row.id);
				void stale(row.contact);
				found(now);
			},
			setLookUpError,
		);

	const lookUpOutcome = (row: SendRow) =>
		lookUp(row, (now) => {
			if (now.state === "accepted") setOutcome({ kind: "settled", row: now });
			else settle(now);
		});

	/** Another template is another message. */
	const reset = () => {
		if (locked.current) return;
		setOutcome(null);
		setLookUpError(null);
	};

	return { busy, outcome, lookUpError, send, lookUp, lookUpOutcome, reset };
}
