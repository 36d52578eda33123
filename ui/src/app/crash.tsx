import { Component, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Button, EmptyState } from "../components";

/** What stands in place of a screen that broke. */
export function Crash({ error }: { error: unknown }) {
	const { t } = useTranslation();
	return (
		<main>
			<EmptyState
				role="alert"
				title={t("common:crash.title")}
				text={
					<>
						<p>{t("common:crash.text")}</p>
						<p className="small faint">{error instanceof Error ? `${error.name}: ${error.message}` : String(error)}</p>
					</>
				}
				action={
					<Button variant="primary" onClick={() => window.location.reload()}>
						{t("common:crash.reload")}
					</Button>
				}
			/>
		</main>
	);
}

/** The last net, under everything. */
export class CrashBoundary extends Component<{ children: ReactNode }, { error: unknown }> {
	override state = { error: null };

	static getDerivedStateFromError(error: unknown) {
		return { error };
	}

	override render() {
		return this.state.error === null ? this.props.children : <Crash error={this.state.error} />;
	}
}
