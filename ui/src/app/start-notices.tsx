import { useNavigate } from "@tanstack/react-router";
import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { type CrashReport, diagnosticsCrash, diagnosticsCrashSeen, type NeedsALook } from "../bridge";
import { Button, Dialog, DialogBody, useToast, WhoseContext } from "../components";
import { DiagnosticsDialog } from "../screens/settings/DiagnosticsDialog";
import { useAccounts, useSession } from "./session";
import css from "./start-notices.module.css";
import { clockTime } from "./time";

function Look({ look, onOpen }: { look: NeedsALook; onOpen: () => void }) {
	const { t } = useTranslation();
	const account = useAccounts().find((one) => one.id === look.account);
	const facts = [
		look.unknown > 0 ? t("shell:notices.crash.unknown", { count: look.unknown }) : null,
		look.runs > 0 ? t("shell:notices.crash.runs", { count: look.runs }) : null,
		look.jobs > 0 ? t("shell:notices.crash.jobs", { count: look.jobs }) : null,
	].filter((fact) => fact !== null);
	return (
		<li className={css.account}>
			<div>
				<bdi className="medium">{account?.name}</bdi>
				<p>{facts.join(" · ")}</p>
			</div>
			{look.unknown + look.runs > 0 ? (
				<Button size="small" onClick={onOpen}>
					{t("shell:notices.crash.open")}
				</Button>
			) : null}
		</li>
	);
}

/** What broke the last time: what is certain, and what only the person can settle. */
function CrashNotice({ report, onSeen }: { report: CrashReport; onSeen: () => void }) {
	const { t, i18n } = useTranslation();
	const { switchTo } = useSession();
	const navigate = useNavigate();
	const close = useRef<HTMLButtonElement>(null);
	const [copying, setCopying] = useState(false);
	const { crash, look } = report;
	const seen = () => {
		diagnosticsCrashSeen().catch(() => undefined);
		onSeen();
	};
	const open = async (account: string) => {
		await switchTo(account);
		seen();
		await navigate({ to: "/campaigns" });
	};
	return (
		<WhoseContext value={null}>
			<Dialog
				open
				onOpenChange={(next) => {
					if (!next) seen();
				}}
				title={t("shell:notices.crash.title", { when: clockTime(crash.at, new Date(), i18n.language) })}
				width={520}
				initialFocus={close}
				footer={
					<>
						<Button variant="quiet" size="large" onClick={() => setCopying(true)}>
							{t("settings:diagnostics.open")}
						</Button>
						<Button ref={close} variant="primary" size="large" keys="Escape" onClick={seen}>
							{t("common:close")}
						</Button>
					</>
				}
			>
				<DialogBody>
					<div className={css.body}>
						<section>
							<h3>{t("shell:notices.crash.certain")}</h3>
							<p>{t("shell:notices.crash.certainText")}</p>
						</section>
						<section>
							<h3>{t("shell:notices.crash.look")}</h3>
							{look.length === 0 ? (
								<p>{t("shell:notices.crash.nothing")}</p>
							) : (
								<ul>
									{look.map((one) => (
										<Look key={one.account} look={one} onOpen={() => void open(one.account)} />
									))}
								</ul>
							)}
						</section>
						<p className="small faint">{t("shell:notices.crash.help")}</p>
						<p className={`small faint ${css.what}`} dir="ltr">
							{t("shell:notices.crash.what", { what: crash.what, place: crash.place ?? "?", version: crash.version })}
						</p>
					</div>
					{/* In it, so that Esc closes one after the other. */}
					<DiagnosticsDialog open={copying} onOpenChange={setCopying} />
				</DialogBody>
			</Dialog>
		</WhoseContext>
	);
}

/** What a start has to tell, once. */
export function StartNotices() {
	const { t } = useTranslation();
	const { settingsDamaged } = useSession();
	const { show } = useToast();
	const [report, setReport] = useState<CrashReport | null>(null);
	useEffect(() => {
		if (settingsDamaged) show({ tone: "warn", text: t("shell:notices.damaged"), duration: 0 });
	}, [settingsDamaged, show, t]);
	useEffect(() => {
		// Without an answer there is nothing to tell.
		diagnosticsCrash().then(setReport, () => undefined);
	}, []);
	return report ? <CrashNotice report={report} onSeen={() => setReport(null)} /> : null;
}
