/** A moment as a sentence wants it: `22 Nov 14:02`. */
export function dayTime(iso: string, language: string): string {
	const then = new Date(iso);
	if (Number.isNaN(then.getTime())) return "";
	// English here is British: the day comes first.
	const locale = language === "en" ? "en-GB" : language;
	const day = then.toLocaleDateString(locale, { day: "numeric", month: "short" });
	return `${day} ${clock(then, language)}`;
}

/** `14:02`. */
export function clock(then: Date, language: string): string {
	return then.toLocaleTimeString(language, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
}
