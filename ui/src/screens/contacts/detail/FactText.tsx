import { type KeyboardEvent, type ReactNode, useId, useRef } from "react";
import { useTranslation } from "react-i18next";
import type { AccountId, Contact } from "../../../bridge";
import { cx, TextArea, TextField } from "../../../components";
import { LIMITS } from "../form/input";
import { Changed } from "./Changed";
import css from "./Facts.module.css";
import { type TextField as Field, textOf } from "./fields";
import { useInPlace } from "./useInPlace";

export interface FactTextProps {
	account: AccountId;
	contact: Contact;
	field: Field;
	draft?: string | undefined;
	/** As it is read, where that differs from what is typed. */
	shown?: string | undefined;
	/** Left to right in every language. */
	ltr?: boolean;
	/** Beside the value: what can be done with it. */
	actions?: ReactNode;
}

/** A fact that opens where it stands: Enter or F2 opens it, Enter saves, Escape gives up, Tab saves and goes on. */
export function FactText({ account, contact, field, draft, shown, ltr, actions }: FactTextProps) {
	const { t } = useTranslation();
	const id = useId();
	const row = useRef<HTMLDivElement>(null);
	const edit = useInPlace({ account, contact, field, draft, keeps: true });
	const { text } = edit;
	const label = t(`contacts:fields.${field}`);
	const value = textOf(contact, field);
	/** Opened by a person just now: the focus goes in. */
	const opened = useRef(false);

	const open = () => {
		opened.current = true;
		edit.start();
	};
	/** Back on the value, as soon as it stands there again. */
	const back = () => requestAnimationFrame(() => row.current?.querySelector<HTMLElement>("button")?.focus());
	const onKeyDown = async (event: KeyboardEvent<HTMLElement>) => {
		if (event.nativeEvent.isComposing) return;
		if (event.key === "Escape") {
			// The pane stays open.
			event.preventDefault();
			event.stopPropagation();
			edit.cancel();
			back();
		} else if (event.key === "Enter" && !event.shiftKey) {
			event.preventDefault();
			event.stopPropagation();
			if (await edit.save()) back();
		}
	};

	if (text === null) {
		return (
			<div ref={row} className={css.row}>
				<span id={`${id}-label`} className={css.label}>
					{label}
				</span>
				<span className={css.line}>
					<button
						type="button"
						className={cx(css.value, value === "" && css.empty)}
						aria-labelledby={value === "" ? undefined : `${id}-label ${id}-value`}
						onClick={open}
						onKeyDown={(event) => {
							if (event.key !== "F2") return;
							event.preventDefault();
							open();
						}}
					>
						{value === "" ? (
							t("detail:facts.add", { field: t(`detail:facts.lower.${field}`) })
						) : ltr ? (
							<span id={`${id}-value`} dir="ltr" className="num">
								{shown ?? value}
							</span>
						) : (
							<bdi id={`${id}-value`}>{shown ?? value}</bdi>
						)}
					</button>
					{value !== "" && actions ? <span className={css.actions}>{actions}</span> : null}
				</span>
			</div>
		);
	}
	const limit = LIMITS[field];
	const over = limit !== undefined && [...text].length > limit;
	const control = {
		label,
		className: cx(css.row, css.editing),
		value: text,
		readOnly: edit.saving,
		"aria-busy": edit.saving || undefined,
		error: edit.error,
		announce: true,
		warning: over ? t("contacts:form.over", { length: [...text].length, count: limit }) : undefined,
		autoFocus: opened.current,
		...(ltr ? { dir: "ltr" } : {}),
		onKeyDown,
		// Only when the focus went elsewhere in the window: another window in front saves nothing.
		onBlur: (event: { currentTarget: Element }) => {
			const gone = document.activeElement !== event.currentTarget;
			// What was refused is not tried again by looking away.
			if (gone && !edit.theirs && edit.error === undefined) void edit.save();
		},
		onFocus: (event: { currentTarget: HTMLInputElement | HTMLTextAreaElement }) => event.currentTarget.select(),
	};
	const help = draft !== undefined && !edit.saving ? t("detail:facts.kept") : undefined;
	return (
		<div ref={row} className={css.place}>
			{field === "description" ? (
				<TextArea
					{...control}
					rows={Math.min(8, Math.max(3, text.split("\n").length))}
					help={help ?? t("detail:facts.newLine")}
					onChange={(event) => edit.type(event.target.value)}
				/>
			) : (
				<TextField {...control} help={help} onChange={(event) => edit.type(event.target.value)} />
			)}
			{edit.theirs && (
				<Changed edit={edit} theirs={textOf(edit.theirs, field) || t("detail:changed.empty")} onEnd={back} />
			)}
		</div>
	);
}
