// Keys are written once, as "Ctrl+Shift+Enter"; here they become what is drawn, what is announced and what is matched.

export const isMac = /Mac|iPhone|iPad/.test(navigator.userAgent);

const DRAWN: Record<string, string> = {
	Enter: "⏎",
	ArrowUp: "↑",
	ArrowDown: "↓",
	ArrowLeft: "←",
	ArrowRight: "→",
	Escape: "Esc",
	Delete: "Del",
	PageUp: "PgUp",
	PageDown: "PgDn",
	Backspace: "⌫",
};
const MAC: Record<string, string> = { Ctrl: "⌘", Shift: "⇧", Alt: "⌥" };
const MODIFIERS = ["Ctrl", "Shift", "Alt"];

function parts(keys: string): string[] {
	return keys === "+" ? ["+"] : keys.split("+");
}

/** What is drawn on a key: `Ctrl ⏎`, on macOS `⌘⏎`. */
export function drawKeys(keys: string, mac = isMac): string {
	const drawn = parts(keys).map((part) => (mac ? MAC[part] : undefined) ?? DRAWN[part] ?? part);
	if (!mac) return drawn.join(" ");
	const shown = parts(keys);
	// Apple's order: ⌥ ⇧ ⌘, then the key.
	const order = ["Alt", "Shift", "Ctrl"];
	const modifiers = order.filter((name) => shown.includes(name)).map((name) => MAC[name]);
	return [...modifiers, ...drawn.filter((_, i) => !MODIFIERS.includes(shown[i] ?? ""))].join("");
}

/** The value of `aria-keyshortcuts`. */
export function ariaKeys(keys: string, mac = isMac): string {
	return parts(keys)
		.map((part) => (part === "Ctrl" ? (mac ? "Meta" : "Control") : part))
		.join("+");
}

/** Is this key press the one that `keys` names? `Ctrl` is the command key on macOS. */
export function matchesKeys(event: KeyboardEvent, keys: string, mac = isMac): boolean {
	const wanted = parts(keys);
	const key = wanted.at(-1) ?? "";
	const ctrl = mac ? event.metaKey : event.ctrlKey;
	const other = mac ? event.ctrlKey : event.metaKey;
	if (other || ctrl !== wanted.includes("Ctrl") || event.altKey !== wanted.includes("Alt")) return false;
	// "?" and "#" need Shift on some keyboards and none on others: only letters and named keys say so.
	const letter = /^[a-z]$/i.test(key);
	if ((letter || key.length > 1) && event.shiftKey !== wanted.includes("Shift")) return false;
	return event.key === key || (letter && event.key.toLowerCase() === key.toLowerCase());
}

/** True while a field has the focus: single letters are text there. */
export function isTyping(target: EventTarget | null): boolean {
	if (!(target instanceof HTMLElement)) return false;
	if (target.isContentEditable || target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement)
		return true;
	// Menus and lists read letters themselves.
	if (target.closest('[role="combobox"], [role="menu"], [role="listbox"]')) return true;
	return (
		target instanceof HTMLInputElement && !["checkbox", "radio", "button", "submit", "range"].includes(target.type)
	);
}
