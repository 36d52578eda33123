const FOCUSABLE = 'a[href], button, input, select, textarea, [tabindex]:not([tabindex="-1"])';

/** F6: to the next part of the window marked `data-region`, and there to what can be used first. */
export function goRound(step: 1 | -1): void {
	const regions = [...document.querySelectorAll<HTMLElement>("[data-region]")].filter((region) =>
		region.querySelector(FOCUSABLE),
	);
	if (regions.length === 0) return;
	const here = regions.findLastIndex((region) => region.contains(document.activeElement));
	const start = here === -1 ? (step === 1 ? -1 : 0) : here;
	const next = regions[(start + step + regions.length) % regions.length];
	next?.querySelector<HTMLElement>(FOCUSABLE)?.focus();
}
