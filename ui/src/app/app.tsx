import { type AnyRouter, RouterProvider } from "@tanstack/react-router";
import { useCallback, useEffect, useState } from "react";
import { I18nextProvider, useTranslation } from "react-i18next";
import { accountsStart, type BridgeError, type StartState } from "../bridge";
import { Button, EmptyState } from "../components";
import { CrashBoundary } from "./crash";
import { errorText } from "./errors";
import { i18n } from "./i18n";
import { Providers } from "./providers";
import { makeRouter, openingScreen } from "./router";

type Boot = { state: "waiting" } | { state: "ready"; start: StartState } | { state: "failed"; error: BridgeError };

function BootFailed({ error, onRetry }: { error: BridgeError; onRetry: () => void }) {
	const { t } = useTranslation();
	const { title, text } = errorText(error, t);
	return (
		<main>
			<EmptyState
				role="alert"
				title={title}
				text={<p>{text}</p>}
				action={<Button onClick={onRetry}>{t("common:tryAgain")}</Button>}
			/>
		</main>
	);
}

interface AppProps {
	/** The start, asked for before there was anything to draw. */
	started?: Promise<StartState>;
	/** For tests. */
	router?: AnyRouter;
}

/** The whole program. */
export function App({ started, router: given }: AppProps) {
	const [router] = useState(() => given ?? makeRouter());
	const [boot, setBoot] = useState<Boot>({ state: "waiting" });
	const open = useCallback(
		(asked: Promise<StartState>) => {
			const opened = async (start: StartState) => {
				if (router.state.location.pathname === "/")
					router.history.replace(openingScreen(start.active !== null, start.preferences));
				// Else the frame would be drawn first, and its screen after it.
				await router.load();
				return start;
			};
			asked.then(opened).then(
				(start) => setBoot({ state: "ready", start }),
				(error: BridgeError) => setBoot({ state: "failed", error }),
			);
		},
		[router],
	);
	useEffect(() => open(started ?? accountsStart()), [open, started]);
	if (boot.state === "waiting") return null;
	return (
		<I18nextProvider i18n={i18n}>
			<CrashBoundary>
				{boot.state === "failed" ? (
					<BootFailed error={boot.error} onRetry={() => open(accountsStart())} />
				) : (
					<Providers start={boot.start}>
						<RouterProvider router={router} />
					</Providers>
				)}
			</CrashBoundary>
		</I18nextProvider>
	);
}
