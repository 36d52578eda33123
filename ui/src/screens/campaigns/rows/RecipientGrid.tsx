import { useQueries } from "@tanstack/react-query";
import { defaultRangeExtractor, useVirtualizer } from "@tanstack/react-virtual";
import {
	type KeyboardEvent,
	type MouseEvent,
	type Ref,
	useId,
	useImperativeHandle,
	useLayoutEffect,
	useRef,
} from "react";
import { useTranslation } from "react-i18next";
import { useFormatTime } from "../../../app/time";
import type { AccountId, Recipient } from "../../../bridge";
import { useRowHeight } from "../../contacts/grid/useMeasures";
import type { RunWords } from "../useRunWords";
import { RecipientRow } from "./RecipientRow";
import css from "./Recipients.module.css";
import { type Asked, PAGE, pageQuery } from "./useRecipients";

/** `--grid-head` of the tokens: the sticky head covers that much of the rows. */
const HEAD = 28;
const COLUMNS = ["name", "phone", "state", "reason", "text", "time"] as const;
// The grid holds the focus and names its row by `aria-activedescendant`, so none of these is focused itself.
const ROW = { role: "row" } as const;
const HEADING = { role: "columnheader" } as const;

export interface GridHandle {
	focus: () => void;
}

interface Props {
	ref: Ref<GridHandle>;
	account: AccountId;
	asked: Asked;
	total: number;
	words: RunWords;
	/** The row the keyboard is on. */
	active: number;
	/** The row of the ledger in the pane. */
	open: number | null;
	/** `row`: as far as it is here. */
	onMove: (index: number, row: Recipient | undefined) => void;
	onOpen: (row: Recipient) => void;
	onClose: () => void;
}

/** Thousands of people; only those on screen are in the document. */
export function RecipientGrid(props: Props) {
	const { account, asked, total, words, active, open, onMove, onOpen, onClose } = props;
	const { t } = useTranslation();
	const id = useId();
	const time = useFormatTime();
	const scroller = useRef<HTMLDivElement>(null);
	const height = useRowHeight(scroller, null);
	const virtual = useVirtualizer({
		count: total,
		getScrollElement: () => scroller.current,
		estimateSize: () => height,
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
	// biome-ignore lint/correctness/useExhaustiveDependencies: another height is measured anew
	useLayoutEffect(() => virtual.measure(), [virtual, height]);
	// Another question starts at its top.
	const question = JSON.stringify(asked);
	// biome-ignore lint/correctness/useExhaustiveDependencies: runs when the question changes, uses nothing of it
	useLayoutEffect(() => {
		scroller.current?.scrollTo?.({ top: 0 });
	}, [question]);

	const items = virtual.getVirtualItems();
	const pages = [...new Set(items.map((item) => Math.floor(item.index / PAGE)))];
	// Not by `combine`, which copies every row of a page that comes into view.
	const loaded = useQueries({ queries: pages.map((page) => pageQuery(account, asked, page)) }).map(
		({ data }) => data?.rows,
	);
	const rowAt = (index: number) => loaded[pages.indexOf(Math.floor(index / PAGE))]?.[index % PAGE];
	useImperativeHandle(props.ref, () => ({ focus: () => scroller.current?.focus() }));

	const screenful = Math.max(1, (virtual.range?.endIndex ?? 0) - (virtual.range?.startIndex ?? 0));
	const onKeyDown = (event: KeyboardEvent) => {
		if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
		const to = {
			ArrowDown: active + 1,
			j: active + 1,
			ArrowUp: active - 1,
			k: active - 1,
			PageDown: active + screenful,
			PageUp: active - screenful,
			Home: 0,
			End: total - 1,
		}[event.key];
		const row = rowAt(active);
		if (to !== undefined) {
			const next = Math.min(Math.max(to, 0), total - 1);
			virtual.scrollToIndex(next);
			onMove(next, rowAt(next));
		} else if (event.key === "Enter" && row) onOpen(row);
		else if (event.key === "Escape" && open !== null) onClose();
		else return;
		event.preventDefault();
		event.stopPropagation();
	};
	const onClick = (event: MouseEvent) => {
		const at = event.target instanceof Element ? event.target.closest<HTMLElement>("[data-index]") : null;
		if (!at) return;
		const index = Number(at.dataset.index);
		const row = rowAt(index);
		onMove(index, row);
		if (row) onOpen(row);
	};
	return (
		<div
			ref={scroller}
			className={css.grid}
			role="grid"
			aria-label={t("campaigns:rows.grid")}
			aria-rowcount={total + 1}
			aria-activedescendant={total > 0 ? `${id}${active}` : undefined}
			tabIndex={0}
			onKeyDown={onKeyDown}
		>
			<div role="rowgroup" className={css.headGroup}>
				<div {...ROW} {...{ "aria-rowindex": 1 }} className={css.head}>
					{COLUMNS.map((column) => (
						<span key={column} {...HEADING} className={css[column]}>
							{t(`campaigns:rows.${column}`)}
						</span>
					))}
				</div>
			</div>
			{/* biome-ignore lint/a11y/useKeyWithClickEvents: the keys are handled by the grid, which holds the focus */}
			<div role="rowgroup" className={css.body} style={{ blockSize: virtual.getTotalSize() }} onClick={onClick}>
				{items.map((item) => {
					const row = rowAt(item.index);
					const at = row?.send.settled_at ?? row?.called_at;
					return (
						<RecipientRow
							key={item.index}
							id={`${id}${item.index}`}
							index={item.index}
							top={item.start - HEAD}
							row={row}
							active={item.index === active}
							open={row !== undefined && row.send.id === open}
							words={words}
							time={at ? time.clock(at) : ""}
						/>
					);
				})}
			</div>
		</div>
	);
}
