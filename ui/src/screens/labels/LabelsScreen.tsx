import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Merge, Pencil, Plus, Search, Send, Trash2, Users } from "lucide-react";
import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { useAction, useTaught } from "../../app/actions";
import { useNewCampaign } from "../../app/newCampaign";
import { keys } from "../../app/query";
import { useAccount } from "../../app/session";
import { BridgeError, syncNow, syncStatus } from "../../bridge";
import { Button, SearchBox, useConfirm, useToast } from "../../components";
import { rescueFocus } from "../../components/focus";
import frame from "../frame.module.css";
import { useOpenContacts } from "../views";
import { Face } from "./Face";
import { type InUse, InUseDialog } from "./InUseDialog";
import { contactsOf, filtered, type Kind, type Label } from "./kind";
import { failureText, LabelDialog } from "./LabelDialog";
import { type GridHandle, LabelGrid, shownCount } from "./LabelGrid";
import css from "./LabelsScreen.module.css";
import { MergeDialog } from "./MergeDialog";
import { useCounts, useLabels } from "./useLabels";
import { useTotals } from "./useTotals";

interface Editing {
	/** Opened anew: nothing of the one before is left in it. */
	key: number;
	label: Label | null;
	forColour: boolean;
}

/** Groups, Sources or Statuses. */
export function LabelsScreen({ kind }: { kind: Kind }) {
	// Each list has its own place, filter and dialogs.
	return <Screen key={kind.list} kind={kind} />;
}

