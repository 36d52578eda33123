import { useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { useShortcut } from "../../app/actions";
import type { NewCampaign } from "../../app/newCampaign";
import { useSession } from "../../app/session";
import type { Account, PlanShow } from "../../bridge";
import { Banner, Button, Dialog, ErrorBanner, useConfirm } from "../../components";
import { useTemplates } from "../outbox/useTemplates";
import { blockOf, firstBlocked, isUnfit, STEPS, type Step } from "./blocks";
import css from "./CampaignDialog.module.css";
import { CheckStep } from "./check/CheckStep";
import { NO_PLACE, type Place } from "./check/place";
import { unfitCount } from "./check/shows";
import { type Change, type Draft, newDraft, toWire } from "./draft";
import { FunnelBar } from "./FunnelBar";
import { MessageStep } from "./message/MessageStep";
import { StepBar } from "./StepBar";
import { SendStep } from "./send/SendStep";
import { readSettings, settingsOf } from "./send/settings";
import { type Launch, useLaunch } from "./send/useLaunch";
import { usePlan } from "./usePlan";
import { useSame } from "./useSame";
import { WhoStep } from "./who/WhoStep";

export interface CampaignDialogProps {
	/** Of this opening: its questions are its own. */
	name: string;
	account: Account;
	open: boolean;
	onOpenChange: (open: boolean) => void;
	start: NewCampaign;
}

/** A template to many: who, which message, a look at each, and off. Steps are walked both ways, nothing is lost between. */
export function CampaignDialog({ name, account, open, onOpenChange, start }: CampaignDialogProps) {
	const { t } = useTranslation();
	const confirm = useConfirm();
	const templates = useTemplates(account.id, open);
	const { sending } = useSession().preferences;
	const [draft, setDraft] = useState<Draft>(() =>
		newDraft(start.audience ?? [], start.template ?? null, settingsOf(sending)),
	);
	const [touched, setTouched] = useState(false);
	const [step, setStep] = useState<Step>(start.audience?.length ? "message" : "who");
	const [place, setPlace] = useState<Place>(NO_PLACE);
	/** Next was pressed with a place not filled. */
	const [tried, setTried] = useState(false);
	const change = (next: Change) => {
		setTouched(true);
		setDraft(next);
	};

	// ── Who gets what ──
	const { families } = templates;
	const template = families?.flatMap(({ members }) => members).find((one) => one.template_id === draft.template);
	const standIn = families?.[0]?.members[0].template_id ?? null;
	const pace = useSame(readSettings(draft.settings, new Date()).pace);
	const { settings: _, ...people } = draft;
	const now = useSame(people);
	const wire = useMemo(() => (open ? toWire(now, pace, standIn) : null), [open, now, pace, standIn]);
	const planning = usePlan(account.id, name, wire);
	const { plan, fresh } = planning;

	// ── Going on ──
	const launch: Launch = useLaunch({
		account,
		name,
		draft,
		planning,
		active: open && step === "send",
		onLookAgain: () => setStep("message"),
		onStarted: () => onOpenChange(false),
	});
	const block = blockOf(step, draft, plan);
	const words = (what: NonNullable<typeof block>) => t(`newCampaign:block.${what}`);
	const reasonOf = (to: Step): string | null => {
		if (to === "who" || to === "message") return null;
		if (to === "check") return plan ? null : words("nobodyChosen");
		const before = firstBlocked("send", draft, plan);
		return before ? words(before.block) : null;
	};
	const go = (to: Step) => {
		if (launch.busy || reasonOf(to) !== null) return;
		setStep(to);
	};
	const show = (next: PlanShow) => {
		// Who cannot be sent to as it is stands in one list, whether it stops the send or is left out.
		const wanted: PlanShow = next.kind === "skipped" && isUnfit(next.reason) ? { kind: "unfit" } : next;
		setPlace({ show: wanted, index: 0, text: "" });
		go("check");
	};
	const at = STEPS.indexOf(step);
	const last = step === "send";
	const unfilled = step === "message" && block === "slots";
	const why = last
		? (launch.why ?? reasonOf("send") ?? (fresh ? null : t("newCampaign:planning")))
		: block && !unfilled
			? words(block)
			: null;
	const next = () => {
		if (why !== null || launch.busy) return;
		if (last) void launch.run();
		else if (unfilled) setTried(true);
		else if (step === "message" && plan && unfitCount(plan) > 0) show({ kind: "unfit" });
		else go(STEPS[at + 1] ?? step);
	};
	const close = async (wanted: boolean) => {
		if (wanted || launch.busy) return;
		const ask = { title: t("newCampaign:leave.title"), text: t("newCampaign:leave.text") };
		if (touched && !(await confirm({ ...ask, confirmLabel: t("newCampaign:leave.confirm") }))) return;
		onOpenChange(false);
	};
	const goOn = t(
		last ? (draft.settings.when === "later" ? "newCampaign:schedule" : "newCampaign:send") : "newCampaign:next",
	);
	const shared = { account, draft, change, planning };
	return (
		<Dialog
			open={open}
			onOpenChange={(wanted) => void close(wanted)}
			title={t("newCampaign:title")}
			width={1184}
			height="min(712px, 100%)"
			headerActions={<StepBar step={step} reasonOf={reasonOf} onStep={go} />}
			footer={
				<>
					<FunnelBar funnel={plan?.funnel} stale={plan !== undefined && !fresh} onShow={show} />
					<span className={css.reason}>{why}</span>
					<Button variant="quiet" size="large" onClick={() => void close(false)}>
						{t("common:cancel")}
					</Button>
					{at > 0 ? (
						<Button size="large" onClick={() => go(STEPS[at - 1] ?? step)}>
							{t("newCampaign:back")}
						</Button>
					) : null}
					<Button
						variant="primary"
						size="large"
						keys="Ctrl+Enter"
						busy={launch.busy}
						disabledReason={why}
						onClick={next}
					>
						{goOn}
					</Button>
				</>
			}
		>
			<NextKey run={next} label={goOn} />
			<div className={css.banners}>
				{planning.error ? <ErrorBanner error={planning.error} onRetry={() => planning.again()} /> : null}
				{families?.length === 0 ? <Banner tone="neutral">{t("newCampaign:noTemplates")}</Banner> : null}
				{launch.banner}
			</div>
			<div className={css.body}>
				{step === "who" ? <WhoStep {...shared} onShow={show} /> : null}
				{step === "message" ? (
					<MessageStep
						{...shared}
						{...{ templates, template, tried, place }}
						onPlace={setPlace}
						onShow={show}
						onClose={() => void close(false)}
					/>
				) : null}
				{step === "check" ? <CheckStep {...shared} {...{ template, place }} onPlace={setPlace} /> : null}
				{step === "send" ? <SendStep {...shared} launch={launch} /> : null}
			</div>
		</Dialog>
	);
}

/** Inside the dialog, so that its key works only while the dialog is on top. */
function NextKey({ run, label }: { run: () => void; label: string }) {
	useShortcut("Ctrl+Enter", run, { label });
	return null;
}
