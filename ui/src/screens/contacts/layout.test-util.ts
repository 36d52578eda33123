// A low window for jsdom, which has no layout: the virtual list needs one, and few rows keep the tests quick.
import { act } from "@testing-library/react";
import { afterAll, beforeAll, vi } from "vitest";

const HEIGHT = 316;

export function withLayout(): void {
	beforeAll(() => {
		vi.spyOn(HTMLElement.prototype, "offsetHeight", "get").mockReturnValue(HEIGHT);
		vi.spyOn(HTMLElement.prototype, "offsetWidth", "get").mockReturnValue(800);
		vi.spyOn(HTMLElement.prototype, "clientHeight", "get").mockReturnValue(HEIGHT);
		vi.spyOn(HTMLElement.prototype, "scrollHeight", "get").mockReturnValue(4_000_000);
		vi.spyOn(Element.prototype, "scrollTo").mockImplementation(function (this: Element, to?: unknown) {
			if (typeof to === "object" && to !== null && "top" in to) this.scrollTop = Number(to.top);
			// As in a browser, the event comes after what caused it.
			queueMicrotask(() => act(() => this.dispatchEvent(new Event("scroll"))));
		});
	});
	afterAll(() => vi.restoreAllMocks());
}
