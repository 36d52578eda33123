import "@testing-library/jest-dom/vitest";
import { cleanup, configure } from "@testing-library/react";
import { afterEach } from "vitest";

// A busy machine is slow, not wrong: what is waited for may take long.
configure({ asyncUtilTimeout: 10_000 });

// How long to wait is no part of what is tested; a busy machine needs more than the usual second.
configure({ asyncUtilTimeout: 10_000 });

afterEach(() => {
	cleanup();
	for (const name of ["accent", "theme", "contrast", "density"]) delete document.documentElement.dataset[name];
	window.location.hash = "";
});

// What jsdom has no layout for.
class NoResize implements ResizeObserver {
	observe(): void {}
	unobserve(): void {}
	disconnect(): void {}
}
globalThis.ResizeObserver ??= NoResize;
Element.prototype.scrollIntoView ??= () => undefined;
window.scrollTo = () => undefined;
Element.prototype.scrollTo ??= () => undefined;
Element.prototype.getAnimations ??= () => [];
window.matchMedia ??= (query: string) =>
	({
		matches: false,
		media: query,
		onchange: null,
		addEventListener: () => undefined,
		removeEventListener: () => undefined,
		addListener: () => undefined,
		removeListener: () => undefined,
		dispatchEvent: () => false,
	}) satisfies MediaQueryList;
globalThis.PointerEvent ??= MouseEvent as typeof PointerEvent;
