// A filter as the chips change it; what it means is decided in Rust.
import type { Condition, ContactFilter, FilterField, FilterTest } from "../../../bridge";

export const FIELDS: readonly FilterField[] = [
	"type",
	"status",
	"source",
	"group",
	"assigned",
	"created",
	"email",
	"opted_out",
];

/** What a chip is at first: without a value where there are several to choose from. */
export function blank(field: FilterField): Condition {
	const test: FilterTest =
		field === "created"
			? { field, when: { is: "within", days: 7 } }
			: field === "email" || field === "opted_out"
				? { field }
				: { field, values: [] };
	return { not: false, test };
}

/** Says nothing yet. */
export function isBlank({ test }: Condition): boolean {
	return "values" in test && test.values.length === 0;
}

/** Without what says nothing. */
export function cleaned(filter: ContactFilter): ContactFilter {
	const all = filter.all.map((part) => part.filter((one) => !isBlank(one)));
	return { all: all.filter((part) => part.length > 0) };
}

/** With the parts of another that it does not have yet: what is typed fast, or typed again, is no second chip. */
export function joined(filter: ContactFilter, more: ContactFilter): ContactFilter {
	const known = new Set(filter.all.map((part) => JSON.stringify(part)));
	return { all: [...filter.all, ...more.all.filter((part) => !known.has(JSON.stringify(part)))] };
}

export function withPart(filter: ContactFilter, at: number, part: Condition[]): ContactFilter {
	return { all: filter.all.map((one, index) => (index === at ? part : one)).filter((one) => one.length > 0) };
}

export function without(filter: ContactFilter, at: number): ContactFilter {
	return { all: filter.all.filter((_, index) => index !== at) };
}

/** A value chosen or given up. */
export function toggled(test: FilterTest, value: string | number | null): FilterTest {
	if (!("values" in test)) return test;
	const values: (string | number | null)[] = test.values;
	const next = values.includes(value) ? values.filter((one) => one !== value) : [...values, value];
	return { ...test, values: next } as FilterTest;
}
