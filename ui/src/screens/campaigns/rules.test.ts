import { describe, expect, it } from "vitest";
import { i18n } from "../../app/i18n";
import type { Pace } from "../../bridge";
import { dayAndTime, momentOf, readTime } from "./clock";
import { duration, finishAt } from "./finish";
import { paceOf, typedPace } from "./paceForm";
import { faster, slower } from "./paces";

const OPEN: Pace = { per_minute: null, per_hour: null, per_day: 500, hours: null };
const at = (per_minute: number | null): Pace => ({ ...OPEN, per_minute });

describe("slower and faster", () => {
	it("take a step that is felt, and keep the rest of the pace", () => {
		const table: [number | null, number | null, number | null | undefined][] = [
			// own pace, how it goes, the step below
			[null, 60, 45],
			[null, 58, 45],
			[null, null, 600],
			[600, 60, 45],
			[20, 20, 15],
			[7, 7, 5],
			[1, 1, undefined],
		];
		for (const [own, now, expected] of table) {
			const pace = slower(at(own), now);
			expect(pace?.per_minute, `${own} ${now}`).toBe(expected);
			if (pace) expect(pace.per_day).toBe(500);
		}
	});
	it("end at the server's limit", () => {
		const table: [number | null, number | null, number | null | undefined][] = [
			// own pace, the limit, the step above
			[null, 60, undefined],
			[30, 60, 45],
			[45, 60, null],
			[7, 60, 10],
			[600, null, null],
		];
		for (const [own, limit, expected] of table)
			expect(faster(at(own), limit)?.per_minute, `${own} ${limit}`).toBe(expected);
	});
});

describe("times as typed", () => {
	it("are read in the ways people write them", () => {
		const table: [string, string | null][] = [
			["09:00", "09:00"],
			["9:5", "09:05"],
			[" 9.30 ", "09:30"],
			["0900", "09:00"],
			["9", "09:00"],
			["23:59", "23:59"],
			["24:00", null],
			["12:60", null],
			["noon", null],
			["", null],
		];
		for (const [text, expected] of table) expect(readTime(text), text).toBe(expected);
	});
	it("are moments of this computer's clock, and no other day of a short month", () => {
		const moment = momentOf("2026-03-02", "9:05");
		expect(moment).not.toBeNull();
		expect(dayAndTime(new Date(moment ?? 0))).toEqual({ day: "2026-03-02", time: "09:05" });
		expect(momentOf("2026-02-30", "09:00")).toBeNull();
		expect(momentOf("2. 3. 2026", "09:00")).toBeNull();
		expect(momentOf("2026-03-02", "25:00")).toBeNull();
	});
});

describe("a duration", () => {
	it("is as rough as it is long", () => {
		const t = i18n.t.bind(i18n);
		const table: [number, string][] = [
			[0, "less than a minute"],
			[59, "less than a minute"],
			[60, "1 min"],
			[3_540, "59 min"],
			[3_600, "1 h 0 min"],
			[3_599, "1 h 0 min"],
			[90_000, "25 h 0 min"],
			[172_800, "2 days"],
		];
		for (const [seconds, expected] of table) expect(duration(seconds, t), String(seconds)).toBe(expected);
	});
	it("ends at a moment counted from when it was told", () => {
		expect(finishAt(90, Date.parse("2026-03-02T10:00:00Z"))).toBe("2026-03-02T10:01:30.000Z");
	});
});

describe("a pace as typed", () => {
	const typed = { perMinute: "", perHour: "", perDay: "", from: "", to: "" };
	it("comes back as it was", () => {
		const pace: Pace = { per_minute: 30, per_hour: null, per_day: 500, hours: { from: "09:00", to: "18:00" } };
		expect(paceOf(typedPace(pace))).toEqual({ pace, errors: {} });
		expect(paceOf(typed).pace).toEqual({ per_minute: null, per_hour: null, per_day: null, hours: null });
	});
	it("says which field is wrong", () => {
		expect(paceOf({ ...typed, perMinute: "0" }).errors).toEqual({ perMinute: "number" });
		expect(paceOf({ ...typed, perHour: "many" }).errors).toEqual({ perHour: "number" });
		expect(paceOf({ ...typed, perDay: "99999999999" }).errors).toEqual({ perDay: "number" });
		expect(paceOf({ ...typed, from: "9:00" }).errors).toEqual({ to: "both" });
		expect(paceOf({ ...typed, to: "9:00" }).errors).toEqual({ from: "both" });
		expect(paceOf({ ...typed, from: "9:00", to: "99" }).errors).toEqual({ to: "hour" });
	});
});
