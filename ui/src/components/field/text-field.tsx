import { Check } from "lucide-react";
import { type ComponentPropsWithRef, type ReactNode, useId } from "react";
import { cx } from "../classes";
import { Field, type FieldProps } from "./field";
import css from "./field.module.css";

type Frame = Omit<FieldProps, "children" | "className">;

export interface TextFieldProps
	extends Frame,
		Omit<ComponentPropsWithRef<"input">, "id" | "aria-label" | "aria-describedby" | "aria-invalid"> {
	/** Inside the frame, before the text. */
	leading?: ReactNode;
	/** Inside the frame, after the text: a unit, a count. */
	trailing?: ReactNode;
}

export function TextField({
	label,
	hint,
	help,
	error,
	warning,
	good,
	announce,
	leading,
	trailing,
	className,
	...input
}: TextFieldProps) {
	return (
		<Field {...{ label, hint, help, error, warning, good, announce, className }}>
			{(control) => (
				<span className={cx(css.control, error ? css.isError : warning && css.isWarning)}>
					{leading}
					<input type="text" autoComplete="off" spellCheck={false} {...input} {...control} />
					{trailing ? <span className={css.end}>{trailing}</span> : null}
				</span>
			)}
		</Field>
	);
}

/** For a token: nothing remembers it, nothing spells it. */
export function PasswordField({
	label,
	hint,
	help,
	error,
	warning,
	good,
	announce,
	className,
	...input
}: TextFieldProps) {
	return (
		<Field {...{ label, hint, help, error, warning, good, announce, className }}>
			{(control) => (
				<span className={cx(css.control, css.secret, error ? css.isError : warning && css.isWarning)}>
					<input placeholder=" " {...input} {...control} type="password" autoComplete="off" spellCheck={false} />
				</span>
			)}
		</Field>
	);
}

export interface TextAreaProps
	extends Frame,
		Omit<ComponentPropsWithRef<"textarea">, "id" | "aria-label" | "aria-describedby" | "aria-invalid"> {}

export function TextArea({
	label,
	hint,
	help,
	error,
	warning,
	good,
	announce,
	className,
	rows = 2,
	...area
}: TextAreaProps) {
	return (
		<Field {...{ label, hint, help, error, warning, good, announce, className }}>
			{(control) => (
				<span className={cx(css.control, css.area, error ? css.isError : warning && css.isWarning)}>
					<textarea rows={rows} autoComplete="off" {...area} {...control} />
				</span>
			)}
		</Field>
	);
}

export interface CheckboxProps extends Omit<ComponentPropsWithRef<"input">, "type" | "id"> {
	label: ReactNode;
	/** Only one of those with its name: a radio button. */
	oneOf?: boolean;
}

export function Checkbox({ label, oneOf, className, ...input }: CheckboxProps) {
	const id = useId();
	return (
		<label htmlFor={id} className={cx(css.tick, className)}>
			<input {...input} id={id} type={oneOf ? "radio" : "checkbox"} />
			<span aria-hidden="true">
				<Check />
			</span>
			<span>{label}</span>
		</label>
	);
}
