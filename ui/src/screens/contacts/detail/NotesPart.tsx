import { File, NotebookPen, StickyNote } from "lucide-react";
import { useEffect, useId, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { useAction } from "../../../app/actions";
import { errorText } from "../../../app/errors";
import { personLabel } from "../../../app/person";
import type { FormatTime } from "../../../app/time";
import type { AccountId, Contact, Note } from "../../../bridge";
import { Button, ErrorBanner, Skeleton } from "../../../components";
import { NoteBox } from "./NoteBox";
import css from "./Notes.module.css";
import type { ReadNotes } from "./useNotes";

/** More are shown when asked for. */
const SHOWN = 3;

interface Props {
	account: AccountId;
	contact: Contact;
	time: FormatTime;
	read: ReadNotes;
}

/** The team's notes on a contact, and the box for another. */
export function NotesPart({ account, contact, time, read }: Props) {
	const { t } = useTranslation();
	const heading = useId();
	const { notes, error } = read;
	/** Open, put away, or neither yet: then it opens for what was kept. */
	const [wanted, setWanted] = useState<boolean | null>(null);
	const [all, setAll] = useState(false);
	const field = useRef<HTMLTextAreaElement>(null);
	const add = useRef<HTMLButtonElement>(null);
	const draft = notes?.draft ?? null;
	const open = wanted ?? draft !== null;
	// It stays open when its text is taken out.
	useEffect(() => {
		if (draft !== null) setWanted((before) => before ?? true);
	}, [draft]);
	const write = () => {
		setWanted(true);
		requestAnimationFrame(() => field.current?.focus());
	};
	const close = () => {
		setWanted(false);
		requestAnimationFrame(() => add.current?.focus());
	};
	useAction({
		id: "contacts.note",
		label: t("detail:notes.add"),
		keys: "N",
		of: personLabel(contact),
		icon: <NotebookPen aria-hidden="true" />,
		run: write,
	});
	const words = error && errorText(error, t);
	const homeless = notes?.conversation === false;
	const shown = all ? notes?.notes : notes?.notes.slice(0, SHOWN);
	const more = (notes?.notes.length ?? 0) - SHOWN;
	return (
		<section className={css.part} aria-labelledby={heading}>
			<div className={css.head}>
				<h3 id={heading}>{t("detail:notes.title")}</h3>
				{open ? null : (
					<Button ref={add} size="small" variant="quiet" keys="N" onClick={write}>
						{t("detail:notes.add")}
					</Button>
				)}
			</div>
			{open && notes && (
				<NoteBox
					ref={field}
					account={account}
					contact={contact}
					draft={draft}
					homeless={homeless}
					onNotes={read.put}
					onClose={close}
				/>
			)}
			{error &&
				(notes ? (
					<p className={css.small} role="status">
						{t("detail:notes.stale", { reason: `${words?.title} ${words?.text}` })}{" "}
						{notes.read_at ? t("detail:notes.asOf", { time: time.ago(notes.read_at) }) : null}{" "}
						<Button size="small" variant="quiet" onClick={read.read}>
							{t("common:tryAgain")}
						</Button>
					</p>
				) : (
					<ErrorBanner error={error} onRetry={read.read} boxed />
				))}
			{notes === undefined ? (
				error ? null : (
					<div role="status">
						<span className="hidden">{t("detail:notes.loading")}</span>
						<Skeleton width="64%" />
					</div>
				)
			) : notes.notes.length === 0 ? (
				// Nothing is said of what was not read.
				notes.read_at === null ? (
					read.reading && <p className={css.small}>{t("detail:notes.loading")}</p>
				) : (
					<p className={css.none}>{t(homeless ? "detail:notes.homeless" : "detail:notes.none")}</p>
				)
			) : (
				<ul className={css.list}>
					{shown?.map((note) => (
						<NoteRow key={note.id} note={note} time={time} />
					))}
				</ul>
			)}
			{more > 0 && !all && (
				<div>
					<Button size="small" variant="quiet" onClick={() => setAll(true)}>
						{t("detail:notes.more", { count: more })}
					</Button>
				</div>
			)}
		</section>
	);
}

/** A note: its text as it is, whatever stands in it. */
export function NoteRow({ note, time }: { note: Note; time: FormatTime }) {
	const { t } = useTranslation();
	const what = note.label && note.label !== "Internal comment" ? note.label : null;
	const Icon = note.kind === "text" || note.kind === "" ? StickyNote : File;
	return (
		<li className={css.note}>
			<Icon aria-hidden="true" className="icon-s" />
			<div>
				<p className={css.words} dir="auto">
					{note.text || (note.file ? note.file : t("detail:notes.noText"))}
				</p>
				<p className={css.small}>
					{what && (
						<>
							<bdi>{what}</bdi>
							{" · "}
						</>
					)}
					{note.text && note.file && (
						<>
							<bdi>{note.file}</bdi>
							{" · "}
						</>
					)}
					{note.at ? (
						<time dateTime={note.at} title={time.full(note.at)}>
							{time.short(note.at)}
						</time>
					) : (
						t("detail:notes.noTime")
					)}
				</p>
			</div>
		</li>
	);
}
