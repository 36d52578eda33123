import { useQueryClient } from "@tanstack/react-query";
import { useCallback, useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { errorText, fieldErrorText } from "../../../app/errors";
import { keys } from "../../../app/query";
import { type AccountId, BridgeError, type Contact, contactsGet, detailKeepDraft, detailUpdate } from "../../../bridge";
import { inputOf } from "../form/input";
import { type PlaceField, textOf, withField } from "./fields";

/** Somebody else changed the field since it was opened. */
const CHANGED: ReadonlySet<string> = new Set(["conflict", "changed_meanwhile"]);
const KEEP_AFTER = 300;

interface Options {
	account: AccountId;
	contact: Contact;
	field: PlaceField;
	/** Text kept from before; with it the field opens by itself. */
	draft?: string | undefined;
	/** What is typed is kept on disk. */
	keeps?: boolean;
}

export interface InPlace {
	/** What is typed; `null` while nothing is. */
	text: string | null;
	saving: boolean;
	error: string | undefined;
	/** The contact as the server has it now, when the field was changed there meanwhile. */
	theirs: Contact | null;
	start: () => void;
	type: (text: string) => void;
	/** True when it is saved, or nothing was to be. */
	save: (value?: string) => Promise<boolean>;
	cancel: () => void;
	keepMine: () => Promise<boolean>;
	takeTheirs: () => void;
}

function contactIn(error: BridgeError): Contact | null {
	return "contact" in error && error.contact ? (error.contact as Contact) : null;
}

/** A field changed where it stands: opened, typed, saved alone; what is typed stays until it is saved or given up. */
export function useInPlace({ account, contact, field, draft, keeps = false }: Options): InPlace {
	const { t } = useTranslation();
	const client = useQueryClient();
	const [text, setText] = useState<string | null>(draft ?? null);
	const [saving, setSaving] = useState(false);
	const [error, setError] = useState<string>();
	const [theirs, setTheirs] = useState<Contact | null>(null);
	/** The contact as it was when the field was opened: what others change after that is a conflict. */
	const opened = useRef(contact);
	const typed = useRef<string | null>(draft ?? null);
	const busy = useRef(false);
	const timer = useRef<ReturnType<typeof setTimeout>>(undefined);

	const keep = useCallback(
		(value: string | null) => {
			clearTimeout(timer.current);
			timer.current = undefined;
			// That the text could not be kept is no reason to stop somebody typing; the save will say what is wrong.
			if (keeps) void detailKeepDraft(account, contact.id, field, value).catch(() => undefined);
		},
		[account, contact.id, field, keeps],
	);
	// Another contact is shown before the text was kept: it is kept now.
	useEffect(() => () => void (timer.current !== undefined && keep(typed.current)), [keep]);

	const put = (value: string | null) => {
		typed.current = value;
		setText(value);
	};
	const done = () => {
		put(null);
		setError(undefined);
		setTheirs(null);
	};
	const start = () => {
		opened.current = contact;
		setError(undefined);
		put(textOf(contact, field));
	};
	const type = (value: string) => {
		put(value);
		setError(undefined);
		clearTimeout(timer.current);
		timer.current = setTimeout(() => keep(value), KEEP_AFTER);
	};
	const cancel = () => {
		done();
		keep(null);
	};

	const send = async (base: Contact, value: string): Promise<boolean> => {
		const was = inputOf(base);
		clearTimeout(timer.current);
		timer.current = undefined;
		busy.current = true;
		setSaving(true);
		setError(undefined);
		try {
			const saved = await detailUpdate(account, { id: contact.id, base: was, input: withField(was, field, value) });
			client.setQueryData([...keys.contacts(account), saved.id], saved);
			done();
			return true;
		} catch (cause) {
			if (!(cause instanceof BridgeError)) throw cause;
			keep(value);
			if (CHANGED.has(cause.code)) {
				const now = contactIn(cause) ?? (await contactsGet(account, contact.id).catch(() => null));
				if (now) {
					setTheirs(now);
					return false;
				}
			}
			const refused = cause.fields.find((one) => one.field === field);
			const words = errorText(cause, t);
			setError(refused ? fieldErrorText(refused, t) : `${words.title} ${words.text}`);
			return false;
		} finally {
			busy.current = false;
			setSaving(false);
		}
	};

	const save = async (chosen?: string): Promise<boolean> => {
		const value = chosen ?? typed.current;
		// A field that closes loses the focus and is asked once more.
		if (value === null) return true;
		if (busy.current) return false;
		if (typed.current === null) opened.current = contact;
		put(value);
		if (value.trim() === textOf(opened.current, field).trim()) {
			cancel();
			return true;
		}
		return send(opened.current, value);
	};
	const keepMine = async () => {
		if (!theirs) return false;
		opened.current = theirs;
		setTheirs(null);
		return send(theirs, typed.current ?? "");
	};
	const takeTheirs = () => {
		if (theirs) client.setQueryData([...keys.contacts(account), theirs.id], theirs);
		cancel();
	};

	return { text, saving, error, theirs, start, type, save, cancel, keepMine, takeTheirs };
}