function Screen({ kind }: { kind: Kind }) {
	const { t } = useTranslation();
	const client = useQueryClient();
	const confirm = useConfirm();
	const toast = useToast();
	const newCampaign = useNewCampaign();
	const { id: account, missing_scopes: missing } = useAccount();
	const { list } = kind;
	const { labels, ready, error, retry } = useLabels(account, kind);
	const counts = useCounts(account, kind);
	const { data: sync } = useQuery({ queryKey: keys.sync(account), queryFn: () => syncStatus(account) });
	const [filter, setFilter] = useState("");
	const shown = useMemo(() => filtered(labels, filter), [labels, filter]);
	const { totals, onRange } = useTotals(account, list, shown, counts !== null && !counts.complete);
	const openContacts = useOpenContacts(account);
	const onShow = useCallback((label: Label) => openContacts(contactsOf(list, label.id)), [openContacts, list]);
	const [current, setCurrent] = useState<number | null>(null);
	const [editing, setEditing] = useState<Editing>({ key: 0, label: null, forColour: false });
	const [editOpen, setEditOpen] = useState(false);
	const [inUse, setInUse] = useState<InUse | null>(null);
	const [inUseOpen, setInUseOpen] = useState(false);
	const [moving, setMoving] = useState<{ key: number; label: Label } | null>(null);
	const [moveOpen, setMoveOpen] = useState(false);
	const grid = useRef<GridHandle>(null);
	const search = useRef<HTMLInputElement>(null);
	const screen = useRef<HTMLElement>(null);
	// After a save the keyboard is on the entry, wherever the dialog was opened from.
	const afterSave = useRef<HTMLElement | null>(null);

	// The keyboard stays on its entry when others come and go; when the entry itself goes, on its place.
	const place = useRef(0);
	const at = shown.findIndex((label) => label.id === current);
	const active = at >= 0 ? at : Math.max(0, Math.min(place.current, shown.length - 1));
	place.current = active;
	const onMove = useCallback((index: number) => setCurrent(shown[index]?.id ?? null), [shown]);
	const hasRows = shown.length > 0;
	useEffect(() => {
		if (hasRows) rescueFocus();
	}, [hasRows]);

	const edit = useCallback((label: Label | null, forColour = false) => {
		afterSave.current = null;
		setEditing((before) => ({ key: before.key + 1, label, forColour }));
		setEditOpen(true);
		if (label) setCurrent(label.id);
	}, []);
	const onRename = useCallback((label: Label) => edit(label), [edit]);
	const onColour = useCallback((label: Label) => edit(label, true), [edit]);
	const saved = (label: Label) => {
		// Shown at once; the event of the change brings the list in its order.
		client.setQueryData<Label[]>(keys[list](account), (all) => put(all ?? [], label));
		setCurrent(label.id);
		afterSave.current = screen.current?.querySelector<HTMLElement>("[role='grid']") ?? null;
		if (filtered([label], filter).length === 0) setFilter("");
		toast.show({
			text: <bdi>{t(editing.label ? "labels:toast.saved" : `labels:${list}.created`, { name: label.name })}</bdi>,
		});
	};
	const showInUse = useCallback((next: InUse) => {
		setInUse(next);
		setInUseOpen(true);
	}, []);
	/** Its contacts go to another, then it goes. */
	const onMerge = useCallback((label: Label) => {
		setCurrent(label.id);
		// Gone at once: while it fades it would take the focus from what opens.
		setInUse(null);
		setMoving((before) => ({ key: (before?.key ?? 0) + 1, label }));
		setMoveOpen(true);
	}, []);
	/** A template to all in the group. */
	const onSend = useCallback(
		(label: Label) => {
			setCurrent(label.id);
			newCampaign({ audience: [{ kind: "group", id: label.id }] });
		},
		[newCampaign],
	);
	const remove = async (label: Label) => {
		setCurrent(label.id);
		const { count, atLeast } = shownCount(label.id, counts, totals);
		const contacts = count ?? 0;
		if (kind.heldByUse && contacts > 0) {
			showInUse({ label, contacts, atLeast });
			return;
		}
		const many = contacts === 0 ? (atLeast || counts === null ? "some" : "none") : atLeast ? "atLeast" : "counted";
		const yes = await confirm({
			title: t("labels:remove.title", { name: label.name }),
			text: t(`labels:${list}.remove_${kind.heldByUse ? "unused" : many}`, { count: contacts }),
			confirmLabel: t("labels:delete"),
			danger: true,
		});
		if (!yes) return;
		const { name } = label;
		try {
			await kind.remove(account, label.id);
			toast.show({ text: <bdi>{t("labels:toast.deleted", { name })}</bdi> });
		} catch (failure) {
			if (failure instanceof BridgeError && failure.code === "conflict") {
				const told = failure.params.contacts;
				showInUse({ label, contacts: told === undefined ? null : Number(told), atLeast: false });
				return;
			}
			if (failure instanceof BridgeError && failure.code === "not_found") {
				// Somebody was quicker: that is what was wanted.
				toast.show({ text: <bdi>{t("labels:toast.goneAlready", { name })}</bdi> });
				return;
			}
			toast.show({
				tone: "danger",
				text: t("labels:remove.failed", { name, reason: failureText(failure, t) }),
			});
		}
	};
	// One function for as long as the screen is there: a row is drawn anew only when something of its own changes.
	const latest = useRef(remove);
	latest.current = remove;
	const onDelete = useCallback((label: Label) => void latest.current(label), []);

	const row = shown[active];
	useAction({
		id: "labels.new",
		label: t(`labels:${list}.new`),
		keys: "N",
		icon: <Plus aria-hidden="true" />,
		rank: 0,
		run: () => edit(null),
	});
	useAction({
		id: "labels.filter",
		label: t(`labels:${list}.filter`),
		keys: "/",
		icon: <Search aria-hidden="true" />,
		rank: 0,
		run: () => {
			search.current?.focus();
			search.current?.select();
		},
	});
	useAction({
		id: "labels.rename",
		label: t("labels:rename"),
		keys: "Enter",
		of: row?.name,
		icon: <Pencil aria-hidden="true" />,
		when: row !== undefined,
		elsewhere: true,
		run: () => row && edit(row),
	});
	useAction({
		id: "labels.contacts",
		label: t("labels:showContacts"),
		keys: "O",
		of: row?.name,
		icon: <Users aria-hidden="true" />,
		when: row !== undefined,
		run: () => row && onShow(row),
	});
	useAction({
		id: "labels.send",
		label: t("newCampaign:action.toGroup"),
		keys: "T",
		of: row?.name,
		icon: <Send aria-hidden="true" />,
		when: list === "groups" && row !== undefined,
		run: () => row && onSend(row),
	});
	useAction({
		id: "labels.delete",
		label: t("labels:delete"),
		keys: "Delete",
		of: row?.name,
		icon: <Trash2 aria-hidden="true" />,
		when: row !== undefined,
		elsewhere: true,
		run: () => row && onDelete(row),
	});
	useAction({
		id: "labels.merge",
		label: t("jobs:labels.merge"),
		of: row?.name,
		icon: <Merge aria-hidden="true" />,
		when: list === "groups" && row !== undefined && labels.length > 1,
		run: () => row && onMerge(row),
	});
	useTaught("ArrowUp ArrowDown", { label: t("labels:keys.move"), when: hasRows });
	useTaught("Home End", { label: t("labels:keys.ends"), when: hasRows });

	const isEmpty = ready && labels.length === 0;
	return (
		<main ref={screen} className={frame.screen} data-region="screen">
			<header className={frame.bar}>
				<h1 className={frame.title} tabIndex={-1}>
					{t(`labels:${list}.title`)}
				</h1>
				{labels.length > 0 ? (
					<span className={frame.count}>
						{filter.trim()
							? t("labels:shownOf", { shown: shown.length, all: labels.length })
							: t("labels:count", { count: labels.length })}
					</span>
				) : null}
				<SearchBox
					ref={search}
					className={css.search}
					label={t(`labels:${list}.filter`)}
					placeholder={t("labels:filterPlaceholder")}
					keys="/"
					value={filter}
					onChange={setFilter}
					onEscape={() => grid.current?.focus()}
					onKeyDown={(event) => {
						if (event.nativeEvent.isComposing || !hasRows) return;
						if (event.key !== "ArrowDown" && event.key !== "Enter") return;
						event.preventDefault();
						grid.current?.focus();
					}}
				/>
				<span className="grow" />
				{/* One filled button a view: with no rows it stands in the middle. */}
				<Button variant={isEmpty ? "secondary" : "primary"} keys="N" onClick={() => edit(null)}>
					{t(`labels:${list}.new`)}
				</Button>
			</header>
			{hasRows ? (
				<LabelGrid
					ref={grid}
					list={list}
					coloured={kind.coloured}
					labels={shown}
					counts={counts}
					totals={totals}
					onRange={onRange}
					active={active}
					onMove={onMove}
					onRename={onRename}
					onColour={onColour}
					onDelete={onDelete}
					onShow={onShow}
					onMerge={list === "groups" && labels.length > 1 ? onMerge : undefined}
					onSend={list === "groups" ? onSend : undefined}
				/>
			) : (
				<div className={frame.face}>
					<Face
						list={list}
						ready={ready}
						error={error}
						onRetry={retry}
						filter={labels.length > 0 ? filter : ""}
						onClear={() => {
							setFilter("");
							search.current?.focus();
						}}
						sync={sync}
						onSync={() => void syncNow(account).catch(() => undefined)}
						forbidden={missing.includes(`${list}:read`)}
						onNew={() => edit(null)}
					/>
				</div>
			)}
			<footer className={frame.foot}>
				{hasRows && counts && !counts.complete ? t("labels:foot.filling") : hasRows ? t(`labels:${list}.foot`) : null}
			</footer>
			{editing.key > 0 ? (
				<LabelDialog
					key={editing.key}
					account={account}
					kind={kind}
					open={editOpen}
					onOpenChange={setEditOpen}
					label={editing.label}
					labels={labels}
					forColour={editing.forColour}
					onSaved={saved}
					focusAfter={afterSave}
				/>
			) : null}
			{inUse ? (
				<InUseDialog
					list={list}
					inUse={inUse}
					open={inUseOpen}
					onOpenChange={setInUseOpen}
					onMove={() => onMerge(inUse.label)}
				/>
			) : null}
			{moving ? (
				<MergeDialog
					key={moving.key}
					account={account}
					list={list}
					labels={labels}
					label={moving.label}
					open={moveOpen}
					onOpenChange={setMoveOpen}
				/>
			) : null}
		</main>
	);
}

/** In place of its older self, else where its name puts it. */
function put(all: readonly Label[], label: Label): Label[] {
	const others = all.filter((one) => one.id !== label.id);
	return [...others, label].sort((a, b) => {
		const [one, other] = [a.name.toLowerCase(), b.name.toLowerCase()];
		return one < other ? -1 : one > other ? 1 : a.id - b.id;
	});
}
