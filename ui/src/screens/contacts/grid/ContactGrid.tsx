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
import type { AccountId, Contact, ContactColumn, ContactSort } from "../../../bridge";
import type { RowText } from "../rows";
import { type Listed, PAGE, pageQuery, questionKey, type Range } from "../useContactList";
import styles from "./ContactGrid.module.css";
import { Head } from "./Head";
import { fitting, least, template } from "./layout";
import { type LeadCell, Row } from "./Row";
import { reused } from "./reused";
import type { Layout } from "./useLayout";
import { useRoom, useRowHeight } from "./useMeasures";
import { useTypeAhead } from "./useTypeAhead";

/** `--grid-head` of the tokens: the sticky head covers that much of the rows. */
const HEAD = 28;
/** Half of `+86 138 0000 0142`'s neighbours fit; a longer number widens the column. */
const PHONE_CHARS = 17;
/** A digit's width. */
const DIGIT = 7.42;

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
	layout: Layout;
	/** Letters that no row begins with. */
	onType: (text: string) => void;
	/** A column before the first. */
	lead?: { head: ReactNode; Cell: LeadCell } | undefined;
	/** None: the list has no selection. */
	isSelected?: ((id: number, index: number) => boolean) | undefined;
	/** Asked first about each key; true: it was meant for the asker. */
	onKey?: ((event: KeyboardEvent) => boolean) | undefined;
	/** Asked first about each click on a row; true: it was meant for the asker. */
	onRowClick?: ((index: number, event: MouseEvent) => boolean) | undefined;
}

