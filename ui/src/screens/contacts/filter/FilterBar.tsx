import { Bookmark, Copy, FilterX, ListFilter } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useAction } from "../../../app/actions";
import { copyText } from "../../../app/clipboard";
import {
	type AccountId,
	type Condition,
	type ContactFilter,
	contactsWriteFilter,
	type ViewQuery,
} from "../../../bridge";
import { Button, useToast } from "../../../components";
import { NameDialog } from "../../views/NameDialog";
import type { ViewsState } from "../../views/useViews";
import type { Lists } from "../lists";
import { cleaned, isBlank, without, withPart } from "./conditions";
import css from "./Filter.module.css";
import { AddFilter, FilterChip } from "./FilterChip";
import { FoldedChips, useNarrow } from "./FoldedChips";
import { TypeTabs } from "./TypeTabs";

interface Props {
	account: AccountId;
	lists: Lists;
	views: ViewsState;
	/** The search text beside the filter. */
	text: string;
	/** The list is there: now its counts may be asked for. */
	ready: boolean;
	onClear: () => void;
	/** A saved view is as it was saved: its text too. */
	onText: (text: string) => void;
}

/** The filter as chips, and the way to save it as a view. */
export function FilterBar({ account, lists, views, text, ready, onClear, onText }: Props) {
	const { t } = useTranslation();
	const toast = useToast();
	const { filter } = views.query;
	const [adding, setAdding] = useState(false);
	const [open, setOpen] = useState<number | null>(null);
	const [naming, setNaming] = useState(false);
	const [unfolded, setUnfolded] = useState(false);
	const folds = useNarrow() && filter.all.length > 1;

	const set = (next: ContactFilter) => views.change({ filter: next });
	const add = (condition: Condition) => {
		set({ all: [...filter.all, [condition]] });
		setOpen(filter.all.length);
	};
	/** A chip nobody chose a value for goes when it is left. */
	const leave = (at: number) => {
		setOpen(null);
		const part = filter.all[at];
		if (part?.some(isBlank))
			set(
				withPart(
					filter,
					at,
					part.filter((one) => !isBlank(one)),
				),
			);
	};
	const now: ViewQuery = { ...views.query, text, filter: cleaned(filter) };
	const filtered = now.filter.all.length > 0;
	const { view } = views;
	const changed = view !== null && (views.changed || text !== view.query.text);
	const special = filtered || text !== "" || now.sort !== "updated" || now.reverse;

	const saveAs = async (name: string) => {
		const saved = await views.save({ id: 0, position: 0, name, query: now, present: null });
		// The columns of the view that was left stay as they are.
		const { layout } = now;
		views.change(view ? { ...view.query, layout } : { filter: { all: [] }, sort: "updated", reverse: false });
		const opened = views.open(saved.id);
		onText(saved.query.text);
		await opened;
		toast.show({ text: <bdi>{t("views:saved", { name: saved.name })}</bdi> });
	};
	const saveChanges = async () => {
		if (!view) return;
		try {
			await views.save({ ...view, query: now, present: null });
			toast.show({ text: <bdi>{t("views:saved", { name: view.name })}</bdi> });
		} catch {
			toast.show({ tone: "danger", text: t("views:failed") });
		}
	};
	useAction({
		id: "contacts.filter",
		label: t("contacts:filter.action"),
		keys: "F",
		icon: <ListFilter aria-hidden="true" />,
		rank: 0,
		run: () => setAdding(true),
	});
	useAction({
		id: "contacts.clearFilters",
		label: t("contacts:filter.clear"),
		icon: <FilterX aria-hidden="true" />,
		when: filtered,
		run: onClear,
	});
	useAction({
		id: "contacts.copyFilter",
		label: t("contacts:filter.copy"),
		icon: <Copy aria-hidden="true" />,
		when: filtered,
		run: () => {
			contactsWriteFilter(account, now.filter, text)
				.then(copyText)
				.then((done) => {
					if (done) toast.show({ text: t("common:copied") });
					else toast.show({ tone: "warn", text: t("contacts:detail.notCopied") });
				})
				.catch(() => toast.show({ tone: "danger", text: t("views:failed") }));
		},
	});
	useAction({
		id: "views.save",
		label: t("views:save"),
		icon: <Bookmark aria-hidden="true" />,
		when: special,
		run: () => setNaming(true),
	});
	useAction({
		id: "views.saveChanges",
		label: t("views:saveChanges"),
		icon: <Bookmark aria-hidden="true" />,
		of: view?.name,
		when: changed,
		run: () => void saveChanges(),
	});
	const chips = filter.all.map((part, at) => (
		<FilterChip
			// biome-ignore lint/suspicious/noArrayIndexKey: a part is its place
			key={at}
			{...{ account, lists, part, text }}
			others={cleaned(without(filter, at))}
			open={open === at}
			onOpenChange={(next) => (next ? setOpen(at) : leave(at))}
			onChange={(next) => set(withPart(filter, at, next))}
			onRemove={() => {
				setOpen(null);
				set(without(filter, at));
			}}
		/>
	));
	return (
		<div className={css.bar} role="group" aria-label={t("contacts:filter.label")} data-region="filters">
			<TypeTabs {...{ account, filter, text, ready }} onChange={set} />
			<i className={css.rule} />
			{folds ? (
				<FoldedChips
					count={filter.all.length}
					open={unfolded || open !== null}
					onOpenChange={(next) => {
						setUnfolded(next);
						if (!next && open !== null) leave(open);
					}}
				>
					{chips}
				</FoldedChips>
			) : (
				chips
			)}
			<AddFilter open={adding} onOpenChange={setAdding} onAdd={add} />
			{filtered && (
				<Button size="small" variant="quiet" onClick={onClear}>
					{t("contacts:filter.clear")}
				</Button>
			)}
			<span className="grow" />
			{changed && (
				<>
					<Button
						size="small"
						variant="quiet"
						onClick={() => {
							views.change({ ...view.query, layout: now.layout });
							onText(view.query.text);
						}}
					>
						{t("views:revert")}
					</Button>
					<Button size="small" onClick={() => void saveChanges()}>
						{t("views:saveChanges")}
					</Button>
				</>
			)}
			{special && (view === null || changed) && (
				<Button size="small" variant="quiet" onClick={() => setNaming(true)}>
					{t("views:save")}
				</Button>
			)}
			<NameDialog open={naming} onOpenChange={setNaming} title={t("views:saveTitle")} name="" onSave={saveAs} />
		</div>
	);
}
