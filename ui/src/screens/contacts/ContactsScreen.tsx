import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useMemo, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { keys } from "../../app/query";
import { useAccount } from "../../app/session";
import { useFormatTime } from "../../app/time";
import { type AccountId, type ContactSort, type Job, listen, syncStatus } from "../../bridge";
import { cx } from "../../components";
import { rescueFocus, useScreenFocus } from "../../components/focus";
import frame from "../frame.module.css";
import { atWork } from "../jobs/useJobs";
import { useViews } from "../views";
import { ContactDetail } from "./ContactDetail";
import { Foot } from "./Foot";
import { cleaned, joined } from "./filter/conditions";
import { FilterBar } from "./filter/FilterBar";
import { useTypedFilter } from "./filter/useTypedFilter";
import { draftQuery } from "./form/useDraft";
import { ContactGrid, type GridHandle } from "./grid/ContactGrid";
import { useLayout } from "./grid/useLayout";
import { useLists } from "./lists";
import { NoRows } from "./NoRows";
import { isKnownType, rowFormatter } from "./rows";
import { PartBar } from "./selection/PartBar";
import { SelectionBar } from "./selection/SelectionBar";
import { useBulk } from "./selection/useBulk";
import { useGridSelection } from "./selection/useGridSelection";
import { usePart } from "./selection/usePart";
import { useSelection } from "./selection/useSelection";
import { useSelectionKeys } from "./selection/useSelectionKeys";
import { Toolbar } from "./Toolbar";
import { useContactActions } from "./useContactActions";
import { questionKey, useContactList } from "./useContactList";
import { useOpenContact } from "./useOpenContact";

/** Another account is another screen: nothing of the first is carried over. */
export function ContactsScreen() {
	const { id } = useAccount();
	return <Contacts key={id} account={id} />;
}

