import { useState, useSyncExternalStore } from "react";
import { useSession } from "../../app/session";

export type Wallpaper = "light" | "dark";

const DARK = "(prefers-color-scheme: dark)";

function useSystemDark(): boolean {
	return useSyncExternalStore(
		(changed) => {
			const media = window.matchMedia(DARK);
			media.addEventListener("change", changed);
			return () => media.removeEventListener("change", changed);
		},
		() => window.matchMedia(DARK).matches,
	);
}

/** The phone's wallpaper: as the program's until the other one is asked for. */
export function useWallpaper(): {
	wallpaper: Wallpaper;
	/** None while it follows the program, whose own colours hold then. */
	forced: Wallpaper | undefined;
	choose: (next: Wallpaper) => void;
} {
	const { theme } = useSession().preferences;
	const dark = useSystemDark();
	const own: Wallpaper = theme === "system" ? (dark ? "dark" : "light") : theme;
	const [chosen, setChosen] = useState<Wallpaper | null>(null);
	const wallpaper = chosen ?? own;
	return { wallpaper, forced: wallpaper === own ? undefined : wallpaper, choose: setChosen };
}
