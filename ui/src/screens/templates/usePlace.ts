// Where the person is: the card the keyboard is on, whether its detail is open, and the language read of each name.
import { useCallback, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Template } from "../../bridge";
import { type Family, pickLanguage } from "../outbox/families";
import type { Card } from "./filters";

export interface Place {
	/** The card the keyboard is on. */
	current: string | null;
	/** The family in question; none once it is gone. */
	family: Family | null;
	/** Of it the language that is shown. */
	template: Template | null;
	/** The name in the detail. */
	open: string | null;
	move: (name: string) => void;
	openAt: (name: string) => void;
	close: () => void;
	read: (template: Template) => void;
	/** On to the next language. */
	next: () => void;
}

export function usePlace(families: readonly Family[], cards: readonly Card[]): Place {
	const { language: own } = useTranslation().i18n;
	const [current, setCurrent] = useState<string | null>(null);
	const [opened, setOpened] = useState(false);
	const [languages, setLanguages] = useState<Readonly<Record<string, string>>>({});
	const family = families.find(({ name }) => name === current) ?? null;
	const card = cards.find((one) => one.family.name === current);
	const template =
		family &&
		(family.members.find(({ template_id }) => template_id === languages[family.name]) ??
			card?.shown ??
			pickLanguage(family, undefined, false, own));
	const read = ({ name, template_id }: Template) => setLanguages((now) => ({ ...now, [name]: template_id }));
	return {
		current,
		family,
		template,
		open: opened && family ? family.name : null,
		move: setCurrent,
		openAt: useCallback((name) => {
			setCurrent(name);
			setOpened(true);
		}, []),
		close: () => setOpened(false),
		read,
		next: () => {
			if (!family || !template) return;
			const after = family.members[(family.members.indexOf(template) + 1) % family.members.length];
			if (after) read(after);
		},
	};
}
