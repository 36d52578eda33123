// The only door to Rust: `@tauri-apps/*` is imported here and nowhere else.
import { Channel, invoke } from "@tauri-apps/api/core";
import type { AppEvent } from "./generated/AppEvent";
import type { CommandError } from "./generated/CommandError";
import type { Contact } from "./generated/Contact";
import type { ErrorCode } from "./generated/ErrorCode";
import type { FieldError } from "./generated/FieldError";

/** What carries calls and events; tests put a fake in its place. */
export interface Transport {
	/** With a file, `args` are texts. */
	call(command: string, args: Record<string, unknown>, file?: Uint8Array): Promise<unknown>;
	/** Calls back for every event until the returned function is called. */
	listen(handler: (event: AppEvent) => void): () => void;
}

const handlers = new Set<(event: AppEvent) => void>();
let subscription: Promise<unknown> | undefined;
let subscribed = false;
/** What came before anybody listened: the start is answered by then, and what changes after it is never missed. */
let early: AppEvent[] | undefined = [];

function tell(event: AppEvent): void {
	for (const each of handlers) each(event);
}

function tellEarly(): void {
	const events = early ?? [];
	early = undefined;
	events.forEach(tell);
}

/** One channel a page: Rust keeps every channel until the page is gone. */
function subscribe(): Promise<unknown> {
	if (!subscription) {
		const channel = new Channel<AppEvent>();
		channel.onmessage = (event) => {
			if (early) early.push(event);
			else tell(event);
		};
		// Without events the commands still work.
		subscription = invoke("events_subscribe", { channel })
			.catch(() => undefined)
			.finally(() => {
				subscribed = true;
			});
	}
	return subscription;
}

const tauri: Transport = {
	async call(command, args, file) {
		// First the events, then the first answer: what changes after an answer is never missed.
		// Then without a wait, which would last until everything under way is drawn.
		if (!subscribed) await subscribe();
		if (!file) return invoke(command, args);
		// A file goes over as it is; headers hold ASCII alone.
		const headers = Object.entries(args).map(([name, value]) => [name, encodeURIComponent(String(value))]);
		return invoke(command, file, { headers: Object.fromEntries(headers) });
	},
	listen(handler) {
		// After all that are mounted in the same breath have begun to listen.
		if (handlers.size === 0 && early) setTimeout(tellEarly);
		handlers.add(handler);
		void subscribe();
		return () => {
			handlers.delete(handler);
		};
	},
};

let transport: Transport = tauri;

/** For tests: every later call goes to `fake`. */
export function useTransport(fake: Transport): void {
	transport = fake;
}

/** The error of every command, as a real `Error`. */
export class BridgeError extends Error {
	readonly code: ErrorCode;
	readonly fields: FieldError[];
	readonly params: Record<string, string>;
	readonly retryAfter: number | undefined;
	readonly requestId: string | undefined;
	/** With `changed_meanwhile`: the contact as the server has it now. */
	readonly contact: Contact | undefined;

	constructor(error: CommandError) {
		super(error.message);
		this.name = "BridgeError";
		this.code = error.code;
		this.fields = error.fields ?? [];
		this.params = error.params ?? {};
		this.retryAfter = error.retry_after;
		this.requestId = error.request_id;
		this.contact = error.contact;
	}
}

function isCommandError(value: unknown): value is CommandError {
	return typeof value === "object" && value !== null && "code" in value && "message" in value;
}

/** Calls a command; rejects with a `BridgeError` whatever went wrong. */
export async function call<T>(command: string, args: Record<string, unknown> = {}, file?: Uint8Array): Promise<T> {
	try {
		return (await transport.call(command, args, file)) as T;
	} catch (error) {
		if (error instanceof BridgeError) throw error;
		if (isCommandError(error)) throw new BridgeError(error);
		throw new BridgeError({ code: "internal", message: String(error) });
	}
}

/** Events until the returned function is called. */
export function listen(handler: (event: AppEvent) => void): () => void {
	return transport.listen(handler);
}
