import { useQueries } from "@tanstack/react-query";
import { defaultRangeExtractor, useVirtualizer } from "@tanstack/react-virtual";
import { ArrowDown, ArrowUp, Ban } from "lucide-react";
import {
	type CSSProperties,
	type KeyboardEvent,
	type MouseEvent,
	memo,
	type Ref,
	useEffect,
	useId,
	useImperativeHandle,
	useLayoutEffect,
	useRef,
	useState,
} from "react";
import { useTranslation } from "react-i18next";
import type { AccountId, Contact, ContactSort } from "../../bridge";
import styles from "./ContactGrid.module.css";
import type { RowText } from "./rows";
import { type Listed, PAGE, pageQuery, questionKey, type Range } from "./useContactList";

/** `--grid-head` of the tokens: the sticky head covers that much of the rows. */
const HEAD = 28;
const ROW_HEIGHT = 36;
/** Half of `+86 138 0000 0142`'s neighbours fit; a longer number widens the column. */
const PHONE_CHARS = 17;

// The grid holds the focus and names its row by `aria-activedescendant`, so none of these is focused itself.
const ROW = { role: "row" } as const;
const CELL = { role: "gridcell" } as const;
const HEADING = { role: "columnheader" } as const;

interface Head {
	column: "name" | "phone" | "company" | "type" | "status" | "source" | "groups" | "updated";
	/** None: the list has no such order. */
	sort?: ContactSort;
	className?: string | undefined;
}
const HEADS: readonly Head[] = [
	{ column: "name", sort: "name" },
	{ column: "phone" },
	{ column: "company", sort: "company" },
	{ column: "type", sort: "type", className: styles.type },
	{ column: "status", sort: "status" },
	{ column: "source", sort: "source", className: styles.source },
	{ column: "groups", className: styles.groups },
	{ column: "updated", sort: "updated", className: styles.end },
];

/** Times begin with the newest, names with A. */
function isDown(sort: ContactSort, reverse: boolean): boolean {
	return (sort === "updated" || sort === "created") !== reverse;
}

export interface GridHandle {
	focus: () => void;
	/** Brings a row into view. */
	show: (index: number) => void;
}

interface Props {
	ref: Ref<GridHandle>;
	account: AccountId;
	listed: Listed;
	/** The row the keyboard is on. */
	active: number;
	/** The contact in the detail. */
	open: number | null;
	format: (contact: Contact) => RowText;
	onMove: (index: number) => void;
	onOpen: (index: number) => void;
	onClose: () => void;
	onRange: (range: Range) => void;
	onMissing: () => void;
	/** A head was pressed. */
	onSort: (sort: ContactSort) => void;
}

/** The height of a row follows the density; it is a property, since the virtual list must know it as a number. */
function useRowHeight(): number {
	const read = () =>
		Number.parseInt(getComputedStyle(document.documentElement).getPropertyValue("--row"), 10) || ROW_HEIGHT;
	const [height, setHeight] = useState(read);
	useEffect(() => {
		const observer = new MutationObserver(() => setHeight(read()));
		observer.observe(document.documentElement, { attributeFilter: ["data-density"] });
		return () => observer.disconnect();
	});
	return height;
}

