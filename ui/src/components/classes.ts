/** Joins class names, leaving out what is not. */
export function cx(...names: (string | false | 0 | 0n | null | undefined)[]): string {
	return names.filter(Boolean).join(" ");
}
