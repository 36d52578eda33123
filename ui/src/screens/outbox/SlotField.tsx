import { type KeyboardEvent, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Contact, HeaderKind, Slot } from "../../bridge";
import { Button, Menu, TextField } from "../../components";
import styles from "./SlotField.module.css";
import { Around, MediaHint } from "./SlotHint";
import { useMediaFile } from "./useMediaFile";

/** What of a contact can be put into a text, as finished words. */
const FIELDS = ["firstname", "lastname", "company", "city", "email"] as const;

export interface SlotFieldProps {
	slot: Slot;
	header: HeaderKind;
	contact: Contact;
	value: string;
	error: string | undefined;
	/** While it is being sent. */
	readOnly: boolean;
	onChange: (value: string) => void;
	onBlur: () => void;
	inputRef: (input: HTMLInputElement | null) => void;
}

/** One place of the template. `@` at the start of a word opens the list of the contact's fields. */
export function SlotField({
	slot,
	header,
	contact,
	value,
	error,
	readOnly,
	onChange,
	onBlur,
	inputRef,
}: SlotFieldProps) {
	const { t } = useTranslation();
	const input = useRef<HTMLInputElement | null>(null);
	const [open, setOpen] = useState(false);
	/** Opened by typing `@`: leaving the list with Esc writes it. */
	const typed = useRef(false);
	const label = slot.number === 0 ? t("outbox:slots.header") : t("outbox:slots.variable", { number: slot.number });

	/** Puts words at the cursor, in place of what is marked. */
	const insert = (text: string) => {
		const box = input.current;
		const from = box?.selectionStart ?? value.length;
		const to = box?.selectionEnd ?? value.length;
		onChange(value.slice(0, from) + text + value.slice(to));
		requestAnimationFrame(() => box?.setSelectionRange(from + text.length, from + text.length));
	};

	const key = (event: KeyboardEvent<HTMLInputElement>) => {
		if (readOnly) return;
		const start = event.currentTarget.selectionStart ?? 0;
		const at = event.key === "@" && (start === 0 || /\s/u.test(value[start - 1] ?? ""));
		if (!at && !(event.key === "ArrowDown" && event.altKey)) return;
		event.preventDefault();
		typed.current = at;
		setOpen(true);
	};

	const media = slot.kind === "media_link";
	const file = useMediaFile({ header, label, value, onChange, readOnly, field: input });
	return (
		<TextField
			ref={(box) => {
				input.current = box;
				inputRef(box);
			}}
			label={label}
			hint={media ? <MediaHint header={header} /> : slot.before || slot.after ? <Around slot={slot} /> : undefined}
			placeholder={
				media
					? t("outbox:slots.linkPlaceholder")
					: slot.sample
						? t("outbox:slots.sample", { sample: slot.sample })
						: undefined
			}
			dir={media && file.name === null ? "ltr" : "auto"}
			inputMode={media ? "url" : undefined}
			spellCheck={!media}
			error={file.error ?? error}
			value={file.name ?? value}
			leading={file.leading}
			readOnly={readOnly || file.name !== null}
			onChange={(event) => onChange(event.target.value)}
			onBlur={() => {
				if (!open) onBlur();
			}}
			onKeyDown={media ? file.onKeyDown : key}
			aria-keyshortcuts={media ? undefined : "Alt+ArrowDown"}
			trailing={
				media ? (
					file.trailing
				) : readOnly ? undefined : (
					<Menu
						label={t("outbox:slots.fieldFor", { slot: label })}
						align="end"
						open={open}
						onOpenChange={(next, reason) => {
							setOpen(next);
							if (!next && reason === "escape-key" && typed.current) insert("@");
							if (!next) typed.current = false;
						}}
						finalFocus={input}
						trigger={
							<Button
								variant="quiet"
								size="small"
								keys="@"
								className={styles.field}
								// From the field it is opened by its keys: Tab goes on to the next place.
								tabIndex={-1}
								aria-label={t("outbox:slots.fieldFor", { slot: label })}
							>
								{t("outbox:slots.field")}
							</Button>
						}
						items={FIELDS.map((field) => ({
							label: t(`outbox:field.${field}`),
							detail: contact[field] || t("outbox:field.empty"),
							disabled: !contact[field],
							onSelect: () => insert(contact[field] ?? ""),
						}))}
					/>
				)
			}
		/>
	);
}
