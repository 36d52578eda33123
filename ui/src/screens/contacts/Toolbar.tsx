import { ArrowDownUp, Check } from "lucide-react";
import { memo, type RefObject, useId } from "react";
import { useTranslation } from "react-i18next";
import { useAction } from "../../app/actions";
import { useSession } from "../../app/session";
import type { ViewQuery } from "../../bridge";
import { Button, IconButton, Menu, SearchBox } from "../../components";
import frame from "../frame.module.css";
import type { ViewsState } from "../views";
import styles from "./ContactsScreen.module.css";
import { without } from "./filter/conditions";
import filterCss from "./filter/Filter.module.css";
import type { useTypedFilter } from "./filter/useTypedFilter";
import { ColumnsMenu } from "./grid/ColumnsMenu";
import type { Layout } from "./grid/useLayout";
import type { Listed } from "./useContactList";

const SORTS = [
	"updated",
	"created",
	"name",
	"phone",
	"company",
	"type",
	"status",
	"source",
	"groups",
	"assigned",
	"email",
	"city",
] as const;

interface Props {
	listed: Listed | undefined;
	views: ViewsState;
	search: RefObject<HTMLInputElement | null>;
	text: string;
	onText: (text: string) => void;
	typed: ReturnType<typeof useTypedFilter>;
	layout: Layout;
	/** There is not one contact. */
	isEmpty: boolean;
	/** From the search to the rows. */
	onRows: () => void;
	/** Enter in the search. */
	onEnter: () => void;
	onNew: () => void;
}

/** The title, the search, the order, and the way to write somebody down. */
export function Toolbar(props: Props) {
	const { listed, views, search, text, onText, typed, layout, isEmpty, onRows, onEnter, onNew } = props;
	const { t } = useTranslation();
	const { preferences } = useSession();
	const errorId = useId();
	const { sort, reverse, filter } = views.query;
	const all = listed?.snapshot.all ?? 0;
	const total = listed?.snapshot.total ?? 0;
	const narrowed = listed !== undefined && (listed.query.text !== "" || listed.query.filter.all.length > 0);
	return (
		<header className={frame.bar}>
			<h1 className={frame.title} tabIndex={-1}>
				{t("contacts:title")}
			</h1>
			{all > 0 && (
				<span className={frame.count}>
					{narrowed ? t("contacts:countOf", { total, all }) : t("contacts:count", { all })}
				</span>
			)}
			<span className={styles.search}>
				<SearchBox
					ref={search}
					className={styles.searchBox}
					label={t("contacts:search")}
					placeholder={t("contacts:searchPlaceholder")}
					keys="/"
					value={text}
					onChange={onText}
					onEscape={onRows}
					aria-invalid={typed.told ? true : undefined}
					aria-describedby={typed.told ? errorId : undefined}
					onKeyDown={(event) => {
						if (event.nativeEvent.isComposing) return;
						const last = filter.all.length - 1;
						if (event.key === "Backspace" && text === "" && last >= 0) {
							views.change({ filter: without(filter, last) });
							return;
						}
						if (event.key === "Enter" && text.includes(":") && (typed.take() || typed.errors.length > 0)) {
							event.preventDefault();
							return;
						}
						if (total === 0) return;
						if (event.key !== "ArrowDown" && event.key !== "Enter") return;
						event.preventDefault();
						onRows();
						if (event.key === "Enter") onEnter();
					}}
				/>
				{typed.told && (
					<p id={errorId} role="alert" className={filterCss.error}>
						{t(`contacts:filter.error.${typed.told.code}`, {
							value: typed.told.value,
							field: t(`contacts:filter.field.${typed.told.field}`),
						})}
					</p>
				)}
			</span>
			<span className="grow" />
			<SortMenu sort={sort} reverse={reverse} change={views.change} />
			<ColumnsMenu layout={layout} density={preferences.density} />
			{/* One filled button a view: with no contacts it stands in the middle. */}
			<Button variant={isEmpty ? "secondary" : "primary"} keys="C" onClick={onNew}>
				{t("contacts:actions.new")}
			</Button>
		</header>
	);
}

/** By itself, since none of it changes while somebody types. */
const SortMenu = memo(function SortMenu({
	sort,
	reverse,
	change,
}: Pick<ViewQuery, "sort" | "reverse"> & Pick<ViewsState, "change">) {
	const { t } = useTranslation();
	return (
		<>
			<Menu
				align="end"
				label={t("contacts:sort.label")}
				trigger={<IconButton label={t("contacts:sort.label")} icon={<ArrowDownUp aria-hidden="true" />} />}
				items={[
					...SORTS.map((value) => ({
						label: t(`contacts:sort.${value}`),
						checked: value === sort,
						icon: <Check aria-hidden="true" className={value === sort ? undefined : styles.unseen} />,
						onSelect: () => change({ sort: value, reverse: false }),
					})),
					"separator" as const,
					{
						label: t("contacts:sort.reverse"),
						checked: reverse,
						icon: <Check aria-hidden="true" className={reverse ? undefined : styles.unseen} />,
						onSelect: () => change({ reverse: !reverse }),
					},
				]}
			/>
			{SORTS.map((value) => (
				<SortAction key={value} sort={value} onSort={() => change({ sort: value, reverse: false })} />
			))}
		</>
	);
});

function SortAction({ sort, onSort }: { sort: (typeof SORTS)[number]; onSort: () => void }) {
	const { t } = useTranslation();
	useAction({
		id: `contacts.sort-${sort}`,
		label: t("contacts:sort.by", { name: t(`contacts:columns.${sort}`) }),
		icon: <ArrowDownUp aria-hidden="true" />,
		rank: 2,
		run: onSort,
	});
	return null;
}
