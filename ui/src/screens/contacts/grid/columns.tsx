// The columns of the list: what each is called by, sorted by, and shows.
import { Ban } from "lucide-react";
import type { CSSProperties, ReactNode } from "react";
import type { ContactSort } from "../../../bridge";
import type { RowText } from "../rows";
import styles from "./ContactGrid.module.css";

export type ColumnId = "name" | "phone" | "company" | "type" | "status" | "source" | "groups" | "updated";

/** Words that cells need; made once for the whole grid. */
export interface CellWords {
	optedOut: string;
	noNumber: string;
}

export interface Column {
	/** Also the key of its heading: `contacts:columns.…`. */
	id: ColumnId;
	/** None: the list has no such order. */
	sort?: ContactSort;
	/** Of heading and cell. */
	className?: string | undefined;
	/** What the cell holds is the server's text in any script. */
	foreign?: boolean;
	/** A tooltip of the cell. */
	title?: (row: RowText) => string;
	cell: (row: RowText, words: CellWords) => ReactNode;
}

export const COLUMNS: readonly Column[] = [
	{
		id: "name",
		sort: "name",
		className: styles.name,
		cell: (row, words) => (
			<>
				{row.name ? <bdi>{row.name}</bdi> : <span className={`${styles.tel} ${styles.nameless}`}>{row.phone}</span>}
				{row.optedOut && <Ban className={`icon-s ${styles.mark}`} role="img" aria-label={words.optedOut} />}
			</>
		),
	},
	{
		id: "phone",
		className: styles.tel,
		cell: (row, words) => row.phone || <span className={styles.none}>{words.noNumber}</span>,
	},
	{ id: "company", sort: "company", foreign: true, cell: (row) => row.company },
	{ id: "type", sort: "type", className: styles.type, cell: (row) => row.type },
	{
		id: "status",
		sort: "status",
		className: styles.status,
		cell: (row) =>
			row.status && (
				<>
					<i className={styles.dot} style={row.color ? ({ "--dot": row.color } as CSSProperties) : undefined} />
					<bdi>{row.status}</bdi>
				</>
			),
	},
	{ id: "source", sort: "source", className: styles.source, foreign: true, cell: (row) => row.source },
	{
		id: "groups",
		className: styles.groups,
		cell: (row) => (
			<>
				{row.group && <bdi>{row.group}</bdi>}
				{row.more > 0 && <span className={styles.more}>+{row.more}</span>}
			</>
		),
	},
	{
		id: "updated",
		sort: "updated",
		className: styles.end,
		title: (row) => row.updatedTitle,
		cell: (row) => row.updated,
	},
];
