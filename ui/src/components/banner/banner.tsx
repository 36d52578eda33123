import { CircleCheck, Info, OctagonX, TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { errorText } from "../../app/errors";
import type { BridgeError } from "../../bridge";
import { Button } from "../button/button";
import { cx } from "../classes";
import css from "./banner.module.css";

export interface BannerProps {
	tone: "neutral" | "info" | "ok" | "warn" | "danger";
	children: ReactNode;
	actions?: ReactNode;
	/** Inside a form or dialog: a line all round. */
	boxed?: boolean | undefined;
	/** Say it at once. `danger` does by itself. */
	role?: "alert" | "status" | undefined;
}

const ICONS = { neutral: Info, info: Info, ok: CircleCheck, warn: TriangleAlert, danger: OctagonX };

/** A line above what it concerns. */
export function Banner({ tone, children, actions, boxed, role }: BannerProps) {
	const Icon = ICONS[tone];
	return (
		<div
			className={cx(css.banner, css[tone], boxed && css.boxed)}
			role={role ?? (tone === "danger" ? "alert" : undefined)}
		>
			<Icon aria-hidden="true" />
			<div className={css.body}>{children}</div>
			{actions ? <div className={css.actions}>{actions}</div> : null}
		</div>
	);
}

export interface ErrorBannerProps {
	error: BridgeError;
	onRetry?: (() => void) | undefined;
	boxed?: boolean | undefined;
	/** What to do next, where this place knows better than the table. */
	text?: string | undefined;
}

/** What happened, and what to do next. */
export function ErrorBanner({ error, onRetry, boxed, text: given }: ErrorBannerProps) {
	const { t } = useTranslation();
	const { title, text, severity } = errorText(error, t);
	return (
		<Banner
			tone={severity === "warn" ? "warn" : "danger"}
			role="alert"
			boxed={boxed}
			actions={
				onRetry ? (
					<Button size="small" onClick={onRetry}>
						{t("common:tryAgain")}
					</Button>
				) : undefined
			}
		>
			<b className="medium">{title}</b> {given ?? text}
		</Banner>
	);
}

export interface EmptyStateProps {
	icon?: ReactNode;
	title: string;
	text: ReactNode;
	action?: ReactNode;
	role?: "alert" | "status" | undefined;
}

/** What a list says when it has no rows: teaches the first action. */
export function EmptyState({ icon, title, text, action, role }: EmptyStateProps) {
	return (
		<div className={css.face} role={role}>
			{icon}
			<h2 className={css.faceTitle}>{title}</h2>
			<div className={css.faceText}>{text}</div>
			{action ? <div className={css.faceActions}>{action}</div> : null}
		</div>
	);
}
