import { type Ref, useCallback, useEffect, useImperativeHandle, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { type AccountId, type PhoneReading, phonesRead } from "../../../bridge";
import { TextField } from "../../../components";
import { CountryPicker } from "./CountryPicker";
import { countryName, useCountries } from "./countries";
import styles from "./PhoneField.module.css";

const AFTER_TYPING_MS = 60;
const international = (text: string) => /^[\s(]*(\+|\uff0b|00)/.test(text);
const FILLERS = /[\s().\-/]/;

export interface PhoneHandle {
	/** The number as it is to be saved, with its country whatever was typed last. */
	settle: () => Promise<string>;
}

interface Props {
	account: AccountId;
	/** With its country's code once one is known. */
	value: string;
	onChange: (value: string) => void;
	onBlur: () => void;
	/** Unchanged since the form was opened: nothing odd is said of it. */
	pristine: boolean;
	error: string | undefined;
	className: string | undefined;
	inputRef: Ref<HTMLInputElement>;
	handle: Ref<PhoneHandle>;
}

export function PhoneField({ account, value, onChange, onBlur, pristine, error, className, inputRef, handle }: Props) {
	const { t, i18n } = useTranslation();
	const { countries, book, home } = useCountries(account);
	const [text, setText] = useState(value);
	const [chosen, setChosen] = useState<string | null>(null);
	const [reading, setReading] = useState<PhoneReading>();
	const [open, setOpen] = useState(false);
	const [find, setFind] = useState("");
	const [inside, setInside] = useState(false);
	const picker = useRef<HTMLButtonElement>(null);
	const input = useRef<HTMLInputElement | null>(null);
	/** The person groups the digits: ours would only be in the way. */
	const ownGroups = useRef(FILLERS.test(value));
	const given = useRef(value);
	const asked = useRef(0);

	const region = chosen ?? home;
	const shownRegion =
		reading && text.trim() !== "" ? (reading.region ?? (international(text) ? null : region)) : region;
	const country = countries.find((one) => one.region === shownRegion) ?? null;

	const give = useCallback(
		(next: string) => {
			if (next === given.current) return;
			given.current = next;
			onChange(next);
		},
		[onChange],
	);
	// Another form, or a paste that was taken.
	useEffect(() => {
		if (value === given.current) return;
		given.current = value;
		ownGroups.current = FILLERS.test(value);
		setText(value);
	}, [value]);

	const composed = useCallback(
		(typed: string, at: string | null) => {
			if (typed.trim() === "" || international(typed)) return typed;
			const code = countries.find((one) => one.region === at)?.calling_code;
			return code === undefined ? typed : `+${code} ${typed}`;
		},
		[countries],
	);

	const edited = useRef(false);
	useEffect(() => {
		asked.current += 1;
		const mine = asked.current;
		if (text.trim() === "") {
			setReading(undefined);
			return;
		}
		const timer = setTimeout(async () => {
			const next = await phonesRead({ text, region }).catch(() => undefined);
			if (!next || mine !== asked.current) return;
			setReading(next);
			if (!edited.current) return;
			if (!international(text) && next.stored) give(next.stored);
			const at = input.current;
			const atEnd = at === null || document.activeElement !== at || at.selectionStart === text.length;
			if (next.shaped && next.shaped !== text && atEnd && !ownGroups.current) setText(next.shaped);
		}, AFTER_TYPING_MS);
		return () => clearTimeout(timer);
	}, [text, region, give]);

	useImperativeHandle(handle, () => ({
		settle: async () => {
			if (!edited.current || text.trim() === "" || international(text)) return given.current;
			const now = await phonesRead({ text, region }).catch(() => undefined);
			const next = now?.stored ?? composed(text, region);
			give(next);
			return next;
		},
	}));

	const type = (next: string) => {
		edited.current = true;
		// A letter where a number belongs is the beginning of a country's name.
		if (/^\p{L}+$/u.test(next) && !/\d/.test(next) && text === "" && countries.length > 0) {
			setFind(next);
			setOpen(true);
			return;
		}
		const added = next.startsWith(text) ? next.slice(text.length) : next;
		if (next === "") ownGroups.current = false;
		else if (FILLERS.test(added)) ownGroups.current = true;
		setText(next);
		give(composed(next, region));
	};
	const choose = (next: string) => {
		edited.current = true;
		setChosen(next);
		setOpen(false);
		setFind("");
		// A number that says its own country gives it up: its national part is read anew.
		const rest = international(text) ? (reading?.national ?? "") : text;
		ownGroups.current = false;
		setText(rest);
		give(composed(rest, next));
		requestAnimationFrame(() => input.current?.focus());
	};

	const place = reading?.region ? countryName(reading.region, i18n.language) : "";
	const quiet = reading?.warning === "too_short" && inside;
	const warning =
		reading?.warning && !pristine && !quiet
			? t(`form:phone.warning.${reading.warning}`, {
					country: place,
					code: reading.calling_code,
					length: reading.length,
					lengths: new Intl.ListFormat(i18n.language, { type: "disjunction" }).format(reading.lengths.map(String)),
				})
			: undefined;
	const twin = reading?.twins[0];
	return (
		<TextField
			label={t("contacts:fields.phone")}
			className={className}
			type="tel"
			dir="ltr"
			hint={reading?.stored ? t("form:phone.hint", { stored: reading.stored }) : t("form:phone.hintNone")}
			error={error}
			warning={warning}
			help={twin && !pristine ? t("form:phone.twin", { number: twin }) : undefined}
			value={text}
			ref={(element) => {
				input.current = element;
				if (typeof inputRef === "function") inputRef(element);
				else if (inputRef) inputRef.current = element;
			}}
			onChange={(event) => type(event.target.value)}
			onFocus={() => setInside(true)}
			onBlur={() => {
				setInside(false);
				onBlur();
			}}
			onKeyDown={(event) => {
				if (event.key === "Tab" && event.shiftKey && picker.current) {
					event.preventDefault();
					picker.current.focus();
				}
			}}
			leading={
				<CountryPicker
					ref={picker}
					countries={countries}
					book={book}
					value={country}
					onChange={(next) => choose(next.region)}
					open={open}
					onOpenChange={setOpen}
					text={find}
					onText={setFind}
				/>
			}
			trailing={reading?.kind ? <span className={styles.kind}>{t(`form:phone.kind.${reading.kind}`)}</span> : undefined}
		/>
	);
}
