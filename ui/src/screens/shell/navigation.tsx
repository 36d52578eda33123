import { Link } from "@tanstack/react-router";
import { CircleDot, LayoutTemplate, Send, Settings, Signpost, Tags, Users } from "lucide-react";
import { useTranslation } from "react-i18next";
import { useAccount } from "../../app/session";
import { RunsCount, useRunning } from "../campaigns";
import css from "./shell.module.css";

export function Navigation() {
	const { t } = useTranslation();
	const running = useRunning(useAccount().id);
	return (
		<nav className={css.navs} aria-label={t("shell:nav.label")} data-region="navigation">
			<div className={css.nav}>
				<Link to="/contacts">
					<Users aria-hidden="true" />
					{t("shell:nav.contacts")}
				</Link>
				<Link
					to="/campaigns"
					aria-description={running > 0 ? t("campaigns:side.running", { count: running }) : undefined}
				>
					<Send aria-hidden="true" />
					{t("shell:nav.campaigns")}
					{running > 0 ? <RunsCount count={running} /> : null}
				</Link>
				<Link to="/templates">
					<LayoutTemplate aria-hidden="true" />
					{t("shell:nav.templates")}
				</Link>
			</div>
			<div className={css.nav}>
				<Link to="/groups">
					<Tags aria-hidden="true" />
					{t("shell:nav.groups")}
				</Link>
				<Link to="/sources">
					<Signpost aria-hidden="true" />
					{t("shell:nav.sources")}
				</Link>
				<Link to="/statuses">
					<CircleDot aria-hidden="true" />
					{t("shell:nav.statuses")}
				</Link>
			</div>
			<div className={css.nav}>
				<Link to="/settings">
					<Settings aria-hidden="true" />
					{t("shell:nav.settings")}
				</Link>
			</div>
		</nav>
	);
}
