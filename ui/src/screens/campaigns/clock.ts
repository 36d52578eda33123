// A day and a time of the day as typed, by this computer's clock.

const two = (number: number) => String(number).padStart(2, "0");

/** `2026-11-26` and `14:05`. */
export function dayAndTime(at: Date): { day: string; time: string } {
	return {
		day: `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`,
		time: `${two(at.getHours())}:${two(at.getMinutes())}`,
	};
}

/** `9:5` and `0900` become `09:05` and `09:00`; none if it is no time of the day. */
export function readTime(text: string): string | null {
	const parts = /^\s*(\d{1,2})[:.]?(\d{2}|(?<=[:.])\d)?\s*$/.exec(text);
	if (!parts) return null;
	const [hour, minute] = [Number(parts[1]), Number(parts[2] ?? "0")];
	return hour < 24 && minute < 60 ? `${two(hour)}:${two(minute)}` : null;
}

/** The moment as RFC 3339; none if one of the two cannot be read. */
export function momentOf(day: string, time: string): string | null {
	const date = /^\s*(\d{4})-(\d{1,2})-(\d{1,2})\s*$/.exec(day);
	const clock = readTime(time);
	if (!date || clock === null) return null;
	const [year, month, of] = [Number(date[1]), Number(date[2]), Number(date[3])];
	const [hour, minute] = clock.split(":").map(Number);
	const at = new Date(year, month - 1, of, hour, minute);
	// The 31st of a short month would be another day.
	return at.getMonth() === month - 1 && at.getDate() === of ? at.toISOString() : null;
}
