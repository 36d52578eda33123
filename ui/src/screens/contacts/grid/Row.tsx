import { type ComponentType, memo } from "react";
import type { RowText } from "../rows";
import styles from "./ContactGrid.module.css";
import type { CellWords } from "./columns";
import type { Placed } from "./layout";

// The grid holds the focus and names its row by `aria-activedescendant`, so none of these is focused itself.
const ROW = { role: "row" } as const;
const CELL = { role: "gridcell" } as const;

/** What stands before the first column: the same component for as long as the grid lives, so that rows stay as they are. */
export type LeadCell = ComponentType<{ selected: boolean | undefined; words: CellWords }>;

interface Props {
	id: string;
	index: number;
	top: number;
	columns: readonly Placed[];
	/** `undefined`: on its way; `null`: its contact is gone. */
	row: RowText | null | undefined;
	active: boolean;
	open: boolean;
	/** None: the list has no selection. */
	selected?: boolean | undefined;
	words: CellWords;
	lead?: LeadCell | undefined;
}

/** No hook, no state, no handler: hundreds of these pass by while scrolling. */
export const Row = memo(function Row(props: Props) {
	const { id, index, top, columns, row, active, open, selected, words, lead: Lead } = props;
	return (
		<div
			{...ROW}
			{...{
				// The heads are row 1.
				"aria-rowindex": index + 2,
				"aria-current": open || undefined,
				"aria-selected": selected,
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
					{Lead && <span {...CELL} />}
					<Blank />
					<Blank />
					<Blank />
				</>
			) : (
				<>
					{Lead && (
						<span {...CELL}>
							<Lead selected={selected} words={words} />
						</span>
					)}
					{columns.map((column) =>
						column.foreign ? (
							<bdi key={column.id} {...CELL} className={column.className}>
								{column.cell(row, words)}
							</bdi>
						) : (
							<span key={column.id} {...CELL} className={column.className} title={column.title?.(row)}>
								{column.cell(row, words)}
							</span>
						),
					)}
				</>
			)}
		</div>
	);
});

function Blank() {
	return (
		<span {...CELL}>
			<i className={styles.blank} />
		</span>
	);
}
