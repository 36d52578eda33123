// What the screen says while it shows no template.
import { useTranslation } from "react-i18next";
import { errorText } from "../../app/errors";
import { BridgeError } from "../../bridge";
import { Button, EmptyState, Skeleton } from "../../components";
import css from "./Faces.module.css";
import type { Filters } from "./filters";

export function ErrorFace({ error, onRetry }: { error: unknown; onRetry: () => void }) {
	const { t } = useTranslation();
	const words = error instanceof BridgeError ? errorText(error, t) : null;
	return (
		<EmptyState
			role="alert"
			title={t("templates:error.title")}
			text={words ? `${words.title} ${words.text}` : t("templates:error.text")}
			action={<Button onClick={onRetry}>{t("common:tryAgain")}</Button>}
		/>
	);
}

export function ForbiddenFace() {
	const { t } = useTranslation();
	return (
		<EmptyState
			role="alert"
			title={t("templates:forbidden.title")}
			text={t("templates:forbidden.text", { scope: "templates:read" })}
		/>
	);
}

const WIDTHS = ["52%", "64%", "44%", "58%", "70%", "48%"];

export function LoadingFace() {
	const { t } = useTranslation();
	return (
		<div className={css.loading} role="status">
			<span className="hidden">{t("templates:loading")}</span>
			{WIDTHS.map((width) => (
				<span key={width} className={css.tile}>
					<Skeleton width={width} />
					<Skeleton width="92%" />
					<Skeleton width="76%" />
				</span>
			))}
		</div>
	);
}

export function EmptyFace({ asking, onAsk }: { asking: boolean; onAsk: () => void }) {
	const { t } = useTranslation();
	return (
		<EmptyState
			title={t("templates:empty.title")}
			text={t("templates:empty.text")}
			action={
				<Button variant="primary" keys="R" busy={asking} onClick={onAsk}>
					{t("templates:refresh")}
				</Button>
			}
		/>
	);
}

export interface NobodyProps {
	filters: Filters;
	/** Hidden ones that would be found. */
	hidden: number;
	onClear: () => void;
	onShowHidden: () => void;
	/** From a part of the names to all of them, what else is asked for stays. */
	onAll: () => void;
	/** Something is asked for beside the part. */
	narrowed: boolean;
}

export function NobodyFace({ filters, hidden, onClear, onShowHidden, onAll, narrowed }: NobodyProps) {
	const { t } = useTranslation();
	const { which } = filters;
	if (which !== "all" && !narrowed)
		return (
			<EmptyState
				role="status"
				title={t(`templates:none.${which}`)}
				text={t(`templates:none.${which}Text`)}
				action={<Button onClick={onAll}>{t("templates:none.back")}</Button>}
			/>
		);
	const text = filters.text.trim();
	return (
		<EmptyState
			role="status"
			title={text ? t("templates:nobody.title", { text }) : t("templates:nobody.filtered")}
			text={
				<>
					{text ? <p>{t("templates:nobody.text")}</p> : null}
					{hidden > 0 ? <p>{t("templates:nobody.hidden", { count: hidden })}</p> : null}
				</>
			}
			action={
				<>
					<Button onClick={onClear}>{t("templates:filters.clear")}</Button>
					{hidden > 0 ? (
						<Button variant="quiet" onClick={onShowHidden}>
							{t("templates:nobody.showHidden")}
						</Button>
					) : null}
				</>
			}
		/>
	);
}
