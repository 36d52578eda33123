// How a place is filled, as it is chosen on screen. Pure.
import type { Formula, MergeField, SlotFill } from "../../../bridge";

/** In the order of the list. */
export const FIELDS: readonly MergeField[] = [
	"firstname",
	"lastname",
	"full_name",
	"company",
	"city",
	"email",
	"phone",
	"status",
	"source",
	"type",
	"state",
	"zip",
	"address",
	"description",
	"created_at",
];

/** What can be done to a value, by its name on screen. */
export const HOWS = {
	plain: [],
	first_word: [{ do: "first_word" }],
	title_case: [{ do: "title_case" }],
	first_title: [{ do: "first_word" }, { do: "title_case" }],
	upper: [{ do: "upper" }],
	iso: [{ do: "date", style: "iso" }],
	day_month_year: [{ do: "date", style: "day_month_year" }],
	month_day_year: [{ do: "date", style: "month_day_year" }],
	dotted: [{ do: "date", style: "dotted" }],
} as const satisfies Record<string, readonly Formula[]>;

export type How = keyof typeof HOWS;
export const HOW_NAMES = Object.keys(HOWS) as How[];

/** None: a mixture this list does not have. */
export function howOf({ formulas }: SlotFill): How | null {
	const text = JSON.stringify(formulas);
	return HOW_NAMES.find((how) => JSON.stringify(HOWS[how]) === text) ?? null;
}

export const words = (text: string, fallback: string | null = null): SlotFill => ({
	source: { from: "fixed", text },
	formulas: [],
	fallback,
});

/** Another field keeps what was written for those who have none; a date is written as one at once. */
export function fromField(field: MergeField, before: SlotFill | undefined): SlotFill {
	const formulas: Formula[] = field === "created_at" ? [...HOWS.day_month_year] : [];
	return { source: { from: "field", field }, formulas, fallback: before?.fallback ?? null };
}

export const fromColumn = (name: string, before: SlotFill | undefined): SlotFill => ({
	source: { from: "column", name },
	formulas: [],
	fallback: before?.fallback ?? null,
});
