import { useTranslation } from "react-i18next";
import { fieldErrorText } from "../../app/errors";
import { useNow } from "../../app/time";
import type { Account, BridgeError, FieldError, Rendered, Template } from "../../bridge";
import { ErrorBanner, Skeleton } from "../../components";
import { Bubble, Phone } from "./Bubble";
import { clock } from "./moment";
import styles from "./PreviewPane.module.css";
import { asWritten } from "./usePreview";

export interface PreviewPaneProps {
	account: Account;
	name: string;
	template: Template | undefined;
	/** As it will be read; undefined until the first answer. */
	rendered: Rendered | undefined;
	error: BridgeError | null;
	onRetry: () => void;
	/** What is wrong with the whole text. */
	problems: readonly FieldError[];
}

/** The phone of the person who will read it. */
export function PreviewPane({ account, name, template, rendered, error, onRetry, problems }: PreviewPaneProps) {
	const { t, i18n } = useTranslation();
	const now = useNow(10_000);
	const shown = template?.problem ? asWritten(template) : rendered;
	return (
		<section className={styles.pane} aria-label={t("outbox:preview.region")}>
			<Phone from={account.name}>
				{template === undefined ? (
					<p className={styles.nothing}>{t("outbox:preview.pick", { name })}</p>
				) : shown ? (
					<Bubble rendered={shown} time={clock(now, i18n.language)} />
				) : error ? null : (
					<Waiting />
				)}
			</Phone>
			{error && !template?.problem ? <ErrorBanner error={error} onRetry={onRetry} boxed /> : null}
			{problems.map((problem) => (
				<p key={problem.field + problem.code} className={styles.problem}>
					{fieldErrorText(problem, t)}
				</p>
			))}
		</section>
	);
}

function Waiting() {
	const { t } = useTranslation();
	return (
		<div className={styles.waiting} role="status">
			<span className="hidden">{t("outbox:preview.waiting")}</span>
			<Skeleton width="92%" />
			<Skeleton width="74%" />
			<Skeleton width="40%" />
		</div>
	);
}
