// The row the keyboard is on, and the contact in the detail.
import { useQuery } from "@tanstack/react-query";
import { type RefObject, useCallback, useEffect, useRef, useState } from "react";
import { keys } from "../../app/query";
import { type AccountId, type Contact, contactsGet } from "../../bridge";
import { rescueFocus } from "../../components/focus";
import type { GridHandle } from "./grid/ContactGrid";
import { type ContactList, questionKey } from "./useContactList";

interface Opened {
	contact: Contact;
	/** Its place in the list; none when it is not in it, as far as is known. */
	index: number | null;
}

export interface OpenContact {
	/** The row the keyboard is on. */
	active: number;
	/** The contact in the detail, as it is now. */
	contact: Contact | null;
	/** Its id. */
	id: number | null;
	/** Its place in the list, as far as is known. */
	index: number | null;
	/** Opens the contact of a row. */
	openAt: (index: number) => Promise<void>;
	/** Opens a contact wherever it stands. */
	open: (contact: Contact) => void;
	close: () => void;
	/** The keyboard goes to a row, and the detail with it. */
	move: (index: number) => void;
	step: (by: 1 | -1) => void;
	/** Brings a contact into view once the next answer is here; `null`: lets the rows be. */
	showNext: (id: number | null) => void;
}

export function useOpenContact(account: AccountId, list: ContactList, grid: RefObject<GridHandle | null>): OpenContact {
	const [active, setActive] = useState(0);
	const [opened, setOpened] = useState<Opened | null>(null);
	const { listed, contactAt, locate } = list;

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
	}, [grid]);
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
		[active, total, move, grid],
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

	const showNext = useCallback((next: number | null) => {
		show.current = next;
	}, []);
	return { active, contact, id, index: opened?.index ?? null, openAt, open, close, move, step, showNext };
}