export function ContactGrid(props: Props) {
	const { account, listed, active, open, format, onMove, onOpen, onClose, onRange, onMissing, lead, isSelected } =
		props;
	const { layout } = props;
	const { t } = useTranslation();
	const id = useId();
	const scroller = useRef<HTMLDivElement>(null);
	const head = useRef<HTMLDivElement>(null);
	const { snapshot, query } = listed;
	const rowHeight = useRowHeight(scroller, layout.density);
	const room = useRoom(scroller);

	const virtual = useVirtualizer({
		count: snapshot.total,
		getScrollElement: () => scroller.current,
		estimateSize: () => rowHeight,
		overscan: 4,
		scrollMargin: HEAD,
		scrollPaddingStart: HEAD,
		// The row of the keyboard stays in the document, else a screen reader loses its place.
		rangeExtractor: (range) => {
			const rows = defaultRangeExtractor(range);
			if (active < range.count && !rows.includes(active)) rows.push(active);
			return rows;
		},
	});
	// Another height: measured anew, and the same rows stay on screen.
	const height = useRef(rowHeight);
	useLayoutEffect(() => {
		virtual.measure();
		const element = scroller.current;
		if (element) element.scrollTop *= rowHeight / height.current;
		height.current = rowHeight;
	}, [virtual, rowHeight]);

	// Another question starts at its top; the same question taken anew keeps its place.
	const { sort, reverse } = query;
	const question = questionKey(query);
	// biome-ignore lint/correctness/useExhaustiveDependencies: runs when the question changes, uses nothing of it
	useLayoutEffect(() => {
		// It knows where it is: to ask the element, or to move it for nothing, has the page laid out once more.
		if (virtual.scrollOffset) scroller.current?.scrollTo?.({ top: 0 });
	}, [question]);

	const items = virtual.getVirtualItems();
	const first = virtual.range?.startIndex ?? 0;
	const last = virtual.range?.endIndex ?? 0;
	useEffect(() => onRange({ first, last }), [onRange, first, last]);

	const pages = [...new Set(items.map((item) => Math.floor(item.index / PAGE)))];
	// Not by `combine`: it compares the answers with those before and copies what differs, so that every row would be new.
	const loaded = useQueries({ queries: pages.map((page) => pageQuery(account, snapshot.id, page)) }).map(
		({ data }) => data,
	);
	const pageAt = (index: number) => loaded[pages.indexOf(Math.floor(index / PAGE))];
	const missing = pages.some((page, at) => {
		const rows = loaded[at];
		return rows !== undefined && rows.length < Math.min(PAGE, snapshot.total - page * PAGE);
	});
	useEffect(() => {
		if (missing) onMissing();
	}, [missing, onMissing]);

	const longest = useRef(PHONE_CHARS);
	const most = useRef(1);
	most.current = Math.max(most.current, items.length);
	const keyOf = reused(
		items.map(({ index }) => index),
		most.current,
	);
	const rows = items.map((item) => {
		const page = pageAt(item.index);
		const contact = page?.[item.index % PAGE];
		const row = contact ? format(contact) : page && null;
		if (row) longest.current = Math.max(longest.current, row.phone.length);
		return { item, row };
	});

	const phone = longest.current * DIGIT;
	const hasLead = lead !== undefined;
	const [sizing, setSizing] = useState<{ id: ContactColumn; width: number } | null>(null);
	const columns = useMemo(() => fitting(layout.shown, room, phone, hasLead), [layout.shown, room, phone, hasLead]);
	// While an edge moves only the template changes: no row is drawn anew.
	const sized = columns.map((column) => (column.id === sizing?.id ? { ...column, width: sizing.width } : column));
	const fit = (id: ContactColumn) => {
		const element = scroller.current;
		const at = columns.findIndex((column) => column.id === id) + (hasLead ? 1 : 0);
		if (!element) return;
		// Set and taken back before anything is painted.
		const before = element.style.getPropertyValue("--cols");
		element.style.setProperty("--cols", template(columns, hasLead, id));
		const widths = [...element.querySelectorAll("[role=row]:not([aria-busy])")].map(
			(row) => row.children[at]?.getBoundingClientRect().width ?? 0,
		);
		element.style.setProperty("--cols", before);
		layout.resize(id, Math.ceil(Math.max(...widths)));
	};
	const [told, setTold] = useState("");
	const step = (id: ContactColumn, by: 1 | -1) => {
		if (!layout.step(id, by, columns)) return false;
		const place = columns.findIndex((column) => column.id === id) + 1 + by;
		setTold(t("contacts:grid.moved", { name: t(`contacts:columns.${id}`), place, count: columns.length }));
		return true;
	};

	useImperativeHandle(props.ref, () => ({
		focus: () => scroller.current?.focus(),
		show: (index) => virtual.scrollToIndex(index),
	}));

	const page = Math.max(1, last - first);
	const move = (index: number) => {
		const next = Math.min(Math.max(index, 0), snapshot.total - 1);
		virtual.scrollToIndex(next);
		onMove(next);
	};
	const onType = useTypeAhead({ account, snapshot: snapshot.id, active, onFound: move, onNone: props.onType });
	const toHeads = () => {
		const at = Math.max(
			0,
			columns.findIndex((column) => column.sort === sort),
		);
		head.current?.querySelectorAll<HTMLElement>("[data-column] > button")[at]?.focus();
	};
	const onKeyDown = (event: KeyboardEvent) => {
		if (props.onKey?.(event) || (event.target === scroller.current && onType(event))) {
			event.preventDefault();
			event.stopPropagation();
			return;
		}
		// What the heads leave is no key of the rows.
		if (head.current?.contains(event.target as Node)) return;
		if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
		if (event.key === "ArrowUp" && active === 0) {
			// A key held down stops at the first row.
			if (!event.repeat) toHeads();
			event.preventDefault();
			event.stopPropagation();
			return;
		}
		const target = {
			ArrowDown: active + 1,
			j: active + 1,
			ArrowUp: active - 1,
			k: active - 1,
			PageDown: active + page,
			PageUp: active - page,
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

	const words = useMemo(
		() => ({
			optedOut: t("contacts:optedOut"),
			noNumber: t("contacts:grid.noNumber"),
			select: t("selection:select"),
		}),
		[t],
	);
	return (
		<>
			<div
				ref={scroller}
				className={styles.grid}
				role="grid"
				aria-label={t("contacts:grid.label")}
				aria-rowcount={snapshot.total + 1}
				aria-colcount={columns.length + (hasLead ? 1 : 0)}
				aria-multiselectable={isSelected ? true : undefined}
				aria-activedescendant={snapshot.total > 0 ? `${id}${active}` : undefined}
				tabIndex={0}
				style={
					{
						"--phone": `${phone.toFixed(0)}px`,
						"--cols": template(sized, hasLead),
						"--least": `${least(sized, phone, hasLead).toFixed(0)}px`,
						...(layout.density && { "--row": `var(--row-${layout.density})` }),
					} as CSSProperties
				}
				onKeyDown={onKeyDown}
			>
				<Head
					ref={head}
					columns={columns}
					sorted={query.text || listed.part ? null : sort}
					reverse={reverse}
					lead={lead?.head}
					onSort={(by, byKey) => {
						props.onSort(by);
						if (!byKey) scroller.current?.focus();
					}}
					onDrop={({ id: from, side, other }) => layout.place(from, side, other)}
					onStep={step}
					onSizing={setSizing}
					onSize={layout.resize}
					onWiden={layout.widen}
					onFit={fit}
					onLeave={() => scroller.current?.focus()}
				/>
				{/* biome-ignore lint/a11y/useKeyWithClickEvents: the keys are handled by the grid, which holds the focus */}
				<div role="rowgroup" className={styles.body} style={{ blockSize: virtual.getTotalSize() }} onClick={onClick}>
					{rows.map(({ item, row }) => (
						<Row
							key={keyOf(item.index)}
							id={`${id}${item.index}`}
							index={item.index}
							top={item.start - HEAD}
							columns={columns}
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
			<span className="hidden" aria-live="polite">
				{told}
			</span>
		</>
	);
}
