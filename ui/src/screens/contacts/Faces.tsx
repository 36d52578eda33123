// What the list says while it has no rows.
import { useTranslation } from "react-i18next";
import { errorText } from "../../app/errors";
import { BridgeError } from "../../bridge";
import { Button, EmptyState, Progress } from "../../components";
import styles from "./ContactsScreen.module.css";

export function ErrorFace({ error, onRetry }: { error: unknown; onRetry: () => void }) {
	const { t } = useTranslation();
	const words = error instanceof BridgeError ? errorText(error, t) : null;
	return (
		<EmptyState
			role="alert"
			title={t("contacts:error.title")}
			text={words ? `${words.title} ${words.text}` : t("contacts:error.text")}
			action={<Button onClick={onRetry}>{t("common:tryAgain")}</Button>}
		/>
	);
}

export function FillingFace({ done, total }: { done: number; total: number | null }) {
	const { t } = useTranslation();
	return (
		<EmptyState
			role="status"
			title={t("contacts:filling.title")}
			text={
				<div className={styles.filling}>
					<p>{t("contacts:filling.text")}</p>
					<Progress label={t("contacts:filling.title")} value={done} max={total} />
					<p className="num small">
						{total === null
							? t("contacts:filling.done", { count: done })
							: t("contacts:filling.of", { done, total, count: total })}
					</p>
				</div>
			}
		/>
	);
}

export function EmptyFace({ onNew }: { onNew: () => void }) {
	const { t } = useTranslation();
	return (
		<EmptyState
			title={t("contacts:empty.title")}
			text={t("contacts:empty.text")}
			action={
				<Button variant="primary" onClick={onNew}>
					{t("contacts:empty.action")}
				</Button>
			}
		/>
	);
}

interface NobodyProps {
	text: string;
	/** A filter is on beside the text. */
	filtered: boolean;
	onClearFilters: () => void;
	all: number;
	serverAsked: boolean;
	onClear: () => void;
	onCreate: () => void;
}

export function NobodyFace({ text, filtered, all, serverAsked, onClear, onClearFilters, onCreate }: NobodyProps) {
	const { t } = useTranslation();
	const clearFilters = filtered && <Button onClick={onClearFilters}>{t("contacts:filter.clear")}</Button>;
	if (!text)
		return (
			<EmptyState
				role="status"
				title={t("contacts:nobody.filtered")}
				text={t("contacts:nobody.filteredText", { count: all })}
				action={clearFilters}
			/>
		);
	return (
		<EmptyState
			role="status"
			title={t("contacts:nobody.title", { text })}
			text={
				<>
					<p>{t("contacts:nobody.text", { count: all })}</p>
					{filtered && <p>{t("contacts:nobody.withFilter")}</p>}
					{serverAsked && <p>{t("contacts:nobody.server")}</p>}
				</>
			}
			action={
				<>
					{clearFilters}
					<Button onClick={onClear}>{t("contacts:nobody.clear")}</Button>
					<Button variant="quiet" onClick={onCreate}>
						<bdi className="cut">{t("contacts:nobody.create", { text })}</bdi>
					</Button>
				</>
			}
		/>
	);
}
