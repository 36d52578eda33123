import { useLayoutEffect, useSyncExternalStore } from "react";
import type { Accent, Preferences } from "../bridge";

function useMedia(query: string): boolean {
	return useSyncExternalStore(
		(changed) => {
			const media = window.matchMedia(query);
			media.addEventListener("change", changed);
			return () => media.removeEventListener("change", changed);
		},
		() => window.matchMedia(query).matches,
	);
}

/** Puts the person's wishes and the account's colour on `<html>`. Theme and contrast go together or not at all. */
export function useAppearance({ theme, contrast, density }: Preferences, accent: Accent): void {
	const dark = useMedia("(prefers-color-scheme: dark)");
	const more = useMedia("(prefers-contrast: more)");
	// Before the first frame: nobody wants a white flash at night.
	useLayoutEffect(() => {
		const { dataset } = document.documentElement;
		if (theme === "system" && !contrast) {
			delete dataset.theme;
			delete dataset.contrast;
			return;
		}
		dataset.theme = theme === "system" ? (dark ? "dark" : "light") : theme;
		dataset.contrast = contrast || more ? "more" : "normal";
	}, [theme, contrast, dark, more]);
	useLayoutEffect(() => {
		const { dataset } = document.documentElement;
		dataset.accent = accent;
		dataset.density = density;
	}, [accent, density]);
}
