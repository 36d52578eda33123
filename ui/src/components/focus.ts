import { useEffect } from "react";
import { topLayer } from "./layers";

/** The list of the screen, else its title: where the focus goes when what had it is gone. */
function screenPlace(): HTMLElement | null {
	const screen = document.querySelector("[data-region='screen']");
	return screen?.querySelector<HTMLElement>("[role='grid']") ?? screen?.querySelector<HTMLElement>("h1") ?? null;
}

function isLost(at: Element | null): boolean {
	return !at?.isConnected || at === document.body || at.matches("[data-region='screen'] h1");
}

/** Where a dialog gives the focus back to: `true` for where it came from. */
export function placeAfter(before: Element | null): HTMLElement | true {
	return (isLost(before) ? screenPlace() : null) ?? true;
}

/** Sends the focus to the screen if nothing has it, or only the title has, and no dialog is open. */
export function rescueFocus(): void {
	if (topLayer() === 0 && isLost(document.activeElement)) screenPlace()?.focus();
}

/** On a screen that was opened by a key: what had the focus is gone with the old one. */
export function useScreenFocus(): void {
	useEffect(rescueFocus, []);
}
