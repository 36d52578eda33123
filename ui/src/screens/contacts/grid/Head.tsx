import { ArrowDown, ArrowUp } from "lucide-react";
import { type KeyboardEvent, type ReactNode, type RefObject, useLayoutEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import type { ContactColumn, ContactSort } from "../../../bridge";
import styles from "./ContactGrid.module.css";
import { isDown } from "./columns";
import type { Placed } from "./layout";
import { type Drop, useHeadDrag } from "./useHeadDrag";

const ROW = { role: "row", "aria-rowindex": 1 } as const;
const HEADING = { role: "columnheader" } as const;
/** How far one key press moves an edge. */
const STEP = 16;

interface Props {
	ref: RefObject<HTMLDivElement | null>;
	columns: readonly Placed[];
	/** None: the best match comes first. */
	sorted: ContactSort | null;
	reverse: boolean;
	/** What stands before the first column. */
	lead: ReactNode;
	/** `byKey`: the focus is in the heads and stays there. */
	onSort: (sort: ContactSort, byKey: boolean) => void;
	onDrop: (drop: Drop) => void;
	/** One place on; false: it stands at the end. */
	onStep: (id: ContactColumn, by: 1 | -1) => boolean;
	onSizing: (sizing: { id: ContactColumn; width: number } | null) => void;
	onSize: (id: ContactColumn, width: number) => void;
	/** By so much; `from`: its width on screen. */
	onWiden: (id: ContactColumn, by: number, from: number) => void;
	/** As wide as what stands in it. */
	onFit: (id: ContactColumn) => void;
	/** Back to the rows. */
	onLeave: () => void;
}

/** The heads: row 1 of the grid, reached with the arrow from the first row. They stay while the rows pass by. */
export function Head(props: Props) {
	const { ref, columns, sorted, reverse, lead, onSort, onStep, onWiden, onFit, onLeave } = props;
	const { t } = useTranslation();
	const { drop, dragged, onHeadDown, onEdgeDown } = useHeadDrag(props);
	// A head that changed places is put into the document anew, and has the focus again.
	const kept = useRef<ContactColumn | null>(null);
	useLayoutEffect(() => {
		if (kept.current) ref.current?.querySelector<HTMLElement>(`[data-column=${kept.current}] button`)?.focus();
		kept.current = null;
	});

	const onKeyDown = (event: KeyboardEvent<HTMLDivElement>) => {
		const heads = [...event.currentTarget.querySelectorAll<HTMLElement>("[data-column] > button")];
		const at = heads.indexOf(event.target as HTMLElement);
		const column = columns[at];
		if (!column || event.ctrlKey || event.metaKey) return;
		const turned = getComputedStyle(event.currentTarget).direction === "rtl";
		const on = { ArrowRight: turned ? -1 : 1, ArrowLeft: turned ? 1 : -1 }[event.key];
		const by = on === 1 || on === -1 ? on : null;
		if (by && event.altKey) {
			if (onStep(column.id, by)) kept.current = column.id;
		} else if (by && event.shiftKey) {
			const { width = 0 } = heads[at]?.parentElement?.getBoundingClientRect() ?? {};
			onWiden(column.id, by * STEP, width);
		} else if (event.key === "Enter" && event.shiftKey) onFit(column.id);
		else if (event.altKey || event.shiftKey) return;
		else if (by) heads[at + by]?.focus();
		else if (event.key === "Home") heads[0]?.focus();
		else if (event.key === "End") heads.at(-1)?.focus();
		else if (event.key === "ArrowDown" || event.key === "Escape") onLeave();
		else return;
		event.preventDefault();
		event.stopPropagation();
	};
	return (
		<div role="rowgroup" className={styles.headGroup}>
			{/* biome-ignore lint/a11y/noStaticElementInteractions: a row of the grid, whose role is spread into it */}
			<div {...ROW} ref={ref} className={styles.head} onKeyDown={onKeyDown}>
				{lead && <span {...HEADING}>{lead}</span>}
				{columns.map(({ id, sort, className }) => {
					const down = isDown(sort, reverse);
					return (
						<span
							key={id}
							{...HEADING}
							className={className}
							data-column={id}
							data-drop={drop?.other === id ? drop.side : undefined}
							data-dragged={drop?.id === id || undefined}
							{...(sorted === sort && { "aria-sort": down ? "descending" : "ascending" })}
						>
							<button
								type="button"
								tabIndex={-1}
								className={styles.sort}
								onPointerDown={(event) => onHeadDown(id, event)}
								onClick={(event) => !dragged.current && onSort(sort, event.detail === 0)}
							>
								<span className="cut">{t(`contacts:columns.${id}`)}</span>
								{sorted === sort &&
									(down ? (
										<ArrowDown className="icon-s" aria-hidden="true" />
									) : (
										<ArrowUp className="icon-s" aria-hidden="true" />
									))}
							</button>
							{/* biome-ignore lint/a11y/noStaticElementInteractions: for the pointer; keys widen the head itself */}
							<i
								className={styles.edge}
								data-edge={id}
								onPointerDown={(event) => onEdgeDown(id, event)}
								onDoubleClick={() => onFit(id)}
							/>
						</span>
					);
				})}
			</div>
		</div>
	);
}
