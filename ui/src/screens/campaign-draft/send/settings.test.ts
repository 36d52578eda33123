import { describe, expect, it } from "vitest";
import { dayOf, daysFrom, NO_SETTINGS, readSettings, readTime, type Settings, slower } from "./settings";

const NOW = new Date(2026, 2, 2, 14, 30);
const read = (settings: Partial<Settings>) => readSettings({ ...NO_SETTINGS, ...settings }, NOW);

describe("a time of the day", () => {
	it.each([
		["9", "09:00"],
		["9:05", "09:05"],
		[" 09.30 ", "09:30"],
		["0930", "09:30"],
		["17h", "17:00"],
		["17h45", "17:45"],
		["0:00", "00:00"],
		["23:59", "23:59"],
		["24:00", null],
		["9:60", null],
		["9:5", null],
		["930", "09:30"],
		["990", null],
		["nine", null],
		["", null],
	])("%s", (typed, expected) => {
		expect(readTime(typed)).toBe(expected);
	});
});

describe("how it is sent", () => {
	it("has no pace of its own, Rust's stop rules and ten seconds to take it back, if nothing is said", () => {
		expect(read({})).toEqual({
			pace: { per_minute: null, per_hour: null, per_day: null, hours: null },
			stop: { failures_in_a_row: 10, failures_percent: 50 },
			window: 10,
			startsAt: null,
			errors: {},
		});
	});

	it("takes numbers, and nothing for no limit", () => {
		expect(read({ perMinute: " 20 ", perHour: "", perDay: "500", inARow: "", percent: "100" })).toMatchObject({
			pace: { per_minute: 20, per_hour: null, per_day: 500 },
			stop: { failures_in_a_row: null, failures_percent: 100 },
			errors: {},
		});
	});

	it.each<[Partial<Settings>, object]>([
		[{ perMinute: "0" }, { perMinute: "number" }],
		[{ perHour: "-5" }, { perHour: "number" }],
		[{ perDay: "1.5" }, { perDay: "number" }],
		[{ inARow: "many" }, { inARow: "number" }],
		[{ percent: "101" }, { percent: "percent" }],
		[{ hours: true, from: "25", to: "18:00" }, { from: "time" }],
		[{ hours: true, from: "9", to: "" }, { to: "time" }],
		// Hours that are not wanted say nothing.
		[{ hours: false, from: "x" }, {}],
		[{ when: "later", day: "" }, { day: "day" }],
		[{ when: "later", day: "2026-03-03", time: "x" }, { time: "time" }],
		[{ when: "later", day: "2026-03-02", time: "14:30" }, { time: "past" }],
		[{ when: "later", day: "2026-03-02", time: "14:31" }, {}],
		[{ when: "now", day: "2020-01-01" }, {}],
	])("%o says %o", (settings, errors) => {
		expect(read(settings).errors).toEqual(errors);
	});

	it("holds to hours only as whole times", () => {
		expect(read({ hours: true, from: "9", to: "18.30" }).pace.hours).toEqual({ from: "09:00", to: "18:30" });
		expect(read({ hours: true, from: "9", to: "?" }).pace.hours).toBeNull();
	});

	it("begins by this computer's clock, and then needs no time to be taken back", () => {
		const later = read({ when: "later", day: "2026-03-14", time: "9:15" });
		expect(later.startsAt).toEqual(new Date(2026, 2, 14, 9, 15));
		expect(later.window).toBe(0);
	});

	it("offers today first, each day once", () => {
		const days = daysFrom(new Date(2026, 9, 20, 23, 59)).map(dayOf);
		expect(days.slice(0, 2)).toEqual(["2026-10-20", "2026-10-21"]);
		expect(new Set(days).size).toBe(60);
	});
});

it.each([
	[60, 90, 90],
	[90, 60, 90],
	[null, 60, 60],
	[60, undefined, 60],
	[null, null, null],
])("of %s and %s seconds the longer counts", (one, other, expected) => {
	expect(slower(one, other)).toBe(expected);
});
