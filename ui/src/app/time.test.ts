import { describe, expect, it } from "vitest";
import { i18n } from "./i18n";
import { agoTime, clockTime, fullTime, shortTime } from "./time";

const { t } = i18n;
const now = new Date(2026, 2, 2, 14, 26, 12);
const at = (...parts: [number, number, number, number?, number?, number?]) => new Date(...parts).toISOString();

describe("times", () => {
	it("are as short as a column wants them", () => {
		const short = (iso: string) => shortTime(iso, now, "en", t);
		expect(short(at(2026, 2, 2, 14, 26, 0))).toBe("now");
		expect(short(at(2026, 2, 2, 14, 24, 0))).toBe("2 min");
		expect(short(at(2026, 2, 2, 9, 5))).toBe("09:05");
		expect(short(at(2026, 1, 20))).toBe("20 Feb");
		expect(short(at(2025, 0, 11))).toBe("Jan 2025");
		expect(short("yesterday")).toBe("");
	});
	it("stand still by the clock", () => {
		const clock = (iso: string) => clockTime(iso, now, "en");
		expect(clock(at(2026, 2, 2, 14, 26, 0))).toBe("14:26");
		expect(clock(at(2026, 1, 20, 9, 5))).toBe("20 Feb, 09:05");
		expect(clock(at(2025, 0, 11, 9, 5))).toBe("11 Jan 2025, 09:05");
		expect(clock("yesterday")).toBe("");
	});
	it("say how long ago", () => {
		const ago = (iso: string) => agoTime(iso, now, "en", t);
		expect(ago(at(2026, 2, 2, 14, 26, 0))).toBe("12 s ago");
		expect(ago(at(2026, 2, 2, 14, 21, 0))).toBe("5 min ago");
		expect(ago(at(2026, 2, 2, 11, 26, 0))).toBe("3 h ago");
		expect(ago(at(2026, 2, 2, 14, 27, 0))).toBe("now");
	});
	it("are whole in a tooltip", () => {
		expect(fullTime(at(2026, 2, 2, 14, 26, 12), "en")).toBe("2 Mar 2026, 14:26:12");
	});
});
