import { Check, CircleAlert, TriangleAlert } from "lucide-react";
import { type ReactNode, useId } from "react";
import { cx } from "../classes";
import css from "./field.module.css";

/** What a control in a field wears. */
export interface ControlProps {
	id: string;
	"aria-labelledby": string;
	"aria-describedby": string | undefined;
	"aria-invalid": true | undefined;
}

export interface FieldProps {
	/** The field's name and nothing more. */
	label: string;
	/** Beside the label, one line. */
	hint?: ReactNode;
	/** Below; gives way to `error` and `warning`. */
	help?: ReactNode;
	/** Below, red, with its sign. */
	error?: ReactNode;
	/** Below, amber: allowed, but look again. */
	warning?: ReactNode;
	/** Below, green: checked and good. */
	good?: ReactNode;
	/** The error is the answer to something just done, not a remark on a field: announce it. */
	announce?: boolean | undefined;
	className?: string | undefined;
	children: (control: ControlProps) => ReactNode;
}

/** Label, hint, control, and what is said about it. */
export function Field({ label, hint, help, error, warning, good, announce, className, children }: FieldProps) {
	const id = useId();
	const below = error ?? warning ?? good ?? help;
	const tone = error ? "error" : warning ? "warning" : good ? "good" : undefined;
	const described = cx(below != null && below !== "" && `${id}-below`, hint != null && hint !== "" && `${id}-hint`);
	return (
		<div className={cx(css.field, className)}>
			<div className={css.labelLine}>
				<label id={`${id}-label`} htmlFor={id} className={css.label}>
					{label}
				</label>
				{hint ? (
					<span id={`${id}-hint`} className={css.hint}>
						{hint}
					</span>
				) : null}
			</div>
			{children({
				id,
				"aria-labelledby": `${id}-label`,
				"aria-describedby": described || undefined,
				"aria-invalid": error ? true : undefined,
			})}
			{below ? (
				<div
					id={`${id}-below`}
					className={cx(css.below, tone && css[tone])}
					role={error && announce ? "alert" : good && announce ? "status" : undefined}
				>
					{error ? <CircleAlert aria-hidden="true" /> : null}
					{!error && warning ? <TriangleAlert aria-hidden="true" /> : null}
					{!error && !warning && good ? <Check aria-hidden="true" /> : null}
					<span>{below}</span>
				</div>
			) : null}
		</div>
	);
}
