// What one condition is about: the values with how many contacts have each.

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { type KeyboardEvent, useId, useState } from "react";
import { useTranslation } from "react-i18next";
import { grouped } from "../../../app/number";
import { keys } from "../../../app/query";
import {
	type AccountId,
	type Condition,
	type ContactFilter,
	contactsCounts,
	type FilterField,
	type FilterTest,
} from "../../../bridge";
import { Checkbox, StatusDot } from "../../../components";
import type { Lists } from "../lists";
import { toggled } from "./conditions";
import css from "./Filter.module.css";
import { useFilterWords, type Value } from "./useWords";

/** More values than this get a search box. */
const MANY = 8;
const DAYS = [0, 7, 30, 90, 365];

interface Props {
	account: AccountId;
	lists: Lists;
	condition: Condition;
	onChange: (condition: Condition) => void;
	/** What else holds: counts are taken under it. */
	text: string;
	others: ContactFilter;
}

export function Values({ account, lists, condition, onChange, text, others }: Props) {
	const { t } = useTranslation();
	const { field } = condition.test;
	const counts = useQuery({
		queryKey: [...keys.filterCounts(account), field, text, others],
		queryFn: () => contactsCounts(account, { text, filter: others, field }),
		placeholderData: keepPreviousData,
		gcTime: 0,
	}).data;
	const countOf = (value: Value) => counts && grouped(counts.values.find((one) => one.value === value)?.count ?? 0);
	const total = counts?.total ?? 0;
	const having = counts?.values[0]?.count ?? 0;
	const set = (test: FilterTest, not = condition.not) => onChange({ not, test });

	if (field === "email" || field === "opted_out")
		return (
			<Choices
				label={t(`contacts:filter.field.${field}`)}
				choices={[false, true].map((not) => ({
					key: String(not),
					label:
						field === "email"
							? t(not ? "contacts:filter.noEmail" : "contacts:filter.hasEmail")
							: t(not ? "contacts:filter.notOptedOut" : "contacts:filter.optedOut"),
					count: counts && grouped(not ? total - having : having),
					checked: condition.not === not,
					onSelect: () => set({ field }, not),
				}))}
			/>
		);
	if (condition.test.field === "created") {
		const { when } = condition.test;
		return (
			<>
				<Choices
					label={t("contacts:filter.field.created")}
					choices={DAYS.map((days) => ({
						key: String(days),
						label: days === 0 ? t("contacts:filter.today") : t("contacts:filter.within", { count: days }),
						count: countOf(days),
						checked: when.is === "within" && when.days === days,
						onSelect: () => set({ field: "created", when: { is: "within", days } }),
					}))}
				/>
				{(["after", "before"] as const).map((is) => (
					<label key={is} className={css.date}>
						<span>{t(`contacts:filter.day.${is}`)}</span>
						<input
							type="date"
							value={when.is === is ? when.day : ""}
							onChange={({ target }) => target.value && set({ field: "created", when: { is, day: target.value } })}
						/>
					</label>
				))}
			</>
		);
	}
	return (
		<ValueList
			{...{ lists, condition, countOf }}
			found={counts?.values.map((one) => one.value) ?? []}
			onToggle={(value) => set(toggled(condition.test, value))}
		/>
	);
}

interface ListProps {
	lists: Lists;
	condition: Condition;
	countOf: (value: Value) => string | undefined;
	/** Values that contacts have, the most frequent first. */
	found: Value[];
	onToggle: (value: Value) => void;
}

function valuesOf(field: FilterField, lists: Lists, found: Value[]): Value[] {
	const known =
		field === "type"
			? ["lead", "customer", "guest"]
			: field === "status"
				? lists.statuses.map(({ id }) => id)
				: field === "source"
					? lists.sources.map(({ id }) => id)
					: field === "group"
						? lists.groups.map(({ id }) => id)
						: [];
	const more = found.filter((value) => value !== null && !known.some((one) => one === value));
	return field === "type" ? [...known, ...more] : [...known, ...more, null];
}

function ValueList({ lists, condition, countOf, found, onToggle }: ListProps) {
	const { t } = useTranslation();
	const words = useFilterWords(lists.names);
	const [search, setSearch] = useState("");
	const { test } = condition;
	const { field } = test;
	const chosen: Value[] = "values" in test ? test.values : [];
	const all = valuesOf(field, lists, found);
	for (const value of chosen) if (!all.includes(value)) all.push(value);
	const wanted = search.trim().toLocaleLowerCase();
	const shown = all.filter((value) => words.value(field, value).toLocaleLowerCase().includes(wanted));
	return (
		<>
			{all.length > MANY && (
				<input
					type="search"
					className={css.find}
					aria-label={t("contacts:filter.find", { field: t(`contacts:filter.field.${field}`) })}
					placeholder={t("contacts:filter.findPlaceholder")}
					value={search}
					onChange={({ target }) => setSearch(target.value)}
				/>
			)}
			{shown.length === 0 && <p className={css.nothing}>{t("contacts:filter.nothing")}</p>}
			<Choices
				multiple
				label={t(`contacts:filter.field.${field}`)}
				choices={shown.map((value) => ({
					key: String(value),
					label: words.value(field, value),
					color: field === "status" && typeof value === "number" ? lists.names.statuses.get(value)?.color : undefined,
					count: countOf(value),
					checked: chosen.includes(value),
					onSelect: () => onToggle(value),
				}))}
			/>
		</>
	);
}

interface Choice {
	key: string;
	label: string;
	color?: string | null | undefined;
	count: string | undefined;
	checked: boolean;
	onSelect: () => void;
}

/** Boxes or circles with a name and a count; the arrows go through them. */
function Choices({ label, choices, multiple }: { label: string; choices: Choice[]; multiple?: boolean }) {
	const id = useId();
	const onKeyDown = (event: KeyboardEvent<HTMLFieldSetElement>) => {
		const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
		if (!step || !multiple) return;
		const boxes = [...event.currentTarget.querySelectorAll("input")];
		const at = boxes.indexOf(event.target as HTMLInputElement);
		boxes[(at + step + boxes.length) % boxes.length]?.focus();
		event.preventDefault();
	};
	return (
		<fieldset className={css.choices} aria-label={label} onKeyDown={onKeyDown}>
			{choices.map((one) => (
				<Checkbox
					key={one.key}
					className={css.choice}
					oneOf={!multiple}
					name={id}
					checked={one.checked}
					onChange={one.onSelect}
					aria-label={one.label}
					aria-description={one.count}
					label={
						<>
							{one.color ? <StatusDot color={one.color} /> : null}
							<bdi className="cut">{one.label}</bdi>
							<span className={css.count} aria-hidden="true">
								{one.count}
							</span>
						</>
					}
				/>
			))}
		</fieldset>
	);
}
