// How a run is sent, as it is typed, and what of it Rust is told. Pure; the clock is handed in.
import type { Pace, Sending, StopRules } from "../../../bridge";

/** Seconds in which a start can be taken back. */
export const WINDOWS = ["5", "10", "15", "20", "30"] as const;
/** A start can be put off by so many days at most here. */
export const DAYS_AHEAD = 60;

export interface Settings {
	name: string;
	when: "now" | "later";
	/** `2026-03-14`, by this computer's clock. */
	day: string;
	/** `09:00`, or as it was typed. */
	time: string;
	perMinute: string;
	perHour: string;
	perDay: string;
	/** Only at a time of the day. */
	hours: boolean;
	from: string;
	to: string;
	inARow: string;
	percent: string;
	window: (typeof WINDOWS)[number];
}

export const NO_SETTINGS: Settings = {
	name: "",
	when: "now",
	day: "",
	time: "09:00",
	perMinute: "",
	perHour: "",
	perDay: "",
	hours: false,
	from: "09:00",
	to: "18:00",
	// As Rust has them when nothing is said.
	inARow: "10",
	percent: "50",
	window: "10",
};

/** As a new run begins: the person's own wishes of the Settings. */
export function settingsOf({ cancel_window, stop }: Sending): Settings {
	const text = (number: number | null) => String(number ?? "");
	return {
		...NO_SETTINGS,
		inARow: text(stop.failures_in_a_row),
		percent: text(stop.failures_percent),
		window: WINDOWS.find((one) => Number(one) === cancel_window) ?? NO_SETTINGS.window,
	};
}

export type SettingsField = "day" | "time" | "perMinute" | "perHour" | "perDay" | "from" | "to" | "inARow" | "percent";
export type SettingsError = "number" | "percent" | "time" | "past" | "day";
export type SettingsErrors = Partial<Record<SettingsField, SettingsError>>;

export interface ReadSettings {
	pace: Pace;
	stop: StopRules;
	/** Seconds; what begins later can be cancelled until then. */
	window: number;
	/** None: now, or not readable yet. */
	startsAt: Date | null;
	errors: SettingsErrors;
}

/** `9`, `9:00`, `900`, `0900`, `9.00` and `9h` are nine o'clock; none: no time. */
export function readTime(text: string): string | null {
	const digits = text.trim().replace(/\s*h$/i, "");
	const parts = /^(\d{1,2})(?:\s*[:.h]\s*(\d{2}))?$/i.exec(digits) ?? /^(\d{1,2})(\d{2})$/.exec(digits);
	if (!parts) return null;
	const [hour, minute] = [Number(parts[1]), Number(parts[2] ?? "0")];
	if (hour > 23 || minute > 59) return null;
	return `${String(hour).padStart(2, "0")}:${String(minute).padStart(2, "0")}`;
}

/** A whole number from 1; empty: no limit. */
function readNumber(text: string): number | null | undefined {
	const typed = text.trim();
	if (typed === "") return null;
	const number = /^\d{1,7}$/.test(typed) ? Number(typed) : 0;
	return number > 0 ? number : undefined;
}

/** The day as `2026-03-14`, by this computer's clock. */
export function dayOf(date: Date): string {
	const two = (number: number) => String(number).padStart(2, "0");
	return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}

/** Today and the days after it, as noon of each: no change of the clock makes it another day. */
export function daysFrom(now: Date): Date[] {
	return Array.from(
		{ length: DAYS_AHEAD },
		(_, after) => new Date(now.getFullYear(), now.getMonth(), now.getDate() + after, 12),
	);
}

function momentOf(day: string, time: string): Date | null {
	const parts = /^(\d{4})-(\d{2})-(\d{2})$/.exec(day);
	const [hour, minute] = time.split(":").map(Number);
	if (!parts) return null;
	return new Date(Number(parts[1]), Number(parts[2]) - 1, Number(parts[3]), hour, minute);
}

export function readSettings(settings: Settings, now: Date): ReadSettings {
	const errors: SettingsErrors = {};
	const number = (field: SettingsField, text: string, most = Number.POSITIVE_INFINITY): number | null => {
		const read = readNumber(text);
		if (read === undefined) errors[field] = "number";
		else if (read !== null && read > most) errors[field] = "percent";
		return read ?? null;
	};
	const time = (field: SettingsField, text: string): string | null => {
		const read = readTime(text);
		if (read === null) errors[field] = "time";
		return read;
	};
	const pace: Pace = {
		per_minute: number("perMinute", settings.perMinute),
		per_hour: number("perHour", settings.perHour),
		per_day: number("perDay", settings.perDay),
		hours: null,
	};
	if (settings.hours) {
		const [from, to] = [time("from", settings.from), time("to", settings.to)];
		if (from !== null && to !== null) pace.hours = { from, to };
	}
	const stop: StopRules = {
		failures_in_a_row: number("inARow", settings.inARow),
		failures_percent: number("percent", settings.percent, 100),
	};
	let startsAt: Date | null = null;
	if (settings.when === "later") {
		const at = time("time", settings.time);
		if (settings.day === "") errors.day = "day";
		else if (at !== null) startsAt = momentOf(settings.day, at);
		if (startsAt !== null && startsAt <= now) errors.time = "past";
	}
	return { pace, stop, window: settings.when === "later" ? 0 : Number(settings.window), startsAt, errors };
}

/** The longer of what was worked out at the run's own pace and what the server's limit of now allows. */
export function slower(one: number | null | undefined, other: number | null | undefined): number | null {
	if (one == null || other == null) return one ?? other ?? null;
	return Math.max(one, other);
}
