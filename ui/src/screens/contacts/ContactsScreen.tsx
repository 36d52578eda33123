import { useQuery, useQueryClient } from "@tanstack/react-query";
import { ArrowDownUp, Check, Pencil, Plus, Search, Send, Trash2 } from "lucide-react";
import { useCallback, useEffect, useId, useMemo, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { useAction, useShortcut, useTaught } from "../../app/actions";
import { errorText } from "../../app/errors";
import { personLabel } from "../../app/person";
import { keys } from "../../app/query";
import { useAccount } from "../../app/session";
import { useFormatTime } from "../../app/time";
import {
	type AccountId,
	BridgeError,
	type Contact,
	type ContactDraft,
	type ContactInput,
	type ContactSort,
	contactsDelete,
	contactsDropDraft,
	contactsGet,
	listen,
	syncNow,
	syncStatus,
} from "../../bridge";
import { Button, cx, IconButton, Menu, SearchBox, useConfirm, useToast } from "../../components";
import { rescueFocus, useScreenFocus } from "../../components/focus";
import { SendTemplateDialog } from "../outbox";
import { useViews } from "../views";
import { ContactDetail } from "./ContactDetail";
import { ContactGrid, type GridHandle } from "./ContactGrid";
import styles from "./ContactsScreen.module.css";
import { EmptyFace, ErrorFace, FillingFace, NobodyFace } from "./Faces";
import { Foot } from "./Foot";
import { cleaned, joined, without } from "./filter/conditions";
import filterCss from "./filter/Filter.module.css";
import { FilterBar } from "./filter/FilterBar";
import { useTypedFilter } from "./filter/useTypedFilter";
import { ContactForm } from "./form/ContactForm";
import { fromSearch } from "./form/input";
import { draftQuery } from "./form/useDraft";
import { useLists } from "./lists";
import { isKnownType, rowFormatter } from "./rows";
import { questionKey, useContactList } from "./useContactList";

/** Another account is another screen: nothing of the first is carried over. */
export function ContactsScreen() {
	const { id } = useAccount();
	return <Contacts key={id} account={id} />;
}

const SORTS = ["updated", "created", "name", "company", "type", "status", "source"] as const;

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

interface Opened {
	contact: Contact;
	/** Its place in the list; none when it is not in it, as far as is known. */
	index: number | null;
}

interface FormRequest {
	/** A form opened again is another form. */
	key: number;
	contact: Contact | null;
	draft: ContactDraft | null;
	start: Partial<ContactInput> | undefined;
}

function Contacts({ account }: { account: AccountId }) {
	const { t } = useTranslation();
	const client = useQueryClient();
	const confirm = useConfirm();
	const toast = useToast();
	const [text, setText] = useState("");
	const [active, setActive] = useState(0);
	const [opened, setOpened] = useState<Opened | null>(null);
	const [form, setForm] = useState<FormRequest | null>(null);
	const [formOpen, setFormOpen] = useState(false);
	const [sending, setSending] = useState<Contact | null>(null);
	const [sendOpen, setSendOpen] = useState(false);
	const search = useRef<HTMLInputElement>(null);
	const grid = useRef<GridHandle>(null);
	const errorId = useId();

	useScreenFocus();
	const lists = useLists(account);
	const views = useViews(account);
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
	const list = useContactList(account, question, views.ready);
	const { listed, contactAt, locate, lookAgain, refresh } = list;
	const status = useQuery({ queryKey: keys.sync(account), queryFn: () => syncStatus(account) }).data;
	// Read now, so that the form opens with what was kept.
	useQuery(draftQuery(account, null));

	useEffect(
		() =>
			listen((event) => {
				if (event.type !== "contacts_changed" || event.account !== account) return;
				if (event.cause === "person") refresh();
				else lookAgain();
			}),
		[account, refresh, lookAgain],
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

	// ── The open contact ────────────────────────────────────────────────────

	const id = opened?.contact.id ?? null;
	const current = useQuery({
		queryKey: [...keys.contacts(account), id],
		queryFn: () => contactsGet(account, id ?? 0),
		enabled: id !== null,
		retry: false,
	});
	const contact = opened && (current.data?.id === id ? current.data : opened.contact);

	/** The last row asked for: a slower answer about an earlier one is dropped. */
	const asked = useRef(0);
	const openAt = useCallback(
		async (index: number) => {
			asked.current += 1;
			const mine = asked.current;
			setActive(index);
			const found = await contactAt(index).catch(() => undefined);
			if (found && mine === asked.current) setOpened({ contact: found, index });
		},
		[contactAt],
	);
	const open = useCallback(
		(next: Contact) => {
			asked.current += 1;
			const index = locate(next.id);
			setOpened({ contact: next, index });
			if (index !== null) setActive(index);
		},
		[locate],
	);
	const close = useCallback(() => {
		asked.current += 1;
		// The focus does not go with the detail.
		if (document.activeElement?.closest("[data-region='detail']")) grid.current?.focus();
		setOpened(null);
	}, []);
	const move = useCallback(
		(index: number) => {
			setActive(index);
			if (opened) void openAt(index);
		},
		[opened, openAt],
	);
	const total = listed?.snapshot.total ?? 0;
	const step = useCallback(
		(by: 1 | -1) => {
			const next = Math.min(Math.max(active + by, 0), Math.max(total - 1, 0));
			grid.current?.show(next);
			grid.current?.focus();
			move(next);
		},
		[active, total, move],
	);

	// A new answer: the open contact is looked for in it, another question starts at its first row.
	const answered = useRef(listed && questionKey(listed.query));
	const show = useRef<number | null>(null);
	// biome-ignore lint/correctness/useExhaustiveDependencies: only a new answer moves the rows, not another open contact
	useEffect(() => {
		if (!listed) return;
		const key = questionKey(listed.query);
		const other = answered.current !== key;
		answered.current = key;
		setOpened((before) => {
			if (!before) return before;
			const index = locate(before.contact.id);
			return index === before.index ? before : { ...before, index };
		});
		setActive((before) => {
			const at = show.current ?? id;
			const index = at === null ? null : locate(at);
			return index ?? (other ? 0 : Math.max(0, Math.min(before, listed.snapshot.total - 1)));
		});
		const index = show.current === null ? null : locate(show.current);
		if (index !== null) grid.current?.show(index);
		show.current = null;
	}, [listed, locate]);

	// Rows have come and nothing has the focus: the arrows move at once.
	const hasRows = total > 0;
	useEffect(() => {
		if (hasRows) rescueFocus();
	}, [hasRows]);

	// ── What can be done ────────────────────────────────────────────────────

	const openForm = useCallback(
		async (next: Contact | null, start?: Partial<ContactInput>) => {
			const draft = await client.ensureQueryData(draftQuery(account, next?.id ?? null)).catch(() => null);
			setForm((before) => ({ key: (before?.key ?? 0) + 1, contact: next, draft, start }));
			setFormOpen(true);
		},
		[client, account],
	);
	/** Somebody else half written down is not written over: the draft comes first. */
	const openFrom = async (words: string) => {
		const draft = await client.ensureQueryData(draftQuery(account, null)).catch(() => null);
		await openForm(null, draft ? undefined : fromSearch(words));
	};
	const send = useCallback((to: Contact) => {
		setSending(to);
		setSendOpen(true);
	}, []);

	const saved = (next: Contact, stays: boolean) => {
		client.setQueryData([...keys.contacts(account), next.id], next);
		const edited = form?.contact !== null;
		show.current = edited ? null : next.id;
		open(next);
		refresh();
		if (!stays) setFormOpen(false);
		const name = personLabel(next);
		toast.show({
			text: <bdi>{t(edited ? "contacts:toast.saved" : "contacts:toast.created", { name })}</bdi>,
			...(!edited && !stays
				? { action: { label: t("contacts:actions.send"), keys: "T", onSelect: () => send(next) } }
				: {}),
		});
	};

	const remove = async (gone: Contact) => {
		const name = personLabel(gone);
		const yes = await confirm({
			title: t("contacts:delete.title", { name }),
			text: t("contacts:delete.text"),
			confirmLabel: t("contacts:actions.delete"),
			danger: true,
		});
		if (!yes) return;
		try {
			await contactsDelete(account, gone.id);
		} catch (error) {
			if (!(error instanceof BridgeError)) throw error;
			// Somebody was quicker: that is what was wanted.
			if (error.code !== "not_found") {
				const words = errorText(error, t);
				toast.show({
					tone: "danger",
					text: t("contacts:delete.failed", { name, reason: `${words.title} ${words.text}` }),
				});
				return;
			}
		}
		close();
		refresh();
		toast.show({ text: <bdi>{t("contacts:toast.deleted", { name })}</bdi> });
		client.removeQueries({ queryKey: draftQuery(account, gone.id).queryKey });
		await contactsDropDraft(account, gone.id).catch(() => undefined);
	};

	const sortBy = (next: ContactSort) => views.change({ sort: next, reverse: next === sort && !reverse });
	const clearFilters = () => {
		views.change({ filter: { all: [] } });
		search.current?.focus();
	};
	const toSearch = () => {
		search.current?.focus();
		search.current?.select();
	};
	const isOpen = contact !== null;
	const of = contact ? personLabel(contact) : undefined;
	useAction({
		id: "contacts.new",
		label: t("contacts:actions.new"),
		keys: "C",
		icon: <Plus aria-hidden="true" />,
		rank: 0,
		run: () => void openForm(null),
	});
	useAction({
		id: "contacts.search",
		label: t("contacts:search"),
		keys: "/",
		icon: <Search aria-hidden="true" />,
		rank: 0,
		run: toSearch,
	});
	useAction({
		id: "contacts.send",
		label: t("contacts:actions.send"),
		keys: "T",
		of,
		icon: <Send aria-hidden="true" />,
		when: isOpen,
		run: () => {
			if (!contact) return;
			if (contact.is_opted_out) toast.show({ tone: "warn", text: t("contacts:detail.optedOutReason") });
			else send(contact);
		},
	});
	useAction({
		id: "contacts.edit",
		label: t("contacts:actions.edit"),
		keys: "E",
		of,
		icon: <Pencil aria-hidden="true" />,
		when: isOpen,
		run: () => contact && void openForm(contact),
	});
	useAction({
		id: "contacts.delete",
		label: t("contacts:actions.delete"),
		keys: "Delete",
		of,
		icon: <Trash2 aria-hidden="true" />,
		when: isOpen,
		run: () => contact && void remove(contact),
	});
	useTaught("ArrowUp ArrowDown", { label: t("contacts:keys.move"), when: hasRows });
	useTaught("Home End", { label: t("contacts:keys.ends"), when: hasRows });
	useTaught("PageUp PageDown", { label: t("contacts:keys.pages"), when: hasRows });
	useTaught("Enter", { label: t("contacts:keys.open"), when: hasRows });
	useShortcut("J", () => step(1), { label: t("contacts:detail.next"), when: total > 0 });
	useShortcut("K", () => step(-1), { label: t("contacts:detail.previous"), when: total > 0 });
	useShortcut("Escape", close, { label: t("contacts:detail.close"), when: isOpen });

	const all = listed?.snapshot.all ?? 0;
	const searched = listed?.query.text ?? "";
	const filtered = (listed?.query.filter.all.length ?? 0) > 0;
	const isEmpty =
		listed !== undefined &&
		all === 0 &&
		!searched &&
		!filtered &&
		status?.state !== "failed" &&
		status?.state !== "filling";
	return (
		<div className={cx(styles.split, isOpen && styles.withDetail)}>
			<main className={styles.screen} data-region="screen">
				<header className={styles.bar}>
					<h1 className={styles.title} tabIndex={-1}>
						{t("contacts:title")}
					</h1>
					{all > 0 && (
						<span className={styles.count}>
							{searched || filtered ? t("contacts:countOf", { total, all }) : t("contacts:count", { all })}
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
							onChange={setText}
							onEscape={() => grid.current?.focus()}
							aria-invalid={typed.told ? true : undefined}
							aria-describedby={typed.told ? errorId : undefined}
							onKeyDown={(event) => {
								if (event.nativeEvent.isComposing) return;
								const last = views.query.filter.all.length - 1;
								if (event.key === "Backspace" && text === "" && last >= 0) {
									views.change({ filter: without(views.query.filter, last) });
									return;
								}
								if (event.key === "Enter" && text.includes(":") && (typed.take() || typed.errors.length > 0)) {
									event.preventDefault();
									return;
								}
								if (total === 0) return;
								if (event.key !== "ArrowDown" && event.key !== "Enter") return;
								event.preventDefault();
								grid.current?.focus();
								if (event.key === "Enter") void openAt(active);
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
					<Menu
						align="end"
						label={t("contacts:sort.label")}
						trigger={<IconButton label={t("contacts:sort.label")} icon={<ArrowDownUp aria-hidden="true" />} />}
						items={[
							...SORTS.map((value) => ({
								label: t(`contacts:sort.${value}`),
								checked: value === sort,
								icon: <Check aria-hidden="true" className={value === sort ? undefined : styles.unseen} />,
								onSelect: () => views.change({ sort: value, reverse: false }),
							})),
							"separator" as const,
							{
								label: t("contacts:sort.reverse"),
								checked: reverse,
								icon: <Check aria-hidden="true" className={reverse ? undefined : styles.unseen} />,
								onSelect: () => views.change({ reverse: !reverse }),
							},
						]}
					/>
					{/* One filled button a view: with no contacts it stands in the middle. */}
					<Button variant={isEmpty ? "secondary" : "primary"} keys="C" onClick={() => void openForm(null)}>
						{t("contacts:actions.new")}
					</Button>
				</header>
				{SORTS.map((value) => (
					<SortAction key={value} sort={value} onSort={() => views.change({ sort: value, reverse: false })} />
				))}
				<FilterBar {...{ account, lists, views }} text={question.text} onClear={clearFilters} onText={setText} />
				{listed === undefined || total === 0 ? (
					<div className={styles.face}>
						{list.error ? (
							<ErrorFace error={list.error} onRetry={refresh} />
						) : listed === undefined ? (
							<span role="status" className="hidden">
								{t("contacts:loading")}
							</span>
						) : searched || filtered ? (
							<NobodyFace
								text={searched}
								filtered={filtered}
								onClearFilters={clearFilters}
								all={all}
								serverAsked={listed.snapshot.server_asked}
								onClear={() => {
									setText("");
									search.current?.focus();
								}}
								onCreate={() => void openFrom(searched)}
							/>
						) : isEmpty ? (
							<EmptyFace onNew={() => void openForm(null)} />
						) : status?.state === "failed" ? (
							<ErrorFace
								error={new BridgeError(status.error)}
								onRetry={() => void syncNow(account).catch(() => undefined)}
							/>
						) : status?.state === "filling" ? (
							<FillingFace done={status.done} total={status.total} />
						) : null}
					</div>
				) : (
					<ContactGrid
						ref={grid}
						account={account}
						listed={listed}
						active={active}
						open={id}
						format={format}
						onMove={move}
						onOpen={(index) => void openAt(index)}
						onClose={close}
						onRange={list.onRange}
						onMissing={list.onMissing}
						onSort={sortBy}
					/>
				)}
				<Foot listed={listed} status={status} changed={list.changed} onShow={refresh} />
			</main>
			{contact && (
				<ContactDetail
					key={contact.id}
					contact={contact}
					names={lists.names}
					time={time}
					index={opened?.index ?? null}
					total={total}
					onStep={step}
					onClose={close}
					onSend={() => send(contact)}
					onEdit={() => void openForm(contact)}
					onDelete={() => void remove(contact)}
				/>
			)}
			{form && (
				<ContactForm
					key={form.key}
					account={account}
					open={formOpen}
					onClose={() => setFormOpen(false)}
					contact={form.contact}
					draft={form.draft}
					start={form.start}
					lists={lists}
					onSaved={saved}
					onOpen={(other) => {
						setFormOpen(false);
						open(other);
					}}
					onLookFor={setText}
					searchBox={search}
					onAgain={(input) => void openForm(null, input)}
				/>
			)}
			{sending && <SendTemplateDialog open={sendOpen} onOpenChange={setSendOpen} contact={sending} />}
		</div>
	);
}
