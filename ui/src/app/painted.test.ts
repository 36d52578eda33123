import { expect, it, vi } from "vitest";
import { markPainted } from "./painted";

it("leaves its mark after the next frame, not at once", async () => {
	markPainted("a test's own");
	expect(performance.getEntriesByName("a test's own")).toHaveLength(0);
	await vi.waitFor(() => expect(performance.getEntriesByName("a test's own")).toHaveLength(1));
});
