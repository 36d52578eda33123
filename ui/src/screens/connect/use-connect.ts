import { useCallback, useRef, useState } from "react";
import { type Account, accountsCheck, accountsConnect, type BridgeError, type Checked } from "../../bridge";

/** `app.wa.cr` unless the company runs its own. */
export const DEFAULT_SERVER = "https://app.wa.cr";

export type Attempt =
	| { state: "idle" }
	/** Trying the token; can be cancelled. */
	| { state: "checking" }
	/** It works; nothing is stored yet. */
	| { state: "good"; checked: Checked }
	/** Storing it. */
	| { state: "connecting"; checked: Checked | null }
	| { state: "failed"; error: BridgeError };

/** Address, token, and what became of them. What was typed stays until the token was handed over. */
export function useConnect(onConnected: (account: Account) => void) {
	const [server, setServerText] = useState(DEFAULT_SERVER);
	const [token, setTokenText] = useState("");
	const [attempt, setAttempt] = useState<Attempt>({ state: "idle" });
	// An answer to an older question is not shown.
	const asked = useRef(0);

	const forget = useCallback(() => {
		asked.current += 1;
		setAttempt({ state: "idle" });
	}, []);

	const setServer = useCallback(
		(text: string) => {
			setServerText(text);
			forget();
		},
		[forget],
	);

	const check = useCallback(async (address: string, secret: string): Promise<Checked | null> => {
		asked.current += 1;
		const question = asked.current;
		setAttempt({ state: "checking" });
		try {
			const checked = await accountsCheck({ server: address, token: secret, session_only: false });
			if (question !== asked.current) return null;
			setAttempt({ state: "good", checked });
			return checked;
		} catch (error) {
			if (question === asked.current) setAttempt({ state: "failed", error: error as BridgeError });
			return null;
		}
	}, []);

	const connect = async (sessionOnly = false) => {
		if (attempt.state === "connecting") return;
		// Told already that it works, or asked only for another place to keep it: not tried twice.
		const checked = attempt.state === "good" ? attempt.checked : sessionOnly ? null : await check(server, token);
		if (!checked && !sessionOnly) return;
		asked.current += 1;
		const question = asked.current;
		setAttempt({ state: "connecting", checked });
		try {
			const account = await accountsConnect({ server, token, session_only: sessionOnly });
			setTokenText("");
			setAttempt({ state: "idle" });
			onConnected(account);
		} catch (error) {
			if (question === asked.current) setAttempt({ state: "failed", error: error as BridgeError });
		}
	};

	return {
		server,
		token,
		attempt,
		setServer,
		setToken: (text: string) => {
			setTokenText(text);
			forget();
		},
		/** A pasted token is tried at once. */
		pasteToken: (text: string) => {
			setTokenText(text);
			if (text.trim()) void check(server, text);
			else forget();
		},
		connect,
		cancel: forget,
	};
}
