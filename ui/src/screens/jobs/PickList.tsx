import { Check, Minus, Plus } from "lucide-react";
import { type KeyboardEvent, type ReactNode, type Ref, useEffect, useId, useState } from "react";
import { cx, Kbd, StatusDot } from "../../components";
import { fold } from "./match";
import css from "./PickList.module.css";

export interface PickRow {
	id: number;
	name: string;
	/** Colour of the dot before it. */
	dot?: string | null | undefined;
	/** A box before it: of a list where several can be ticked. */
	ticked?: boolean | "mixed" | undefined;
	/** At its end: `2 of 3`. */
	detail?: string | undefined;
	/** Cannot be taken, and why. */
	off?: string | undefined;
}

interface Props {
	/** The name of the field and of its list. */
	label: string;
	placeholder: string;
	text: string;
	onText: (text: string) => void;
	rows: readonly PickRow[];
	onTake: (row: PickRow) => void;
	/** Makes what was typed, if nothing is called exactly so. */
	create?: { label: string; onCreate: () => void } | undefined;
	/** What is said when nothing is called so. */
	none: string;
	/** Shown while it is looked for. */
	below?: ReactNode;
	ref?: Ref<HTMLInputElement> | undefined;
}

/** A field that narrows a list down; the focus stays in the field. Enter takes the marked row, Shift Enter creates. */
export function PickList({ label, placeholder, text, onText, rows, onTake, create, none, below, ref }: Props) {
	const id = useId();
	const [at, setAt] = useState(0);
	const exact = rows.some((row) => fold(row.name) === fold(text));
	const offer = create && text.trim() !== "" && !exact ? create : undefined;
	const count = rows.length + (offer ? 1 : 0);
	const current = Math.min(at, count - 1);
	useEffect(() => {
		document.getElementById(`${id}${current}`)?.scrollIntoView({ block: "nearest" });
	}, [id, current]);
	const take = (index: number) => {
		const row = rows[index];
		if (row) {
			if (row.off === undefined) onTake(row);
		} else if (offer) offer.onCreate();
	};
	const press = (event: KeyboardEvent) => {
		if (event.nativeEvent.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
		const step = { ArrowDown: 1, ArrowUp: -1, PageDown: 8, PageUp: -8 }[event.key];
		if (step !== undefined && count > 0) {
			const to =
				Math.abs(step) > 1 ? Math.max(0, Math.min(count - 1, current + step)) : (current + step + count) % count;
			setAt(to);
		} else if (event.key === "Enter" && event.shiftKey) {
			if (offer) offer.onCreate();
			else take(current);
		} else if (event.key === "Enter" && current >= 0) take(current);
		else if (event.key === " " && text === "" && rows[current]?.ticked !== undefined) take(current);
		else return;
		event.preventDefault();
	};
	const boxes = rows.some((row) => row.ticked !== undefined);
	// The keys are read by the field, which keeps the focus.
	const option = (index: number) => ({
		id: `${id}${index}`,
		role: "option" as const,
		tabIndex: -1,
		// Where there are boxes, chosen is what is ticked; the marked row is the field's `aria-activedescendant`.
		"aria-selected": boxes ? undefined : index === current,
		"data-highlighted": index === current || undefined,
		onMouseMove: () => setAt(index),
		onMouseDown: (event: { preventDefault: () => void }) => event.preventDefault(),
		onClick: () => take(index),
	});
	return (
		<div className={css.pick}>
			<input
				ref={ref}
				className={css.find}
				role="combobox"
				aria-label={label}
				aria-expanded={count > 0}
				aria-controls={`${id}list`}
				aria-activedescendant={count > 0 ? `${id}${current}` : undefined}
				aria-autocomplete="list"
				autoComplete="off"
				spellCheck={false}
				placeholder={placeholder}
				value={text}
				onChange={(event) => {
					onText(event.target.value);
					setAt(0);
				}}
				onKeyDown={press}
			/>
			<div
				id={`${id}list`}
				role="listbox"
				aria-label={label}
				aria-multiselectable={boxes || undefined}
				className={css.list}
			>
				{rows.map((row, index) => (
					<div
						key={row.id}
						{...option(index)}
						{...{ "aria-checked": row.ticked, "aria-disabled": row.off !== undefined || undefined }}
						className={css.item}
					>
						{row.ticked === undefined ? null : (
							<span className={cx(css.box, row.ticked !== false && css.on)} aria-hidden="true">
								{row.ticked === "mixed" ? <Minus /> : <Check />}
							</span>
						)}
						{row.dot === undefined ? null : <StatusDot color={row.dot} tone="waiting" />}
						<bdi className="cut">{row.name}</bdi>{" "}
						{row.off || row.detail ? <span className={css.end}>{row.off ?? row.detail}</span> : null}
					</div>
				))}
				{offer ? (
					<div {...option(rows.length)} className={cx(css.item, rows.length > 0 && css.create)}>
						<Plus aria-hidden="true" />
						<bdi className="cut">{offer.label}</bdi>
						<span className={css.end}>
							<Kbd keys="Shift+Enter" />
						</span>
					</div>
				) : null}
			</div>
			{count === 0 ? (
				<p className={css.none} role="status">
					{none}
				</p>
			) : null}
			{below}
		</div>
	);
}
