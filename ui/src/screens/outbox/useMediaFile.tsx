import { Paperclip, X } from "lucide-react";
import { type KeyboardEvent, type ReactNode, type RefObject, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { fieldErrorText } from "../../app/errors";
import { useSession } from "../../app/session";
import { BridgeError, type HeaderKind, mediaFilesPut } from "../../bridge";
import { Button, IconButton } from "../../components";
import { ACCEPTED, keptName, MOST_MB } from "./mediaValue";
import styles from "./SlotField.module.css";

interface Options {
	header: HeaderKind;
	/** The place's name on screen. */
	label: string;
	value: string;
	onChange: (value: string) => void;
	readOnly: boolean;
	/** Has the focus again once a file came or went. */
	field: RefObject<HTMLInputElement | null>;
}

interface MediaFileField {
	/** The file's name; none: a link is typed. */
	name: string | null;
	error: string | undefined;
	/** For the ends of the field. */
	leading: ReactNode;
	trailing: ReactNode;
	/** A file is one thing: it is taken out whole. True: the key was for the file. */
	onKeyDown: (event: KeyboardEvent<HTMLInputElement>) => boolean;
}

/** A file of this computer in place of a header's link. */
export function useMediaFile({ header, label, value, onChange, readOnly, field }: Options): MediaFileField {
	const { t } = useTranslation();
	const { active } = useSession();
	const picker = useRef<HTMLInputElement>(null);
	const [busy, setBusy] = useState(false);
	const [error, setError] = useState<string>();
	const name = keptName(value);
	const accept = ACCEPTED[header];

	const take = async (file: File | undefined) => {
		if (!file || !active) return;
		setError(undefined);
		if (file.size > MOST_MB * 1024 * 1024) {
			return setError(fieldErrorText({ field: "file", code: "too_large", limit: MOST_MB }, t));
		}
		setBusy(true);
		try {
			const bytes = new Uint8Array(await file.arrayBuffer());
			const kept = await mediaFilesPut(active.id, header, file.name, bytes);
			onChange(kept.value);
		} catch (thrown) {
			const [wrong] = thrown instanceof BridgeError ? thrown.fields : [];
			setError(wrong ? fieldErrorText(wrong, t) : t("outbox:slots.fileUnreadable"));
		} finally {
			setBusy(false);
			field.current?.focus();
		}
	};
	const drop = () => {
		setError(undefined);
		onChange("");
		field.current?.focus();
	};
	return {
		name,
		error,
		leading: name === null ? undefined : <Paperclip aria-hidden="true" className="icon-s" />,
		trailing:
			readOnly || accept === undefined ? undefined : (
				<>
					{name === null ? (
						<Button
							variant="quiet"
							size="small"
							className={styles.field}
							busy={busy}
							aria-label={t("outbox:slots.fileFor", { slot: label })}
							onClick={() => picker.current?.click()}
						>
							{t("outbox:slots.file")}
						</Button>
					) : (
						<IconButton
							size="small"
							label={t("outbox:slots.dropFile")}
							icon={<X aria-hidden="true" className="icon-s" />}
							onClick={drop}
						/>
					)}
					<input
						ref={picker}
						type="file"
						accept={accept}
						className="hidden"
						tabIndex={-1}
						aria-hidden="true"
						onChange={(event) => {
							void take(event.target.files?.[0]);
							event.target.value = "";
						}}
					/>
				</>
			),
		onKeyDown: (event) => {
			if (name === null || readOnly || event.ctrlKey || event.metaKey || event.altKey) return false;
			if (event.key !== "Backspace" && event.key !== "Delete") return false;
			event.preventDefault();
			drop();
			return true;
		},
	};
}
