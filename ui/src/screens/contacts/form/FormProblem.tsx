import { useTranslation } from "react-i18next";
import { fieldErrorText } from "../../../app/errors";
import type { BridgeError, FieldError } from "../../../bridge";
import { Banner, Button, ErrorBanner } from "../../../components";

export interface Problem {
	error: BridgeError;
	/** Refused fields the form does not have. */
	others: readonly FieldError[];
}

interface Props {
	problem: Problem;
	creating: boolean;
	phone: string;
	onRetry: () => void;
	/** Who has the number or email that was refused. */
	onOpenTaken: (() => void) | undefined;
	onLookFor: () => void;
	onAgain: () => void;
}

/** What went wrong with the whole form, above its fields, with what to do next. */
export function FormProblem({ problem, creating, phone, onRetry, onOpenTaken, onLookFor, onAgain }: Props) {
	const { t, i18n } = useTranslation();
	const { error, others } = problem;
	if (others.length > 0) {
		return (
			<Banner tone="danger">
				<b className="medium">{t("contacts:problem.others")}</b>
				<ul>
					{others.map((other) => (
						<li key={`${other.field} ${other.code}`}>
							<bdi>{t("contacts:problem.other", { field: other.field, sentence: fieldErrorText(other, t) })}</bdi>
						</li>
					))}
				</ul>
			</Banner>
		);
	}
	if (onOpenTaken) {
		return (
			<Banner
				tone="warn"
				actions={
					<Button size="small" onClick={onOpenTaken}>
						{t("form:taken.open")}
					</Button>
				}
			>
				<b className="medium">{t("form:taken.title")}</b> {t("form:taken.text")}
			</Banner>
		);
	}
	if (error.params.saved !== undefined && error.code === "invalid") {
		return <Banner tone="warn">{t("form:savedPartly")}</Banner>;
	}
	const { current, maximum } = error.params;
	if (error.code === "limit_reached" && current !== undefined && maximum !== undefined) {
		const number = (text: string) => (/^\d+$/.test(text) ? Number(text).toLocaleString(i18n.language) : text);
		return (
			<Banner tone="danger">
				<b className="medium">
					{t("contacts:problem.limit", {
						feature:
							error.params.feature === "contacts" ? t("contacts:problem.contacts") : (error.params.feature ?? ""),
						current: number(current),
						maximum: number(maximum),
					})}
				</b>{" "}
				{t("contacts:problem.limitNext")}
			</Banner>
		);
	}
	if (error.code === "connection_lost" && creating) {
		return (
			<Banner
				tone="warn"
				role="alert"
				actions={
					<>
						{phone.trim() !== "" && (
							<Button size="small" onClick={onLookFor}>
								{t("contacts:problem.lookFor")}
							</Button>
						)}
						<Button size="small" variant="quiet" onClick={onRetry}>
							{t("common:tryAgain")}
						</Button>
					</>
				}
			>
				<b className="medium">{t("contacts:problem.lost")}</b> {t("contacts:problem.lostNext")}
			</Banner>
		);
	}
	if (error.code === "not_found" && !creating) {
		return (
			<Banner
				tone="danger"
				actions={
					<Button size="small" onClick={onAgain}>
						{t("contacts:problem.again")}
					</Button>
				}
			>
				<b className="medium">{t("contacts:problem.deleted")}</b> {t("contacts:problem.deletedNext")}
			</Banner>
		);
	}
	return <ErrorBanner error={error} onRetry={onRetry} />;
}
