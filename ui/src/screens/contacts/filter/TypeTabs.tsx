// Leads, customers, guests: the most frequent filter as one click, with how many there are of each.
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { usePainted } from "../../../app/painted";
import { keys } from "../../../app/query";
import { type AccountId, type Condition, type ContactFilter, contactsCounts } from "../../../bridge";
import { Segment } from "../../../components";
import { cleaned } from "./conditions";

const TYPES = ["lead", "customer", "guest"] as const;
type Tab = "all" | (typeof TYPES)[number];

/** A part that says nothing but a type. */
function isType(part: Condition[]): boolean {
	const [only] = part;
	return part.length === 1 && only?.test.field === "type" && !only.not;
}

/** The tab a filter stands for; none: a choice that no tab says. */
export function tabOf({ all }: ContactFilter): Tab | null {
	const parts = all.filter(isType);
	const [only] = parts;
	if (parts.length === 0) return all.flat().some(({ test }) => test.field === "type") ? null : "all";
	const test = only?.[0]?.test;
	const values = parts.length === 1 && test?.field === "type" ? test.values : [];
	return values.length === 1 ? (TYPES.find((type) => type === values[0]) ?? null) : null;
}

/** With one type, or with all of them, where the other conditions stay. */
export function withTab({ all }: ContactFilter, tab: Tab): ContactFilter {
	const others = all.filter((part) => !isType(part));
	if (tab === "all") return { all: others.filter((part) => !part.every(({ test }) => test.field === "type")) };
	return { all: [[{ not: false, test: { field: "type", values: [tab] } }], ...others] };
}

interface Props {
	account: AccountId;
	filter: ContactFilter;
	text: string;
	/** Counts are asked for once the list is there. */
	ready: boolean;
	onChange: (filter: ContactFilter) => void;
}

export function TypeTabs({ account, filter, text, ready, onChange }: Props) {
	const { t } = useTranslation();
	const painted = usePainted(ready);
	const others = withTab(cleaned(filter), "all");
	const counts = useQuery({
		queryKey: [...keys.filterCounts(account), "type", text, others],
		queryFn: () => contactsCounts(account, { text, filter: others, field: "type" }),
		enabled: painted,
		placeholderData: keepPreviousData,
		gcTime: 0,
	}).data;
	const countOf = (tab: Tab) =>
		counts && (tab === "all" ? counts.total : (counts.values.find(({ value }) => value === tab)?.count ?? 0));
	return (
		<Segment<Tab | "">
			label={t("contacts:grid.tabs.label")}
			value={tabOf(filter) ?? ""}
			onChange={(tab) => tab && onChange(withTab(filter, tab))}
			options={(["all", ...TYPES] as const).map((tab) => ({
				value: tab,
				label: t(`contacts:grid.tabs.${tab}`),
				count: countOf(tab),
			}))}
		/>
	);
}
