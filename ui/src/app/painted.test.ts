import { expect, it, vi } from "vitest";
import { afterPaint, markPainted } from "./painted";

it("leaves its mark after the next frame, not at once", async () => {
	markPainted("a test's own");
	expect(performance.getEntriesByName("a test's own")).toHaveLength(0);
	await vi.waitFor(() => expect(performance.getEntriesByName("a test's own")).toHaveLength(1));
});

it("is not called when it is not wanted any more", async () => {
	const called: string[] = [];
	afterPaint(() => called.push("given up"))();
	afterPaint(() => called.push("wanted"));
	await vi.waitFor(() => expect(called).toEqual(["wanted"]));
});
