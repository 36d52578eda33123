import {
	type CSSProperties,
	type KeyboardEvent,
	type MouseEvent,
	memo,
	type Ref,
	useCallback,
	useEffect,
	useId,
	useImperativeHandle,
	useRef,
} from "react";
import { useTranslation } from "react-i18next";
import { useFormatTime } from "../../app/time";
import { Button, Skeleton, StatusDot } from "../../components";
import { textOn } from "./colours";
import type { Label, ListName } from "./kind";
import css from "./LabelGrid.module.css";
import type { Counts } from "./useLabels";
import type { Range, Totals } from "./useTotals";

export interface GridHandle {
	focus: () => void;
}

export interface LabelGridProps {
	ref: Ref<GridHandle>;
	list: ListName;
	coloured: boolean;
	labels: readonly Label[];
	counts: Counts | null;
	/** What the server counts, while contacts are still being fetched. */
	totals: Totals;
	/** Told which rows are on screen. */
	onRange: (range: Range) => void;
	/** The row the keyboard is on. */
	active: number;
	onMove: (index: number) => void;
	onRename: (label: Label) => void;
	/** Statuses only. */
	onColour: (label: Label) => void;
	onDelete: (label: Label) => void;
	/** To the contacts that name it. */
	onShow: (label: Label) => void;
	/** Groups only. */
	onMerge?: ((label: Label) => void) | undefined;
	/** Groups only: a template to all in it. */
	onSend?: ((label: Label) => void) | undefined;
}

// The grid holds the focus and names its row by `aria-activedescendant`, so none of these is focused itself.
const ROW = { role: "row" } as const;
const CELL = { role: "gridcell" } as const;
const HEADING = { role: "columnheader" } as const;
/** Rows of a page where there is no layout to count them by. */
const PAGE = 10;
const UNSEEN = 30;

export function LabelGrid(props: LabelGridProps) {
	const { list, coloured, labels, counts, totals, active, onMove, onRange, onRename, onColour, onDelete, onShow } =
		props;
	const { t } = useTranslation();
	const id = useId();
	const grid = useRef<HTMLDivElement>(null);
	useImperativeHandle(props.ref, () => ({ focus: () => grid.current?.focus() }));

	const rowAt = (index: number) => document.getElementById(`${id}${index}`);
	// biome-ignore lint/correctness/useExhaustiveDependencies: follows the row, not what it is made from
	useEffect(() => {
		// Newer browsers answer with a promise, which an effect must not return.
		rowAt(active)?.scrollIntoView({ block: "nearest" });
	}, [active, labels.length]);

	const tellRange = useCallback(() => {
		const head = grid.current?.querySelector<HTMLElement>("[role=rowgroup]")?.offsetHeight ?? 0;
		const height = document.getElementById(`${id}0`)?.offsetHeight;
		if (!grid.current || !height) return onRange({ first: 0, last: UNSEEN - 1 });
		const { scrollTop, clientHeight } = grid.current;
		const first = Math.floor(scrollTop / height);
		onRange({ first, last: Math.ceil((scrollTop + clientHeight - head) / height) - 1 });
	}, [id, onRange]);
	// biome-ignore lint/correctness/useExhaustiveDependencies: with the rows their places change
	useEffect(tellRange, [tellRange, labels.length]);

	const page = () => {
		const height = rowAt(active)?.offsetHeight;
		return height ? Math.max(1, Math.floor((grid.current?.clientHeight ?? 0) / height) - 2) : PAGE;
	};
	const onKeyDown = (event: KeyboardEvent) => {
		if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
		const here = event.target === event.currentTarget;
		const current = labels[active];
		const to = {
			ArrowDown: active + 1,
			j: active + 1,
			ArrowUp: active - 1,
			k: active - 1,
			PageDown: active + page(),
			PageUp: active - page(),
			Home: 0,
			End: labels.length - 1,
		}[event.key];
		if (to !== undefined) {
			onMove(Math.min(Math.max(to, 0), labels.length - 1));
			grid.current?.focus();
		} else if (current && here && (event.key === "Enter" || event.key === "F2")) onRename(current);
		else if (current && event.key === "Delete") onDelete(current);
		else return;
		event.preventDefault();
		event.stopPropagation();
	};
	const indexOf = (event: MouseEvent) => {
		const at = event.target instanceof Element ? event.target.closest<HTMLElement>("[data-index]") : null;
		return at ? Number(at.dataset.index) : null;
	};
	const onClick = (event: MouseEvent) => {
		const index = indexOf(event);
		if (index !== null) onMove(index);
	};
	const onDoubleClick = (event: MouseEvent) => {
		const label = labels[indexOf(event) ?? -1];
		if (label && !(event.target as Element).closest("button")) onRename(label);
	};
	return (
		<div
			ref={grid}
			className={css.grid}
			role="grid"
			aria-label={t(`labels:${list}.title`)}
			aria-rowcount={labels.length + 1}
			aria-activedescendant={labels.length > 0 ? `${id}${active}` : undefined}
			tabIndex={0}
			data-coloured={coloured || undefined}
			data-merges={props.onMerge ? "" : undefined}
			data-sends={props.onSend ? "" : undefined}
			onKeyDown={onKeyDown}
			onScroll={tellRange}
		>
			<div role="rowgroup" className={css.headGroup}>
				<div {...ROW} {...{ "aria-rowindex": 1 }} className={css.head}>
					<span {...HEADING}>{t("labels:columns.name")}</span>
					{coloured ? <span {...HEADING}>{t("labels:columns.colour")}</span> : null}
					<span {...HEADING} className={css.end}>
						{t("labels:columns.contacts")}
					</span>
					<span {...HEADING}>
						<span className="hidden">{t("labels:columns.actions")}</span>
					</span>
				</div>
			</div>
			{/* biome-ignore lint/a11y/useKeyWithClickEvents: the keys are handled by the grid, which holds the focus */}
			<div role="rowgroup" onClick={onClick} onDoubleClick={onDoubleClick}>
				{labels.map((label, index) => (
					<Row
						key={label.id}
						id={`${id}${index}`}
						index={index}
						label={label}
						coloured={coloured}
						{...shownCount(label.id, counts, totals)}
						active={index === active}
						onRename={onRename}
						onColour={onColour}
						onDelete={onDelete}
						onShow={onShow}
						onMerge={props.onMerge}
						onSend={props.onSend}
					/>
				))}
			</div>
		</div>
	);
}

