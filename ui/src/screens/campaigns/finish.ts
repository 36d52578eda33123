// When a run will be done, by this computer's clock.
import type { TFunction } from "i18next";

const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** `3 min`, `2 h 5 min`, `3 days`. */
export function duration(seconds: number, t: TFunction): string {
	if (seconds < MINUTE) return t("campaigns:time.seconds");
	const minutes = Math.round(seconds / MINUTE);
	if (minutes < 60) return t("campaigns:time.minutes", { count: minutes });
	if (seconds < 2 * DAY) return t("campaigns:time.hours", { hours: Math.floor(minutes / 60), minutes: minutes % 60 });
	return t("campaigns:time.days", { count: Math.round(seconds / DAY) });
}

/** The moment, from seconds that were told at `at`. */
export function finishAt(seconds: number, at: number): string {
	return new Date(at + seconds * 1000).toISOString();
}
