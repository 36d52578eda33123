import { i18n } from "./i18n";

/** With the thousands apart as the language of the program has it, whatever the system's is: `51,000`. */
export function grouped(number: number): string {
	return number.toLocaleString(i18n.language);
}