export function ContactGrid(props: Props) {
	const { account, listed, active, open, format, onMove, onOpen, onClose, onRange, onMissing } = props;
	const { t } = useTranslation();
	const id = useId();
	const scroller = useRef<HTMLDivElement>(null);
	const { snapshot, query } = listed;
	const rowHeight = useRowHeight();

	const virtual = useVirtualizer({
		count: snapshot.total,
		getScrollElement: () => scroller.current,
		estimateSize: () => rowHeight,
		overscan: 8,
		scrollMargin: HEAD,
		scrollPaddingStart: HEAD,
		// The row of the keyboard stays in the document, else a screen reader loses its place.
		rangeExtractor: (range) => {
			const rows = defaultRangeExtractor(range);
			if (active < range.count && !rows.includes(active)) rows.push(active);
			return rows;
		},
	});
	// biome-ignore lint/correctness/useExhaustiveDependencies: a new height must be measured, though only its number is used here
	useLayoutEffect(() => virtual.measure(), [virtual, rowHeight]);

	// Another question starts at its top; the same question taken anew keeps its place.
	const { sort, reverse } = query;
	const question = questionKey(query);
	// biome-ignore lint/correctness/useExhaustiveDependencies: runs when the question changes, uses nothing of it
	useLayoutEffect(() => {
		scroller.current?.scrollTo?.({ top: 0 });
	}, [question]);

	const items = virtual.getVirtualItems();
	const first = virtual.range?.startIndex ?? 0;
	const last = virtual.range?.endIndex ?? 0;
	useEffect(() => onRange({ first, last }), [onRange, first, last]);

	const pages = [...new Set(items.map((item) => Math.floor(item.index / PAGE)))];
	const loaded = useQueries({
		queries: pages.map((page) => pageQuery(account, snapshot.id, page)),
		combine: (results) => results.map((result) => result.data),
	});
	const pageAt = (index: number) => loaded[pages.indexOf(Math.floor(index / PAGE))];
	const missing = pages.some((page, at) => {
		const rows = loaded[at];
		return rows !== undefined && rows.length < Math.min(PAGE, snapshot.total - page * PAGE);
	});
	useEffect(() => {
		if (missing) onMissing();
	}, [missing, onMissing]);

	const longest = useRef(PHONE_CHARS);
	const rows = items.map((item) => {
		const page = pageAt(item.index);
		const contact = page?.[item.index % PAGE];
		const row = contact ? format(contact) : page && null;
		if (row) longest.current = Math.max(longest.current, row.phone.length);
		return { item, row };
	});

	useImperativeHandle(props.ref, () => ({
		focus: () => scroller.current?.focus(),
		show: (index) => virtual.scrollToIndex(index),
	}));

	const step = Math.max(1, last - first);
	const move = (index: number) => {
		const next = Math.min(Math.max(index, 0), snapshot.total - 1);
		virtual.scrollToIndex(next);
		onMove(next);
	};
	const onKeyDown = (event: KeyboardEvent) => {
		if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
		const target = {
			ArrowDown: active + 1,
			j: active + 1,
			ArrowUp: active - 1,
			k: active - 1,
			PageDown: active + step,
			PageUp: active - step,
			Home: 0,
			End: snapshot.total - 1,
		}[event.key];
		if (target !== undefined) move(target);
		else if (event.key === "Enter") onOpen(active);
		else if (event.key === "Escape" && open !== null) onClose();
		else return;
		event.preventDefault();
		event.stopPropagation();
	};
	const onClick = (event: MouseEvent) => {
		const row = event.target instanceof Element ? event.target.closest<HTMLElement>("[data-index]") : null;
		if (row) onOpen(Number(row.dataset.index));
	};

	const sorted = query.text ? null : sort;
	return (
		<div
			ref={scroller}
			className={styles.grid}
			role="grid"
			aria-label={t("contacts:grid.label")}
			aria-rowcount={snapshot.total}
			aria-activedescendant={snapshot.total > 0 ? `${id}${active}` : undefined}
			tabIndex={0}
			style={{ "--phone": `${(longest.current * 7.42).toFixed(0)}px` } as CSSProperties}
			onKeyDown={onKeyDown}
		>
			<div role="rowgroup" className={styles.headGroup}>
				<div {...ROW} className={styles.head}>
					{HEADS.map(({ column, sort: by, className }) => (
						<span
							key={column}
							{...HEADING}
							className={className}
							{...(by && sorted === by && { "aria-sort": isDown(by, reverse) ? "descending" : "ascending" })}
						>
							{by ? (
								<button
									type="button"
									tabIndex={-1}
									className={styles.sort}
									onClick={() => {
										props.onSort(by);
										scroller.current?.focus();
									}}
								>
									{t(`contacts:columns.${column}`)}
									{sorted === by &&
										(isDown(by, reverse) ? (
											<ArrowDown className="icon-s" aria-hidden="true" />
										) : (
											<ArrowUp className="icon-s" aria-hidden="true" />
										))}
								</button>
							) : (
								t(`contacts:columns.${column}`)
							)}
						</span>
					))}
				</div>
			</div>
			{/* biome-ignore lint/a11y/useKeyWithClickEvents: the keys are handled by the grid, which holds the focus */}
			<div role="rowgroup" className={styles.body} style={{ blockSize: virtual.getTotalSize() }} onClick={onClick}>
				{rows.map(({ item, row }) => (
					<Row
						key={item.index}
						id={`${id}${item.index}`}
						index={item.index}
						top={item.start - HEAD}
						row={row}
						active={item.index === active}
						open={row != null && row.id === open}
						optedOut={t("contacts:optedOut")}
						noNumber={t("contacts:grid.noNumber")}
					/>
				))}
			</div>
		</div>
	);
}

interface RowProps {
	id: string;
	index: number;
	top: number;
	/** `undefined`: on its way; `null`: its contact is gone. */
	row: RowText | null | undefined;
	active: boolean;
	open: boolean;
	optedOut: string;
	noNumber: string;
}

/** No hook, no state, no handler: hundreds of these pass by while scrolling. */
const Row = memo(function Row({ id, index, top, row, active, open, optedOut, noNumber }: RowProps) {
	return (
		<div
			{...ROW}
			{...{
				"aria-rowindex": index + 1,
				"aria-current": open || undefined,
				"aria-busy": row === undefined || undefined,
			}}
			id={id}
			className={styles.row}
			data-index={index}
			data-active={active || undefined}
			style={{ insetBlockStart: top }}
		>
			{row === null ? (
				<span {...CELL} />
			) : row === undefined ? (
				<>
					<span {...CELL}>
						<i className={styles.blank} />
					</span>
					<span {...CELL}>
						<i className={styles.blank} />
					</span>
					<span {...CELL}>
						<i className={styles.blank} />
					</span>
				</>
			) : (
				<>
					<span {...CELL} className={styles.name}>
						{row.name ? <bdi>{row.name}</bdi> : <span className={`${styles.tel} ${styles.nameless}`}>{row.phone}</span>}
						{row.optedOut && <Ban className={`icon-s ${styles.mark}`} role="img" aria-label={optedOut} />}
					</span>
					<span {...CELL} className={styles.tel}>
						{row.phone || <span className={styles.none}>{noNumber}</span>}
					</span>
					<bdi {...CELL}>{row.company}</bdi>
					<span {...CELL} className={styles.type}>
						{row.type}
					</span>
					<span {...CELL} className={styles.status}>
						{row.status && (
							<>
								<i className={styles.dot} style={row.color ? ({ "--dot": row.color } as CSSProperties) : undefined} />
								<bdi>{row.status}</bdi>
							</>
						)}
					</span>
					<bdi {...CELL} className={styles.source}>
						{row.source}
					</bdi>
					<span {...CELL} className={styles.groups}>
						{row.group && <bdi>{row.group}</bdi>}
						{row.more > 0 && <span className={styles.more}>+{row.more}</span>}
					</span>
					<span {...CELL} className={styles.end} title={row.updatedTitle}>
						{row.updated}
					</span>
				</>
			)}
		</div>
	);
});
