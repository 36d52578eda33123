import { ArrowDown, ArrowUp } from "lucide-react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { ContactSort } from "../../../bridge";
import styles from "./ContactGrid.module.css";
import { COLUMNS } from "./columns";

const ROW = { role: "row" } as const;
const HEADING = { role: "columnheader" } as const;

/** Times begin with the newest, names with A. */
function isDown(sort: ContactSort, reverse: boolean): boolean {
	return (sort === "updated" || sort === "created") !== reverse;
}

interface Props {
	/** None: the best match comes first. */
	sorted: ContactSort | null;
	reverse: boolean;
	/** What stands before the first column. */
	lead: ReactNode;
	onSort: (sort: ContactSort) => void;
}

/** The headings; they stay while the rows pass by. */
export function Head({ sorted, reverse, lead, onSort }: Props) {
	const { t } = useTranslation();
	return (
		<div role="rowgroup" className={styles.headGroup}>
			<div {...ROW} className={styles.head}>
				{lead && <span {...HEADING}>{lead}</span>}
				{COLUMNS.map(({ id, sort: by, className }) => (
					<span
						key={id}
						{...HEADING}
						className={className}
						{...(by && sorted === by && { "aria-sort": isDown(by, reverse) ? "descending" : "ascending" })}
					>
						{by ? (
							<button type="button" tabIndex={-1} className={styles.sort} onClick={() => onSort(by)}>
								{t(`contacts:columns.${id}`)}
								{sorted === by &&
									(isDown(by, reverse) ? (
										<ArrowDown className="icon-s" aria-hidden="true" />
									) : (
										<ArrowUp className="icon-s" aria-hidden="true" />
									))}
							</button>
						) : (
							t(`contacts:columns.${id}`)
						)}
					</span>
				))}
			</div>
		</div>
	);
}
