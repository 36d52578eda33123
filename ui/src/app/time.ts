import type { TFunction } from "i18next";
import { useEffect, useMemo, useState } from "react";
import { useTranslation } from "react-i18next";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

const formats = new Map<string, Intl.DateTimeFormat>();

/** A format is dear to make and cheap to use; a list uses the same one for every row. */
function format(date: Date, language: string, options: Intl.DateTimeFormatOptions): string {
	// English here is British: the day comes first.
	const locale = language === "en" ? "en-GB" : language;
	const key = locale + Object.entries(options).join();
	let known = formats.get(key);
	if (!known) {
		known = new Intl.DateTimeFormat(locale, options);
		formats.set(key, known);
	}
	return known.format(date);
}

function sameDay(a: Date, b: Date): boolean {
	return a.getFullYear() === b.getFullYear() && a.getMonth() === b.getMonth() && a.getDate() === b.getDate();
}

/** As short as a column wants it: `now`, `2 min`, `14:02`, `20 Feb`, `Feb 2024`. */
export function shortTime(iso: string, now: Date, language: string, t: TFunction): string {
	const then = new Date(iso);
	if (Number.isNaN(then.getTime())) return "";
	const age = now.getTime() - then.getTime();
	// What was just written is a little newer than the present, which is renewed only now and then.
	if (Math.abs(age) < MINUTE) return t("common:time.now");
	if (age >= 0 && age < HOUR) return t("common:time.minutes", { count: Math.floor(age / MINUTE) });
	if (sameDay(then, now)) return format(then, language, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
	if (then.getFullYear() === now.getFullYear()) return format(then, language, { day: "numeric", month: "short" });
	return format(then, language, { month: "short", year: "numeric" });
}

/** By the clock, for what stands still: `14:02`, `20 Feb, 14:02`, `20 Feb 2024, 14:02`. */
export function clockTime(iso: string, now: Date, language: string): string {
	const then = new Date(iso);
	if (Number.isNaN(then.getTime())) return "";
	const clock = { hour: "2-digit", minute: "2-digit", hourCycle: "h23" } as const;
	if (sameDay(then, now)) return format(then, language, clock);
	const day = { day: "numeric", month: "short", ...clock } as const;
	return format(then, language, then.getFullYear() === now.getFullYear() ? day : { ...day, year: "numeric" });
}

/** How long ago: `12 s ago`, `5 min ago`, `3 h ago`, then the date. */
export function agoTime(iso: string, now: Date, language: string, t: TFunction): string {
	const then = new Date(iso);
	if (Number.isNaN(then.getTime())) return "";
	const age = Math.max(0, now.getTime() - then.getTime());
	if (age < 2_000) return t("common:time.now");
	if (age < MINUTE) return t("common:time.secondsAgo", { count: Math.floor(age / 1_000) });
	if (age < HOUR) return t("common:time.minutesAgo", { count: Math.floor(age / MINUTE) });
	if (age < 24 * HOUR) return t("common:time.hoursAgo", { count: Math.floor(age / HOUR) });
	return shortTime(iso, now, language, t);
}

/** To the second, for a tooltip: `2 Mar 2026, 14:26:12`. */
export function fullTime(iso: string, language: string): string {
	const then = new Date(iso);
	if (Number.isNaN(then.getTime())) return "";
	return format(then, language, {
		day: "numeric",
		month: "short",
		year: "numeric",
		hour: "2-digit",
		minute: "2-digit",
		second: "2-digit",
		hourCycle: "h23",
	});
}

/** The present, renewed every `every` ms. */
export function useNow(every: number): Date {
	const [now, setNow] = useState(() => new Date());
	useEffect(() => {
		const timer = setInterval(() => setNow(new Date()), every);
		return () => clearInterval(timer);
	}, [every]);
	return now;
}

export interface FormatTime {
	short: (iso: string) => string;
	clock: (iso: string) => string;
	ago: (iso: string) => string;
	full: (iso: string) => string;
}

/** Times in words that stay true: renewed every half minute, or as often as asked. */
export function useFormatTime(every = 30_000): FormatTime {
	const { t, i18n } = useTranslation();
	const now = useNow(every);
	const { language } = i18n;
	return useMemo(
		() => ({
			short: (iso) => shortTime(iso, now, language, t),
			clock: (iso) => clockTime(iso, now, language),
			ago: (iso) => agoTime(iso, now, language, t),
			full: (iso) => fullTime(iso, language),
		}),
		[now, language, t],
	);
}
