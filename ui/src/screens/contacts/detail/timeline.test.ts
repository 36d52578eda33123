import { describe, expect, it } from "vitest";
import type { HistoryEntry, Note, SendRow } from "../../../bridge";
import { timeline } from "./timeline";

const note = (id: number, at: string | null): Note => ({ id, at, kind: "text", label: null, text: "x", file: null });
const change = (id: number, at: string, kind: HistoryEntry["kind"] = "edited"): HistoryEntry => ({
	id,
	at,
	kind,
	origin: { by: "form" },
	changes: [],
});
const send = (id: number, created_at: string) => ({ id, created_at }) as SendRow;

describe("the timeline", () => {
	it("is newest first, whatever happened; equal times stay as they came, without a time is last", () => {
		const moments = timeline({
			contact: { created_at: "2026-01-01T00:00:00Z" },
			sends: [send(2, "2026-03-02T10:00:00Z"), send(1, "2026-02-01T10:00:00Z")],
			notes: [note(9, "2026-03-01T10:00:00Z"), note(8, null)],
			history: [change(5, "2026-03-02T10:00:00Z"), change(4, "2026-03-02T10:00:00Z")],
		});
		expect(moments.map(({ key }) => key)).toEqual([
			"send 2",
			"change 5",
			"change 4",
			"note 9",
			"send 1",
			"created",
			"note 8",
		]);
	});

	it("tells of the writing down once", () => {
		const contact = { created_at: "2026-01-01T00:00:00Z" };
		const none = { sends: [], notes: [] };
		const known = timeline({ contact, ...none, history: [change(1, "2026-01-01T00:00:00Z", "created")] });
		expect(known.map(({ key }) => key)).toEqual(["change 1"]);
		expect(timeline({ contact: { created_at: null }, ...none, history: [] })).toEqual([]);
	});
});
