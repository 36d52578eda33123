import { Outlet, useLocation } from "@tanstack/react-router";
import { useEffect } from "react";
import { createPortal } from "react-dom";
import { useTranslation } from "react-i18next";
import { useShortcut } from "./actions";
import { useAppearance } from "./appearance";
import { useDeepLinks } from "./deep-links";
import { KeySheet } from "./key-sheet";
import { Palette } from "./palette";
import { goRound } from "./regions";
import css from "./root.module.css";
import { useSession } from "./session";
import { StartNotices } from "./start-notices";

/** What is there on every screen. */
export function Root() {
	const { t } = useTranslation();
	const { active, preferences, prefer } = useSession();
	const path = useLocation({ select: (location) => location.pathname });
	// Connecting belongs to no account: neither its colour nor the frame.
	const account = path === "/connect" ? null : active;
	useAppearance(preferences, account?.accent ?? "blue");
	useDeepLinks(active !== null);
	useEffect(() => {
		if (path !== "/" && path !== "/connect") prefer({ screen: path });
	}, [path, prefer]);
	useShortcut("F6", () => goRound(1), { label: t("shell:keys.nextRegion") });
	useShortcut("Shift+F6", () => goRound(-1), { label: t("shell:keys.previousRegion") });
	return (
		<>
			<Outlet />
			<Palette />
			<KeySheet />
			<StartNotices />
			{account?.practice
				? // In the body: the window's own content lies under dialogs, the frame over them.
					createPortal(
						<div className={css.frame}>
							<span>{t("shell:practice.frame")}</span>
						</div>,
						document.body,
					)
				: null}
		</>
	);
}
