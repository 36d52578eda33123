const FOCUSABLE = 'a[href], button, input, select, textarea, [tabindex]:not([tabindex="-1"])';

/** As one goes through a screen: the sidebar's foot comes last, though it stands before the screen. */
function inOrder(): HTMLElement[] {
	const all = [...document.querySelectorAll<HTMLElement>("[data-region]")].filter((region) =>
		region.querySelector(FOCUSABLE),
	);
	const last = (region: HTMLElement) => Number(region.dataset.region === "foot");
	return all.sort((a, b) => last(a) - last(b));
}

/** F6: to the next part of the window marked `data-region`, and there to what can be used first. */
export function goRound(step: 1 | -1): void {
	const regions = inOrder();
	if (regions.length === 0) return;
	const here = regions.findLastIndex((region) => region.contains(document.activeElement));
	const start = here === -1 ? (step === 1 ? -1 : 0) : here;
	const next = regions[(start + step + regions.length) % regions.length];
	next?.querySelector<HTMLElement>(FOCUSABLE)?.focus();
}
