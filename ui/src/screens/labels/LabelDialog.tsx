import { type FormEvent, type RefObject, useId, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { errorText, fieldErrorText } from "../../app/errors";
import { type AccountId, BridgeError } from "../../bridge";
import { Button, Dialog, DialogBody, ErrorBanner, TextField } from "../../components";
import { ColourField } from "./ColourField";
import { freshColour, lookAlike, readColour } from "./colours";
import { dropDraft, keepDraft, keptDraft } from "./drafts";
import { type Kind, type Label, type LabelInput, takenBy } from "./kind";
import css from "./LabelDialog.module.css";

/** Most characters of a name (contract 17.2); Rust counts again. */
const NAME = 255;

export interface LabelDialogProps {
	account: AccountId;
	kind: Kind;
	open: boolean;
	onOpenChange: (open: boolean) => void;
	/** None: a new one. */
	label: Label | null;
	labels: readonly Label[];
	/** Opened for its colour: the focus goes there. */
	forColour: boolean;
	onSaved: (label: Label) => void;
	/** Where the focus goes afterwards, if it is anywhere; else where it came from. */
	focusAfter: RefObject<HTMLElement | null>;
}

interface Errors {
	name?: string | undefined;
	color?: string | undefined;
}

function start({ account, kind, label, labels }: LabelDialogProps): LabelInput {
	if (label) return { name: label.name, color: label.color ?? freshColour(labels.map((one) => one.color)) };
	return keptDraft(account, kind.list) ?? { name: "", color: freshColour(labels.map((one) => one.color)) };
}

/** Makes a group, source or status, or renames it. What was typed stays whatever the server says. */
export function LabelDialog(props: LabelDialogProps) {
	const { account, kind, open, onOpenChange, label, labels, forColour, onSaved, focusAfter } = props;
	const { t } = useTranslation();
	const form = useId();
	const [input, setInput] = useState(() => start(props));
	const [errors, setErrors] = useState<Errors>({});
	const [failure, setFailure] = useState<BridgeError | null>(null);
	const [busy, setBusy] = useState(false);
	const nameField = useRef<HTMLInputElement>(null);
	const colourField = useRef<HTMLInputElement>(null);
	const { list, coloured } = kind;

	const edit = (change: Partial<LabelInput>) => {
		const next = { ...input, ...change };
		setInput(next);
		setErrors((now) => ({ ...now, ...(change.name === undefined ? { color: undefined } : { name: undefined }) }));
		if (!label) keepDraft(account, list, next);
	};
	/** What can be known before the call. */
	const check = (): Errors => {
		const name = input.name.trim();
		const found: Errors = {};
		if (!name) found.name = t("errors:field.required");
		else if ([...name].length > NAME) found.name = t("errors:field.too_long_limit", { count: NAME });
		else if (takenBy(labels, name, label?.id ?? null)) found.name = t(`labels:${list}.taken`);
		if (coloured && !readColour(input.color)) found.color = t("errors:field.not_a_colour");
		return found;
	};
	const refuse = (found: Errors) => {
		setErrors(found);
		if (found.name) nameField.current?.focus();
		else if (found.color) colourField.current?.focus();
	};
	const refused = (error: BridgeError) => {
		const found: Errors = {};
		for (const field of error.fields) {
			if (field.field === "name")
				found.name = field.code === "taken" ? t(`labels:${list}.taken`) : fieldErrorText(field, t);
			else if (field.field === "color") found.color = fieldErrorText(field, t);
		}
		if (found.name ?? found.color) refuse(found);
		else setFailure(error);
	};
	const save = async (event: FormEvent) => {
		event.preventDefault();
		if (busy) return;
		setFailure(null);
		const found = check();
		if (found.name ?? found.color) {
			refuse(found);
			return;
		}
		setErrors({});
		setBusy(true);
		try {
			const wanted = { name: input.name.trim(), color: readColour(input.color) ?? input.color };
			const saved = label ? await kind.update(account, label.id, wanted) : await kind.create(account, wanted);
			if (!label) dropDraft(account, list);
			onSaved(saved);
			onOpenChange(false);
		} catch (error) {
			if (!(error instanceof BridgeError)) throw error;
			refused(error);
		} finally {
			setBusy(false);
		}
	};

	const colour = readColour(input.color);
	const alike = colour
		? lookAlike(
				colour,
				labels.filter((one) => one.id !== label?.id),
			)
		: undefined;
	const gone = failure?.code === "not_found";
	return (
		<Dialog
			open={open}
			onOpenChange={onOpenChange}
			title={t(label ? `labels:${list}.edit` : `labels:${list}.new`)}
			width={420}
			initialFocus={forColour ? colourField : nameField}
			finalFocus={focusAfter}
			footer={
				<>
					<Button variant="quiet" size="large" keys="Escape" onClick={() => onOpenChange(false)}>
						{t("common:cancel")}
					</Button>
					<Button type="submit" form={form} variant="primary" size="large" keys="Enter" busy={busy}>
						{label ? t("common:save") : t(`labels:${list}.create`)}
					</Button>
				</>
			}
		>
			<DialogBody>
				{gone ? (
					<ErrorBanner boxed error={failure} text={t(`labels:${list}.gone`)} />
				) : failure ? (
					<ErrorBanner boxed error={failure} />
				) : null}
				<form id={form} className={css.form} noValidate onSubmit={(event) => void save(event)}>
					{/* Enter in a field is a press of the form's own button; the one to be seen stands in the foot. */}
					<button type="submit" hidden />
					<TextField
						ref={nameField}
						label={t("labels:form.name")}
						value={input.name}
						error={errors.name}
						announce
						dir="auto"
						onChange={(event) => edit({ name: event.target.value })}
						onFocus={(event) => event.target.select()}
					/>
					{coloured ? (
						<ColourField
							ref={colourField}
							name={input.name}
							value={input.color}
							error={errors.color}
							warning={alike ? t("labels:form.alike", { name: alike.name }) : undefined}
							onChange={(color) => edit({ color })}
						/>
					) : null}
				</form>
			</DialogBody>
		</Dialog>
	);
}

/** The sentence of a failed call. */
export function failureText(error: unknown, t: Parameters<typeof errorText>[1]): string {
	if (!(error instanceof BridgeError)) throw error;
	const { title, text } = errorText(error, t);
	return `${title} ${text}`;
}
