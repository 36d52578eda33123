/** The list of the screen, else the screen: where the focus goes when what had it is gone. */
export function focusScreen(): void {
	const screen = document.querySelector<HTMLElement>("[data-region='screen']");
	(screen?.querySelector<HTMLElement>("[role='grid']") ?? screen)?.focus();
}

/** True while nothing has the focus, or only the screen as a whole. */
export function isFocusLost(): boolean {
	const { activeElement, body } = document;
	return activeElement === null || activeElement === body || activeElement.matches("[data-region='screen']");
}
