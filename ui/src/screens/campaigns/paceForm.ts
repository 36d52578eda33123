// A pace as typed, and back.
import type { Pace } from "../../bridge";
import { readTime } from "./clock";

export interface TypedPace {
	perMinute: string;
	perHour: string;
	perDay: string;
	from: string;
	to: string;
}

/** Keys of the sentences in `campaigns:paceDialog`. */
export type PaceErrors = Partial<Record<keyof TypedPace, "number" | "hour" | "both">>;

/** What Rust can hold. */
const MOST = 4_294_967_295;

export function typedPace({ per_minute, per_hour, per_day, hours }: Pace): TypedPace {
	const text = (most: number | null) => (most === null ? "" : String(most));
	return {
		perMinute: text(per_minute),
		perHour: text(per_hour),
		perDay: text(per_day),
		from: hours?.from ?? "",
		to: hours?.to ?? "",
	};
}

export function paceOf(typed: TypedPace): { pace: Pace | null; errors: PaceErrors } {
	const errors: PaceErrors = {};
	const most = (field: "perMinute" | "perHour" | "perDay") => {
		const text = typed[field].trim();
		if (text === "") return null;
		const number = /^\d+$/.test(text) ? Number(text) : 0;
		if (number < 1 || number > MOST) errors[field] = "number";
		return number;
	};
	const hour = (field: "from" | "to") => {
		if (typed[field].trim() === "") return null;
		const read = readTime(typed[field]);
		if (read === null) errors[field] = "hour";
		return read;
	};
	const pace = { per_minute: most("perMinute"), per_hour: most("perHour"), per_day: most("perDay") };
	const [from, to] = [hour("from"), hour("to")];
	const given = [typed.from, typed.to].filter((text) => text.trim() !== "").length;
	if (given === 1) errors[typed.from.trim() === "" ? "from" : "to"] = "both";
	const hours = from !== null && to !== null ? { from, to } : null;
	return { pace: Object.keys(errors).length > 0 ? null : { ...pace, hours }, errors };
}
