// What can be done with contacts here: by button, by key, from the palette.
import { useQueryClient } from "@tanstack/react-query";
import { Pencil, Plus, Search, Send, Trash2 } from "lucide-react";
import { type ReactNode, type RefObject, useCallback, useState } from "react";
import { useTranslation } from "react-i18next";
import { useAction, useShortcut, useTaught } from "../../app/actions";
import { errorText } from "../../app/errors";
import { personLabel } from "../../app/person";
import { keys } from "../../app/query";
import {
	type AccountId,
	BridgeError,
	type Contact,
	type ContactDraft,
	type ContactInput,
	contactsDelete,
	contactsDropDraft,
} from "../../bridge";
import { useConfirm, useToast } from "../../components";
import { SendTemplateDialog } from "../outbox";
import { ContactForm } from "./form/ContactForm";
import { fromSearch } from "./form/input";
import { draftQuery } from "./form/useDraft";
import type { Lists } from "./lists";
import type { OpenContact } from "./useOpenContact";

interface FormRequest {
	/** A form opened again is another form. */
	key: number;
	contact: Contact | null;
	draft: ContactDraft | null;
	start: Partial<ContactInput> | undefined;
}

interface Options {
	account: AccountId;
	lists: Lists;
	opened: OpenContact;
	/** Rows in the list. */
	total: number;
	search: RefObject<HTMLInputElement | null>;
	onText: (text: string) => void;
	/** The list is taken anew. */
	refresh: () => void;
	/** Some are ticked: what can be done to several is done to them, not to the open one. */
	many: boolean;
}

export interface ContactActions {
	openForm: (contact: Contact | null, start?: Partial<ContactInput>) => Promise<void>;
	/** A new contact from what was searched for. */
	openFrom: (words: string) => Promise<void>;
	send: (to: Contact) => void;
	remove: (gone: Contact) => Promise<void>;
	/** The form and the send dialog: they stand beside the list. */
	dialogs: ReactNode;
}

export function useContactActions(options: Options): ContactActions {
	const { account, lists, opened, total, search, onText, refresh, many } = options;
	const { t } = useTranslation();
	const client = useQueryClient();
	const confirm = useConfirm();
	const toast = useToast();
	const [form, setForm] = useState<FormRequest | null>(null);
	const [formOpen, setFormOpen] = useState(false);
	const [sending, setSending] = useState<Contact | null>(null);
	const [sendOpen, setSendOpen] = useState(false);
	const { contact, close, step } = opened;

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
		opened.showNext(edited ? null : next.id);
		opened.open(next);
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

	const isOpen = contact !== null;
	const hasRows = total > 0;
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
		run: () => {
			search.current?.focus();
			search.current?.select();
		},
	});
	useAction({
		id: "contacts.send",
		label: t("contacts:actions.send"),
		keys: "T",
		of,
		icon: <Send aria-hidden="true" />,
		when: isOpen && !many,
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
		when: isOpen && !many,
		run: () => contact && void remove(contact),
	});
	useTaught("ArrowUp ArrowDown", { label: t("contacts:keys.move"), when: hasRows });
	useTaught("Home End", { label: t("contacts:keys.ends"), when: hasRows });
	useTaught("PageUp PageDown", { label: t("contacts:keys.pages"), when: hasRows });
	useTaught("Shift+A", { label: t("contacts:grid.keys.type"), when: hasRows });
	useTaught("Shift+ArrowLeft Shift+ArrowRight", { label: t("contacts:grid.keys.width"), when: hasRows });
	useTaught("Alt+ArrowLeft Alt+ArrowRight", { label: t("contacts:grid.keys.order"), when: hasRows });
	useTaught("Enter", { label: t("contacts:keys.open"), when: hasRows });
	useShortcut("J", () => step(1), { label: t("contacts:detail.next"), when: hasRows });
	useShortcut("K", () => step(-1), { label: t("contacts:detail.previous"), when: hasRows });
	useShortcut("Escape", close, { label: t("contacts:detail.close"), when: isOpen });

	const dialogs = (
		<>
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
						opened.open(other);
					}}
					onLookFor={onText}
					searchBox={search}
					onAgain={(input) => void openForm(null, input)}
				/>
			)}
			{sending && <SendTemplateDialog open={sendOpen} onOpenChange={setSendOpen} contact={sending} />}
		</>
	);
	return { openForm, openFrom, send, remove, dialogs };
}
