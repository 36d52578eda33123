import { Clock } from "lucide-react";
import { useTranslation } from "react-i18next";
import type { Checked } from "../../bridge";
import css from "./connect.module.css";

/** Minutes a clock is off, never 0. */
export function minutesOff(seconds: number): number {
	return Math.max(1, Math.round(Math.abs(seconds) / 60));
}

/** What the token opens, before it is kept. */
export function Found({ checked }: { checked: Checked }) {
	const { t } = useTranslation();
	const { name, plan, server, missing_scopes: missing, clock_ahead: clock } = checked;
	return (
		<>
			<dl className={css.facts}>
				<dt>{t("connect:found.account")}</dt>
				<dd className="medium">
					<bdi>{name ?? server}</bdi>
				</dd>
				{plan ? (
					<>
						<dt>{t("connect:found.plan")}</dt>
						<dd>{plan}</dd>
					</>
				) : null}
				{missing.length > 0 ? (
					<>
						<dt>{t("connect:found.mayNot")}</dt>
						<dd>
							{t("connect:found.missing")} <span className="faint">{missing.join(", ")}</span>
						</dd>
					</>
				) : null}
			</dl>
			{clock === null ? null : (
				<div className={css.notice} role="status">
					<p>
						<Clock aria-hidden="true" /> <b>{t("connect:clock.title", { count: minutesOff(clock) })}</b>
					</p>
					<p className="muted">{t(clock > 0 ? "connect:clock.ahead" : "connect:clock.behind")}</p>
				</div>
			)}
		</>
	);
}
