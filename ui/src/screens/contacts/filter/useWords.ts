// A filter in words: `Status is not New, Won`.
import { useCallback } from "react";
import { useTranslation } from "react-i18next";
import type { Condition, FilterField } from "../../../bridge";
import { isKnownType, type Names } from "../rows";

export type Value = string | number | null;

export function useFilterWords(names: Names) {
	const { t, i18n } = useTranslation();
	const value = useCallback(
		(field: FilterField, value: Value): string => {
			if (value === null) return t(`contacts:filter.none.${field}`);
			if (typeof value === "string") return isKnownType(value) ? t(`contacts:type.${value}`) : value;
			const known =
				field === "status"
					? names.statuses.get(value)?.name
					: field === "source"
						? names.sources.get(value)
						: field === "group"
							? names.groups.get(value)
							: String(value);
			return known ?? `#${value}`;
		},
		[names, t],
	);
	const condition = useCallback(
		({ not, test }: Condition): string => {
			if (test.field === "email") return t(not ? "contacts:filter.noEmail" : "contacts:filter.hasEmail");
			if (test.field === "opted_out") return t(not ? "contacts:filter.notOptedOut" : "contacts:filter.optedOut");
			if (test.field === "created") {
				const { when } = test;
				if (when.is !== "within") {
					const day = new Intl.DateTimeFormat(i18n.language, { dateStyle: "medium", timeZone: "UTC" });
					const date = new Date(`${when.day}T00:00:00Z`);
					const shown = Number.isNaN(date.getTime()) ? when.day : day.format(date);
					const key = when.is === "before" ? "before" : "after";
					return t(not ? `contacts:filter.not_${key}` : `contacts:filter.${key}`, { day: shown });
				}
				if (when.days === 0) return t(not ? "contacts:filter.not_today" : "contacts:filter.today");
				return t(not ? "contacts:filter.not_within" : "contacts:filter.within", { count: when.days });
			}
			const field = t(`contacts:filter.field.${test.field}`);
			if (test.values.length === 0) return field;
			const values = test.values.map((one) => value(test.field, one)).join(", ");
			return t(not ? "contacts:filter.isNot" : "contacts:filter.is", { field, values });
		},
		[t, i18n.language, value],
	);
	return { value, condition };
}