/** The mirror's count once it is complete; before that the server's, which it is asked for the rows on screen. */
export function shownCount(
	id: number,
	counts: Counts | null,
	totals: Totals,
): { count: number | null; atLeast: boolean; countedAt: string | null } {
	if (counts === null) return { count: null, atLeast: false, countedAt: null };
	const here = counts.of(id);
	const total = counts.complete ? undefined : totals.get(id);
	// More came since it was counted.
	if (!total || total.contacts < here) return { count: here, atLeast: !counts.complete, countedAt: null };
	return { count: total.contacts, atLeast: false, countedAt: total.at };
}

interface RowProps {
	id: string;
	index: number;
	label: Label;
	coloured: boolean;
	count: number | null;
	atLeast: boolean;
	/** When the server counted. */
	countedAt: string | null;
	active: boolean;
	onRename: (label: Label) => void;
	onColour: (label: Label) => void;
	onDelete: (label: Label) => void;
	onShow: (label: Label) => void;
	onMerge: ((label: Label) => void) | undefined;
	onSend: ((label: Label) => void) | undefined;
}

const Row = memo(function Row(props: RowProps) {
	const { id, index, label, coloured, count, atLeast, countedAt, active } = props;
	const { onRename, onColour, onDelete, onShow, onMerge, onSend } = props;
	const { t } = useTranslation();
	const time = useFormatTime();
	const name = `${id}-name`;
	const button = { size: "small", tabIndex: active ? 0 : -1, "aria-describedby": name } as const;
	return (
		<div
			{...ROW}
			{...{ "aria-rowindex": index + 2 }}
			id={id}
			className={css.row}
			data-index={index}
			data-active={active || undefined}
		>
			<span {...CELL} className={css.name}>
				{coloured ? <StatusDot color={label.color} tone="waiting" /> : null}
				<bdi id={name} title={label.name}>
					{label.name}
				</bdi>
			</span>
			{coloured ? (
				<span {...CELL}>
					{label.color ? (
						<Pill colour={label.color} text={label.color} />
					) : (
						<i className={css.none}>{t("labels:noColour")}</i>
					)}
				</span>
			) : null}
			<span {...CELL} className={css.end}>
				{count === null ? (
					<Skeleton width="24px" />
				) : count === 0 ? (
					t(atLeast ? "labels:atLeast" : "labels:count", { count })
				) : (
					<button
						type="button"
						className={css.show}
						tabIndex={active ? 0 : -1}
						aria-label={t(atLeast ? "labels:showAtLeast" : "labels:show", { count })}
						aria-describedby={name}
						title={countedAt === null ? undefined : t("labels:countedAt", { time: time.short(countedAt) })}
						onClick={() => onShow(label)}
					>
						{t(atLeast ? "labels:atLeast" : "labels:count", { count })}
					</button>
				)}
			</span>
			<span {...CELL} className={css.actions}>
				{onSend && count !== 0 ? (
					<Button {...button} aria-label={t("newCampaign:action.toGroup")} onClick={() => onSend(label)}>
						{t("newCampaign:send")}
					</Button>
				) : null}
				<Button {...button} onClick={() => onRename(label)}>
					{t("labels:rename")}
				</Button>
				{coloured ? (
					<Button {...button} onClick={() => onColour(label)}>
						{t("labels:colour")}
					</Button>
				) : null}
				{onMerge ? (
					<Button {...button} onClick={() => onMerge(label)}>
						{t("jobs:labels.merge")}
					</Button>
				) : null}
				<Button {...button} variant="danger" onClick={() => onDelete(label)}>
					{t("labels:delete")}
				</Button>
			</span>
		</div>
	);
});

/** Text on a colour, in the ink that can be read on it. */
export function Pill({ colour, text }: { colour: string; text: string }) {
	return (
		<span className={css.pill} style={{ "--pill": colour, "--pill-text": textOn(colour) } as CSSProperties}>
			<bdi className="cut">{text}</bdi>
		</span>
	);
}