function Contacts({ account }: { account: AccountId }) {
	const { t } = useTranslation();
	const views = useViews(account);
	// With the start the open view is here at once.
	const [text, setText] = useState(views.view?.query.text ?? "");
	const search = useRef<HTMLInputElement>(null);
	const grid = useRef<GridHandle>(null);

	useScreenFocus();
	const lists = useLists(account);
	const { sort, reverse } = views.query;
	const filter = useMemo(() => cleaned(views.query.filter), [views.query.filter]);
	const typed = useTypedFilter({
		account,
		text,
		onTake: (read, left) => {
			views.change({ filter: joined(filter, read.filter) });
			setText(left);
		},
	});
	// Another view: its own text, and nothing of what was typed into the one before.
	const viewId = views.ready ? (views.view?.id ?? null) : undefined;
	const viewText = views.view?.query.text ?? "";
	const shownView = useRef(viewId);
	useEffect(() => {
		const before = shownView.current;
		shownView.current = viewId;
		if (viewId !== undefined && before !== viewId && (before !== undefined || viewText !== "")) setText(viewText);
	}, [viewId, viewText]);
	const question = useMemo(
		() => ({ text: typed.text.trim(), filter: { all: [...filter.all, ...typed.filter.all] }, sort, reverse }),
		[typed.text, typed.filter, filter, sort, reverse],
	);
	const { part, setPart } = usePart(account, questionKey(question));
	const list = useContactList(account, question, views.ready, part);
	const client = useQueryClient();
	const { listed, lookAgain, refresh, reread } = list;
	const status = useQuery({ queryKey: keys.sync(account), queryFn: () => syncStatus(account) }).data;
	// Read now, so that the form opens with what was kept.
	useQuery(draftQuery(account, null));

	useEffect(
		() =>
			listen((event) => {
				if (event.type !== "contacts_changed" || event.account !== account) return;
				const job = atWork(client.getQueryData<Job[]>(keys.jobs(account)) ?? []);
				if (event.cause === "person" && (!job || job.change.kind === "delete")) refresh();
				else {
					// A job goes on for minutes or hours: no row moves under the cursor because of it.
					if (event.cause === "person") reread();
					lookAgain();
				}
			}),
		[account, client, refresh, reread, lookAgain],
	);

	const time = useFormatTime();
	const format = useMemo(
		() =>
			rowFormatter(lists.names, {
				type: (type) => (isKnownType(type) ? t(`contacts:type.${type}`) : type),
				short: time.short,
				full: time.full,
			}),
		[lists.names, time, t],
	);

	const layout = useLayout(views);
	const opened = useOpenContact(account, list, grid);
	const { contact } = opened;
	const total = listed?.snapshot.total ?? 0;
	const selecting = useSelection(account, listed?.snapshot.id, refresh);
	const { selection } = selecting;
	// The toolbar goes with the last tick; the focus stays with the list.
	const some = selection.total > 0;
	useEffect(() => {
		if (!some) rescueFocus();
	}, [some]);
	const actions = useContactActions({
		...{ account, lists, opened, total, search, refresh },
		onText: setText,
		many: selection.total > 0,
	});
	const bulk = useBulk({
		...{ account, lists, selection },
		open: contact,
		onSend: actions.send,
		onDelete: (gone) => void actions.remove(gone),
	});
	const ticking = useGridSelection({
		...{ account, list, opened, selecting, grid },
		onEscape: () => (part ? setPart(null) : selecting.clear()),
	});
	useSelectionKeys({ selecting, part, onBack: () => setPart(null), isOpen: contact !== null, total });

	const sortBy = (next: ContactSort) => views.change({ sort: next, reverse: next === sort && !reverse });
	const clearFilters = () => {
		views.change({ filter: { all: [] } });
		search.current?.focus();
	};
	const clearText = () => {
		setText("");
		search.current?.focus();
	};
	const isEmpty =
		listed !== undefined &&
		listed.snapshot.all === 0 &&
		!listed.query.text &&
		listed.query.filter.all.length === 0 &&
		status?.state !== "failed" &&
		status?.state !== "filling";
	return (
		<div className={cx(frame.split, contact && frame.withDetail)}>
			<main className={frame.screen} data-region="screen">
				<Toolbar
					{...{ listed, views, search, text, typed, layout, isEmpty }}
					onText={setText}
					onRows={() => grid.current?.focus()}
					onEnter={() => void opened.openAt(opened.active)}
					onNew={() => void actions.openForm(null)}
				/>
				{part ? (
					<PartBar part={part} total={total} onBack={() => setPart(null)} />
				) : (
					<FilterBar
						{...{ account, lists, views }}
						text={question.text}
						ready={listed !== undefined && !list.waiting}
						onClear={clearFilters}
						onText={setText}
					/>
				)}
				{listed === undefined || total === 0 ? (
					<NoRows
						{...{ account, list, status, isEmpty }}
						onNew={() => void actions.openForm(null)}
						onCreate={(words) => void actions.openFrom(words)}
						onClear={clearText}
						onClearFilters={clearFilters}
					/>
				) : (
					<ContactGrid
						key={listed.part}
						ref={grid}
						account={account}
						listed={listed}
						active={opened.active}
						open={opened.id}
						format={format}
						onMove={opened.move}
						onOpen={(index) => void opened.openAt(index)}
						onClose={opened.close}
						onRange={ticking.onRange}
						onMissing={list.onMissing}
						onSort={sortBy}
						lead={ticking.lead}
						isSelected={ticking.isSelected}
						onKey={ticking.onKey}
						onRowClick={ticking.onRowClick}
						layout={layout}
						onType={(letters) => {
							setText(letters);
							search.current?.focus();
						}}
					/>
				)}
				{selection.total > 0 && <SelectionBar {...{ selecting, total, part }} onPart={setPart} onAction={bulk.run} />}
				<Foot listed={listed} status={status} changed={list.changed} onShow={refresh} />
			</main>
			{contact && (
				<ContactDetail
					key={contact.id}
					contact={contact}
					time={time}
					index={opened.index}
					total={total}
					onStep={opened.step}
					onClose={opened.close}
					onSend={() => actions.send(contact)}
					onEdit={() => void actions.openForm(contact)}
					onDelete={() => void actions.remove(contact)}
				/>
			)}
			{actions.dialogs}
			{bulk.dialogs}
		</div>
	);
}
