import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { App } from "./app/app";
import { accountsStart } from "./bridge";
import "./theme/tokens.css";
import "./theme/fonts.css";
import "./theme/base.css";

const started = accountsStart();
// Whoever waits for it says why it failed.
started.catch(() => undefined);
const root = document.getElementById("root");
if (root) {
	createRoot(root).render(
		<StrictMode>
			<App started={started} />
		</StrictMode>,
	);
}
