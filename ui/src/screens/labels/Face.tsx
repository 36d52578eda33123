import { useTranslation } from "react-i18next";
import { errorText } from "../../app/errors";
import { BridgeError, type SyncStatus } from "../../bridge";
import { Button, EmptyState } from "../../components";
import type { ListName } from "./kind";

export interface FaceProps {
	list: ListName;
	/** The list of the mirror is here. */
	ready: boolean;
	error: unknown;
	onRetry: () => void;
	/** What is looked for among the rows there are. */
	filter: string;
	onClear: () => void;
	sync: SyncStatus | undefined;
	onSync: () => void;
	/** The token may not read this list. */
	forbidden: boolean;
	onNew: () => void;
}

/** What a list says while it has no rows. */
export function Face(props: FaceProps) {
	const { list, ready, error, onRetry, filter, onClear, sync, onSync, forbidden, onNew } = props;
	const { t } = useTranslation();
	const failed = (cause: unknown, retry: () => void) => {
		const words = cause instanceof BridgeError ? errorText(cause, t) : null;
		return (
			<EmptyState
				role="alert"
				title={t("labels:error.title")}
				text={words ? `${words.title} ${words.text}` : t("labels:error.text")}
				action={<Button onClick={retry}>{t("common:tryAgain")}</Button>}
			/>
		);
	};
	if (error) return failed(error, onRetry);
	if (!ready) return <LoadingFace />;
	if (filter.trim())
		return (
			<EmptyState
				role="status"
				title={t(`labels:${list}.nobody`, { text: filter.trim() })}
				text={t("labels:nobody")}
				action={<Button onClick={onClear}>{t("labels:clear")}</Button>}
			/>
		);
	if (forbidden)
		return (
			<EmptyState
				role="alert"
				title={t(`labels:${list}.forbidden`)}
				text={t("labels:forbidden", { scope: `${list}:read` })}
			/>
		);
	if (sync?.state === "failed") return failed(new BridgeError(sync.error), onSync);
	// The lists are what a first fill reads first: until then there being none says nothing.
	if (sync?.state === "checking" || (sync?.state === "filling" && sync.done === 0)) return <LoadingFace />;
	return (
		<EmptyState
			title={t(`labels:${list}.empty`)}
			text={t(`labels:${list}.emptyText`)}
			action={
				<Button variant="primary" keys="N" onClick={onNew}>
					{t(`labels:${list}.new`)}
				</Button>
			}
		/>
	);
}

function LoadingFace() {
	const { t } = useTranslation();
	return <EmptyState role="status" title={t("labels:loading")} text={t("labels:loadingText")} />;
}
