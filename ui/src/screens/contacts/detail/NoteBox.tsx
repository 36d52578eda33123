import { useQueryClient } from "@tanstack/react-query";
import { type KeyboardEvent, type Ref, useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { errorText, fieldErrorText } from "../../../app/errors";
import { keys } from "../../../app/query";
import {
	type AccountId,
	BridgeError,
	type Contact,
	commentsAdd,
	commentsSettle,
	detailKeepDraft,
	detailUpdate,
	type NoteDraft,
	type Notes,
} from "../../../bridge";
import { Banner, Button, TextArea, useToast } from "../../../components";
import { inputOf } from "../form/input";
import { withField } from "./fields";
import css from "./Notes.module.css";

const KEEP_AFTER = 300;

interface Props {
	account: AccountId;
	contact: Contact;
	/** What was kept. */
	draft: NoteDraft | null;
	/** There is no conversation to hang a note on. */
	homeless: boolean;
	onNotes: (notes: Notes) => void;
	onClose: () => void;
	ref: Ref<HTMLTextAreaElement>;
}

/** A note being written. Its text stays until it is known to be written down. */
export function NoteBox({ account, contact, draft, homeless, onNotes, onClose, ref }: Props) {
	const { t } = useTranslation();
	const client = useQueryClient();
	const toast = useToast();
	const [text, setText] = useState(draft?.text ?? "");
	const [busy, setBusy] = useState<"add" | "look" | "describe" | null>(null);
	const [unsure, setUnsure] = useState(draft?.unsure ?? false);
	const [error, setError] = useState<string>();
	const [notWritten, setNotWritten] = useState(false);
	const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
	const typed = useRef(text);

	const keep = (value: string) => {
		clearTimeout(timer.current);
		timer.current = undefined;
		const kept = value.trim() === "" ? null : value;
		// The box opens again with what is kept now.
		client.setQueryData<Notes>(keys.notes(account, contact.id), (notes) =>
			notes && !notes.draft?.unsure ? { ...notes, draft: kept === null ? null : { text: kept, unsure: false } } : notes,
		);
		void detailKeepDraft(account, contact.id, "note", kept).catch(() => undefined);
	};
	const flush = useRef(() => {});
	flush.current = () => void (timer.current !== undefined && keep(typed.current));
	useEffect(() => () => flush.current(), []);

	const type = (value: string) => {
		typed.current = value;
		setText(value);
		setError(undefined);
		setNotWritten(false);
		clearTimeout(timer.current);
		timer.current = setTimeout(() => keep(value), KEEP_AFTER);
	};
	const words = (cause: BridgeError, field: string) => {
		const refused = cause.fields.find((one) => one.field === field);
		if (refused) return fieldErrorText(refused, t);
		const { title, text: next } = errorText(cause, t);
		return `${title} ${next}`;
	};
	/** One thing at a time; what goes wrong stands under the text. */
	const attempt = async (what: "add" | "look" | "describe", run: () => Promise<void>) => {
		if (busy) return;
		clearTimeout(timer.current);
		timer.current = undefined;
		setBusy(what);
		setError(undefined);
		setNotWritten(false);
		try {
			await run();
		} catch (cause) {
			if (!(cause instanceof BridgeError)) throw cause;
			// A lost answer, or an earlier note whose answer was lost: first it is looked for.
			if (what === "add" && (cause.params.unsure !== undefined || cause.code === "already_sent")) setUnsure(true);
			else if (cause.params.what === "conversation") {
				const key = keys.notes(account, contact.id);
				await client.invalidateQueries({ queryKey: key });
				setError(t("detail:notes.homeless"));
			} else setError(words(cause, what === "describe" ? "description" : "note"));
			if (what !== "look") await client.invalidateQueries({ queryKey: keys.notes(account, contact.id) });
		} finally {
			setBusy(null);
		}
	};
	const done = (notes: Notes) => {
		typed.current = "";
		onNotes(notes);
		onClose();
	};
	const add = () =>
		attempt("add", async () => {
			done(await commentsAdd(account, contact.id, text));
			toast.show({ text: t("detail:notes.added") });
		});
	const look = () =>
		attempt("look", async () => {
			const notes = await commentsSettle(account, contact.id);
			if (notes.draft === null) {
				done(notes);
				toast.show({ text: t("detail:notes.wasWritten") });
				return;
			}
			onNotes(notes);
			setUnsure(false);
			setNotWritten(true);
		});
	const describe = () =>
		attempt("describe", async () => {
			const base = inputOf(contact);
			const description = [base.description.trimEnd(), text.trim()].filter(Boolean).join("\n");
			const saved = await detailUpdate(account, {
				id: contact.id,
				base,
				input: withField(base, "description", description),
			});
			client.setQueryData([...keys.contacts(account), saved.id], saved);
			await detailKeepDraft(account, contact.id, "note", null);
			await client.invalidateQueries({ queryKey: keys.notes(account, contact.id) });
			typed.current = "";
			onClose();
			toast.show({ text: t("detail:notes.described") });
		});

	const onKeyDown = (event: KeyboardEvent) => {
		if (event.nativeEvent.isComposing) return;
		if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
			event.preventDefault();
			if (!unsure) void add();
		} else if (event.key === "Escape") {
			event.preventDefault();
			event.stopPropagation();
			onClose();
		}
	};
	return (
		<div className={css.box}>
			<TextArea
				ref={ref}
				label={t("detail:notes.field")}
				rows={3}
				value={text}
				readOnly={unsure || busy !== null}
				error={error}
				announce
				help={notWritten ? t("detail:notes.notWritten") : t("detail:notes.whoSees")}
				onChange={(event) => type(event.target.value)}
				onKeyDown={onKeyDown}
			/>
			{unsure ? (
				<Banner
					tone="warn"
					role="alert"
					boxed
					actions={
						<Button size="small" busy={busy === "look"} onClick={() => void look()}>
							{t("detail:notes.look")}
						</Button>
					}
				>
					<b className="medium">{t("detail:notes.unsureTitle")}</b> {t("detail:notes.unsure")}
				</Banner>
			) : (
				<div className={css.buttons}>
					{homeless && (
						<Button size="small" busy={busy === "describe"} onClick={() => void describe()}>
							{t("detail:notes.describe")}
						</Button>
					)}
					<Button size="small" keys="Ctrl+Enter" busy={busy === "add"} onClick={() => void add()}>
						{t("detail:notes.save")}
					</Button>
					<Button size="small" variant="quiet" onClick={onClose}>
						{t("common:close")}
					</Button>
				</div>
			)}
		</div>
	);
}
