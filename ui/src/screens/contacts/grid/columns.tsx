// The columns of the list: what each is sorted by, shows, and how wide it is where nobody chose a width.
import { Ban } from "lucide-react";
import type { CSSProperties, ReactNode } from "react";
import type { ContactColumn, ContactSort } from "../../../bridge";
import type { RowText } from "../rows";
import styles from "./ContactGrid.module.css";

/** Words that cells need; made once for the whole grid. */
export interface CellWords {
	optedOut: string;
	noNumber: string;
	/** Of a row's box. */
	select: string;
}

export interface Column {
	/** Also the key of its heading, `contacts:columns.…`. */
	id: ContactColumn;
	sort: ContactSort;
	/** Seen in a view that nobody arranged. */
	first: boolean;
	/** Goes where the room is narrow: it is in the detail. */
	gives?: boolean;
	/** The least width in pixels, and its share of what is left; no share: just as wide. */
	min: number;
	share?: number;
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
		first: true,
		min: 120,
		share: 1.7,
		className: styles.name,
		cell: (row, words) => (
			<>
				{row.name ? <bdi>{row.name}</bdi> : <span className={`${styles.tel} ${styles.nameless}`}>{row.phone}</span>}
				{row.optedOut && <Ban className={`icon-s ${styles.mark}`} role="img" aria-label={words.optedOut} />}
			</>
		),
	},
	{
		// As wide as the longest number: see `template`.
		id: "phone",
		sort: "phone",
		first: true,
		min: 0,
		className: styles.tel,
		cell: (row, words) => row.phone || <span className={styles.none}>{words.noNumber}</span>,
	},
	{
		id: "company",
		sort: "company",
		first: true,
		min: 44,
		share: 1,
		foreign: true,
		cell: (row) => row.company,
	},
	{
		id: "type",
		sort: "type",
		first: true,
		gives: true,
		min: 57,
		className: styles.type,
		cell: (row) => row.type,
	},
	{
		id: "status",
		sort: "status",
		first: true,
		min: 78,
		share: 0.62,
		className: styles.status,
		cell: (row) =>
			row.status && (
				<>
					<i className={styles.dot} style={row.color ? ({ "--dot": row.color } as CSSProperties) : undefined} />
					<bdi>{row.status}</bdi>
				</>
			),
	},
	{
		id: "source",
		sort: "source",
		first: true,
		gives: true,
		min: 58,
		share: 0.52,
		foreign: true,
		cell: (row) => row.source,
	},
	{
		id: "groups",
		sort: "groups",
		first: true,
		gives: true,
		min: 80,
		share: 1,
		className: styles.groups,
		title: (row) => row.groups,
		cell: (row) => (
			<>
				{row.group && <bdi>{row.group}</bdi>}
				{row.more > 0 && <span className={styles.more}>+{row.more}</span>}
			</>
		),
	},
	{
		id: "assigned",
		sort: "assigned",
		first: false,
		gives: true,
		min: 76,
		className: styles.num,
		cell: (row) => row.assigned,
	},
	{
		id: "email",
		sort: "email",
		first: false,
		gives: true,
		min: 96,
		share: 1.2,
		foreign: true,
		cell: (row) => row.email,
	},
	{ id: "city", sort: "city", first: false, gives: true, min: 64, share: 0.7, foreign: true, cell: (row) => row.city },
	{
		id: "created",
		sort: "created",
		first: false,
		gives: true,
		min: 66,
		className: styles.end,
		title: (row) => row.createdTitle,
		cell: (row) => row.created,
	},
	{
		id: "updated",
		sort: "updated",
		first: true,
		min: 66,
		className: styles.end,
		title: (row) => row.updatedTitle,
		cell: (row) => row.updated,
	},
];

const BY_ID = new Map(COLUMNS.map((column) => [column.id, column]));

export function columnOf(id: ContactColumn): Column | undefined {
	return BY_ID.get(id);
}

/** Times begin with the newest, all else with A or the smallest. */
export function isDown(sort: ContactSort, reverse: boolean): boolean {
	return (sort === "updated" || sort === "created") !== reverse;
}
