import { useTranslation } from "react-i18next";
import { errorText } from "../../../app/errors";
import { BridgeError } from "../../../bridge";
import { Button, EmptyState } from "../../../components";

interface Props {
	ready: boolean;
	error: unknown;
	onRetry: () => void;
	/** What is looked for among the runs there are. */
	filter: string;
	onClear: () => void;
	onNew: () => void;
}

/** What the list says while it has no rows. */
export function Face({ ready, error, onRetry, filter, onClear, onNew }: Props) {
	const { t } = useTranslation();
	if (error) {
		const words = error instanceof BridgeError ? errorText(error, t) : null;
		return (
			<EmptyState
				role="alert"
				title={t("campaigns:face.errorTitle")}
				text={words ? `${words.title} ${words.text}` : null}
				action={<Button onClick={onRetry}>{t("common:tryAgain")}</Button>}
			/>
		);
	}
	if (!ready)
		return <EmptyState role="status" title={t("campaigns:face.loading")} text={t("campaigns:face.loadingText")} />;
	if (filter.trim())
		return (
			<EmptyState
				role="status"
				title={t("campaigns:face.nobody", { text: filter.trim() })}
				text={t("campaigns:face.nobodyText")}
				action={<Button onClick={onClear}>{t("campaigns:face.clear")}</Button>}
			/>
		);
	return (
		<EmptyState
			title={t("campaigns:face.empty")}
			text={t("campaigns:face.emptyText")}
			action={
				<Button variant="primary" keys="N" onClick={onNew}>
					{t("campaigns:new")}
				</Button>
			}
		/>
	);
}
