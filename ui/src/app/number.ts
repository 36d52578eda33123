import { i18n } from "./i18n";

/** With the thousands apart as the language of the program has it, whatever the system's is: `51,000`. */
export function grouped(number: number): string {
	return number.toLocaleString(i18n.language);
}

/** What a file or a folder takes, in the largest unit that is not below one: `3.4 MB`. */
export function sized(bytes: number): string {
	const units = ["byte", "kilobyte", "megabyte", "gigabyte"];
	const step = Math.min(units.length - 1, Math.floor(Math.log10(Math.max(bytes, 1)) / 3));
	return new Intl.NumberFormat(i18n.language, {
		style: "unit",
		unit: units[step] ?? "byte",
		unitDisplay: step === 0 ? "long" : "short",
		maximumFractionDigits: step < 2 ? 0 : 1,
	}).format(bytes / 1000 ** step);
}
