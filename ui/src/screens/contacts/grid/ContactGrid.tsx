import { useQueries } from "@tanstack/react-query";
import { defaultRangeExtractor, useVirtualizer } from "@tanstack/react-virtual";
import {
	type CSSProperties,
	type KeyboardEvent,
	type MouseEvent,
	type ReactNode,
	type Ref,
	useEffect,
	useId,
	useImperativeHandle,
	useLayoutEffect,
	useMemo,
	useRef,
	useState,
} from "react";
import { useTranslation } from "react-i18next";
import type { AccountId, Contact, ContactSort } from "../../../bridge";
import type { RowText } from "../rows";
import { type Listed, PAGE, pageQuery, questionKey, type Range } from "../useContactList";
import styles from "./ContactGrid.module.css";
import { Head } from "./Head";
import { type LeadCell, Row } from "./Row";

/** `--grid-head` of the tokens: the sticky head covers that much of the rows. */
const HEAD = 28;
const ROW_HEIGHT = 36;
/** Half of `+86 138 0000 0142`'s neighbours fit; a longer number widens the column. */
const PHONE_CHARS = 17;

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
	/** A column before the first. */
	lead?: { head: ReactNode; Cell: LeadCell } | undefined;
	/** None: the list has no selection. */
	isSelected?: ((id: number, index: number) => boolean) | undefined;
	/** Asked first about each key; true: it was meant for the asker. */
	onKey?: ((event: KeyboardEvent) => boolean) | undefined;
	/** Asked first about each click on a row; true: it was meant for the asker. */
	onRowClick?: ((index: number, event: MouseEvent) => boolean) | undefined;
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
	const { account, listed, active, open, format, onMove, onOpen, onClose, onRange, onMissing, lead, isSelected } =
		props;
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
		if (props.onKey?.(event)) {
			event.preventDefault();
			event.stopPropagation();
			return;
		}
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
		if (!row) return;
		const index = Number(row.dataset.index);
		if (!props.onRowClick?.(index, event)) onOpen(index);
	};

	const words = useMemo(() => ({ optedOut: t("contacts:optedOut"), noNumber: t("contacts:grid.noNumber") }), [t]);
	return (
		<div
			ref={scroller}
			className={styles.grid}
			role="grid"
			aria-label={t("contacts:grid.label")}
			aria-rowcount={snapshot.total}
			aria-multiselectable={isSelected ? true : undefined}
			data-lead={lead ? "" : undefined}
			aria-activedescendant={snapshot.total > 0 ? `${id}${active}` : undefined}
			tabIndex={0}
			style={{ "--phone": `${(longest.current * 7.42).toFixed(0)}px` } as CSSProperties}
			onKeyDown={onKeyDown}
		>
			<Head
				sorted={query.text ? null : sort}
				reverse={reverse}
				lead={lead?.head}
				onSort={(by) => {
					props.onSort(by);
					scroller.current?.focus();
				}}
			/>
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
						selected={row ? isSelected?.(row.id, item.index) : undefined}
						words={words}
						lead={lead?.Cell}
					/>
				))}
			</div>
		</div>
	);
}
