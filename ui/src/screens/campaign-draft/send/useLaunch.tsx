import { useRouter } from "@tanstack/react-router";
import { type ReactNode, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { useFormatTime } from "../../../app/time";
import {
	type Account,
	BridgeError,
	type Campaign,
	campaignsCancel,
	campaignsStart,
	type PlanCheck,
} from "../../../bridge";
import { Banner, Button, ErrorBanner, useConfirm, useToast } from "../../../components";
import { problemKey } from "../../outbox/words";
import type { Draft } from "../draft";
import type { Planning } from "../usePlan";
import { ConfirmText } from "./ConfirmText";
import { mediaStop, mediaWords } from "./media";
import { readSettings, type SettingsErrors, slower } from "./settings";
import { type Check, useCheck } from "./useCheck";

export interface Launch {
	busy: boolean;
	/** Why it cannot be sent yet. */
	why: string | null;
	run: () => Promise<void>;
	/** What stands in the way, above the step. */
	banner: ReactNode;
	check: Check;
	/** How often Send met something to mend in the settings: they say so, and take the focus. */
	tried: number;
	/** What Rust said of single settings. */
	refused: SettingsErrors;
}

interface Options {
	account: Account;
	name: string;
	draft: Draft;
	planning: Planning;
	/** The last step is in front. */
	active: boolean;
	onLookAgain: () => void;
	onStarted: () => void;
}

/** Off it goes: the server is asked once more, the person too, and only then is the plan written down as a run. */
export function useLaunch({ account, name, draft, planning, active, onLookAgain, onStarted }: Options): Launch {
	const { t } = useTranslation();
	const time = useFormatTime();
	const confirm = useConfirm();
	const toast = useToast();
	const router = useRouter();
	const check = useCheck(account.id, name, planning, active);
	// A second press comes before the state is drawn: the ref is the lock, the state is what is seen.
	const locked = useRef(false);
	const [busy, setBusy] = useState(false);
	const [tried, setTried] = useState(0);
	const [refused, setRefused] = useState<{ settings: Draft["settings"]; errors: SettingsErrors } | null>(null);
	const [failure, setFailure] = useState<BridgeError | null>(null);
	const [again, setAgain] = useState(false);
	const { plan, fresh } = planning;
	const { settings } = draft;

	const stopWords = (stop: NonNullable<PlanCheck["template"]>): string => {
		switch (stop.rule) {
			case "template_not_sendable":
				return t("newCampaign:stopped.template_not_sendable", { why: t(problemKey(stop.problem)) });
			case "template_changed":
			case "template_gone":
				return t(`newCampaign:stopped.${stop.rule}`);
			default:
				return t("newCampaign:stopped.other");
		}
	};

	const started = (run: Campaign, window: number) => {
		onStarted();
		router.history.push(`/campaigns/${run.id}`);
		if (window === 0) {
			const when = run.starts_at === null ? "" : time.clock(run.starts_at);
			toast.show({ text: <bdi>{t("newCampaign:started.later", { name: run.name, when })}</bdi> });
			return;
		}
		const takeBack = () =>
			void campaignsCancel(account.id, run.id).then(
				() => toast.show({ text: t("newCampaign:started.takenBack") }),
				() => toast.show({ tone: "danger", text: t("newCampaign:started.notTakenBack") }),
			);
		toast.show({
			text: <bdi>{t("newCampaign:started.now", { name: run.name, count: window })}</bdi>,
			action: { label: t("newCampaign:started.takeBack"), onSelect: takeBack },
			duration: window * 1_000,
		});
	};

	const launch = async () => {
		if (!plan || !fresh) return;
		const read = readSettings(settings, new Date());
		if (Object.keys(read.errors).length > 0) {
			setTried((before) => before + 1);
			return;
		}
		const said = await check.ask();
		if (said.template || mediaStop(said.media)) return;
		const seconds = slower(plan.estimate.seconds, said.estimate.seconds);
		const yes = await confirm({
			title: t("newCampaign:confirm.title", { count: plan.funnel.going }),
			text: <ConfirmText account={account} plan={plan} read={read} seconds={seconds} />,
			confirmLabel: t(read.startsAt ? "newCampaign:schedule" : "newCampaign:send"),
		});
		if (!yes) return;
		const run = await campaignsStart(account.id, {
			plan: plan.id,
			name: settings.name.trim(),
			pace: read.pace,
			stop: read.stop,
			cancel_window: read.window,
			starts_at: read.startsAt?.toISOString() ?? null,
		});
		started(run, read.window);
	};

	const failed = (error: unknown) => {
		if (!(error instanceof BridgeError)) throw error;
		const fields = new Set(error.fields.map(({ field }) => field));
		if (error.code === "plan_gone" || fields.has("plan")) {
			planning.again();
			setAgain(true);
		} else if (fields.has("starts_at") || fields.has("pace")) {
			setRefused({ settings, errors: fields.has("starts_at") ? { time: "past" } : { from: "time" } });
			setTried((before) => before + 1);
		} else if (error !== check.error) setFailure(error);
	};

	const run = async () => {
		if (locked.current) return;
		locked.current = true;
		setBusy(true);
		setFailure(null);
		setAgain(false);
		setRefused(null);
		try {
			await launch();
		} catch (error) {
			failed(error);
		} finally {
			locked.current = false;
			setBusy(false);
		}
	};

	const stop = check.data?.said.template ?? null;
	const media = check.data ? mediaStop(check.data.said.media) : null;
	const inTheWay = stop ? stopWords(stop) : media ? mediaWords(t, media) : null;
	const unasked = check.error && !check.data && !check.asking ? t("newCampaign:summary.notNow") : null;
	return {
		busy,
		why: active ? (inTheWay ?? unasked) : null,
		run,
		banner: active ? (
			<>
				{failure ? <ErrorBanner error={failure} /> : null}
				{again ? (
					<Banner tone="warn" role="alert">
						{t("newCampaign:goneOnce")}
					</Banner>
				) : null}
				{inTheWay ? (
					<Banner
						tone="danger"
						actions={
							<Button
								size="small"
								onClick={() => {
									planning.again();
									onLookAgain();
								}}
							>
								{t("newCampaign:lookAgain")}
							</Button>
						}
					>
						{inTheWay}
					</Banner>
				) : null}
			</>
		) : null,
		check,
		tried,
		// Until another time is written.
		refused: refused?.settings === settings ? refused.errors : {},
	};
}
