import { X } from "lucide-react";
import type { CSSProperties, ReactNode } from "react";
import { grouped } from "../../app/number";
import { cx } from "../classes";
import css from "./small.module.css";

export type Tone = "neutral" | "ok" | "danger" | "warn" | "info";

export interface StatusDotProps {
	/** From data: `#RRGGBB`. */
	color?: string | null | undefined;
	/** Our own states. */
	tone?: Tone | "skipped" | "waiting";
}

/** The 8 px dot; the name always stands beside it. */
export function StatusDot({ color, tone = "neutral" }: StatusDotProps) {
	const style = color ? ({ "--dot": color } as CSSProperties) : undefined;
	return <span aria-hidden="true" className={cx(css.dot, !color && css[`dot-${tone}`])} style={style} />;
}

export interface ChipProps {
	children: ReactNode;
	onRemove?: (() => void) | undefined;
	/** Needed with `onRemove`: `Remove Spring launch`. */
	removeLabel?: string | undefined;
	/** Marked, as Backspace does before it removes. */
	marked?: boolean | undefined;
}

export function Chip({ children, onRemove, removeLabel, marked }: ChipProps) {
	return (
		<span className={cx(css.chip, marked && css.chipMarked)}>
			<bdi className="cut">{children}</bdi>
			{onRemove ? (
				<button type="button" tabIndex={-1} className={css.chipX} aria-label={removeLabel} onClick={onRemove}>
					<X aria-hidden="true" />
				</button>
			) : null}
		</span>
	);
}

/** A phone number: left to right in every language, never cut, never wrapped. */
export function Tel({ children, className }: { children: ReactNode; className?: string | undefined }) {
	return (
		<span dir="ltr" className={cx(css.tel, className)}>
			{children}
		</span>
	);
}

/** A person's name in any script: cut at its end, the column keeps its edge. */
export function Name({ children, className }: { children: ReactNode; className?: string | undefined }) {
	return <bdi className={cx("cut", className)}>{children}</bdi>;
}

/** Whose this is: the account's edge and name. */
export function Whose({ name }: { name: string }) {
	return (
		<span className={css.whose}>
			<bdi className="cut">{name}</bdi>
		</span>
	);
}

/** A place where something will stand; `width` as CSS. Shows only after 200 ms of waiting. */
export function Skeleton({ width = "60%" }: { width?: string }) {
	return <span aria-hidden="true" className={css.skeleton} style={{ inlineSize: width }} />;
}

export interface SegmentProps<T extends string> {
	/** What is being chosen: the group's name. */
	label: string;
	value: T;
	onChange: (value: T) => void;
	options: readonly { value: T; label: string; count?: number | undefined }[];
}

/** Chooses a slice of a list: text, no boxes, the current one lies on a grey field. */
export function Segment<T extends string>({ label, value, onChange, options }: SegmentProps<T>) {
	return (
		<fieldset className={css.segment} aria-label={label}>
			{options.map((option) => (
				<button
					key={option.value}
					type="button"
					className={css.segmentItem}
					aria-pressed={option.value === value}
					onClick={() => onChange(option.value)}
				>
					{option.label}
					{option.count === undefined ? null : (
						<span className={css.count} aria-hidden="true">
							{grouped(option.count)}
						</span>
					)}
				</button>
			))}
		</fieldset>
	);
}
