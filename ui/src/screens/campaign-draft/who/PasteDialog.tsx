import { FileUp } from "lucide-react";
import { type DragEvent, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { Button, cx, Dialog, DialogBody, TextArea } from "../../../components";
import { decode } from "./decode";
import css from "./Who.module.css";

interface Props {
	kind: "numbers" | "table";
	/** What stands there already. */
	before?: { text: string; file: string | undefined };
	open: boolean;
	onOpenChange: (open: boolean) => void;
	onSave: (text: string, file: string | undefined) => void;
}

const MOST = 50_000_000;
const KB = 1_000;

interface Loaded {
	name: string;
	size: number;
	text: string;
}

/** Numbers, or a table: pasted, dropped, or from a file. Rust reads it; here it is only taken. */
export function PasteDialog({ kind, before, open, onOpenChange, onSave }: Props) {
	const { t } = useTranslation();
	// The text of a file is not drawn: it may be large.
	const [file, setFile] = useState<Loaded | null>(
		before?.file === undefined ? null : { name: before.file, size: before.text.length, text: before.text },
	);
	const [text, setText] = useState(before?.file === undefined ? (before?.text ?? "") : "");
	const [error, setError] = useState<"spreadsheet" | "unreadable" | "tooBig" | null>(null);
	const [over, setOver] = useState(false);
	const picker = useRef<HTMLInputElement>(null);
	const area = useRef<HTMLTextAreaElement>(null);

	const take = async (given: File | undefined) => {
		if (!given) return;
		setError(null);
		if (given.size > MOST) return setError("tooBig");
		try {
			const read = decode(await given.arrayBuffer());
			if (read === null) return setError("spreadsheet");
			setFile({ name: given.name, size: given.size, text: read });
		} catch {
			setError("unreadable");
		}
	};
	const drop = (event: DragEvent) => {
		event.preventDefault();
		setOver(false);
		const [given] = event.dataTransfer.files;
		if (given) void take(given);
		else {
			setFile(null);
			setText(event.dataTransfer.getData("text"));
		}
	};
	const whole = file?.text ?? text;
	const why = whole.trim() === "" ? t("newCampaign:paste.empty") : null;
	const size = (bytes: number) =>
		bytes < KB * KB
			? t("newCampaign:paste.kb", { size: Math.max(1, Math.round(bytes / KB)) })
			: t("newCampaign:paste.mb", { size: Math.round(bytes / KB / 100) / 10 });
	const choose = (
		<Button icon={<FileUp aria-hidden="true" />} onClick={() => picker.current?.click()}>
			{t(file ? "newCampaign:paste.otherFile" : "newCampaign:paste.file")}
		</Button>
	);
	return (
		<Dialog
			open={open}
			onOpenChange={onOpenChange}
			title={t(`newCampaign:paste.${kind}Title`)}
			width={560}
			initialFocus={area}
			footer={
				<>
					<Button variant="quiet" size="large" keys="Escape" onClick={() => onOpenChange(false)}>
						{t("common:cancel")}
					</Button>
					<Button variant="primary" size="large" disabledReason={why} onClick={() => onSave(whole, file?.name)}>
						{t(before ? "newCampaign:paste.save" : "newCampaign:paste.add")}
					</Button>
				</>
			}
		>
			<DialogBody>
				{/* biome-ignore lint/a11y/noStaticElementInteractions: dropping is one way of three; the button and the box are the others */}
				<div
					className={cx(css.drop, over && css.over)}
					onDragOver={(event) => {
						event.preventDefault();
						setOver(true);
					}}
					onDragLeave={() => setOver(false)}
					onDrop={drop}
				>
					{file ? (
						<p className={css.file}>
							<bdi className="cut medium">
								{t("newCampaign:paste.fileName", { name: file.name, size: size(file.size) })}
							</bdi>
						</p>
					) : (
						<TextArea
							ref={area}
							label={t(`newCampaign:paste.${kind}`)}
							help={t(`newCampaign:paste.${kind}Help`)}
							rows={10}
							dir="ltr"
							spellCheck={false}
							value={text}
							onChange={(event) => {
								setText(event.target.value);
								setError(null);
							}}
						/>
					)}
					<div className={css.chooser}>
						{choose}
						<span className="small faint">{t("newCampaign:paste.drop")}</span>
					</div>
					<input
						ref={picker}
						type="file"
						accept=".csv,.tsv,.txt,text/csv,text/plain"
						className="hidden"
						tabIndex={-1}
						aria-hidden="true"
						onChange={(event) => {
							void take(event.target.files?.[0]);
							event.target.value = "";
						}}
					/>
					{error ? (
						<p className={css.danger} role="alert">
							{t(`newCampaign:paste.${error}`)}
						</p>
					) : null}
				</div>
			</DialogBody>
		</Dialog>
	);
}
