// What a person may do to a run, with what is asked before, for the list and the report alike.
import { type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";
import { useAccount } from "../../app/session";
import type { Campaign } from "../../bridge";
import { useConfirm, useToast } from "../../components";
import { PaceDialog } from "./PaceDialog";
import { RescheduleDialog } from "./RescheduleDialog";
import { canPause, canResume, toGo } from "./states";
import { type RunActions, useRunActions } from "./useRuns";

export interface Controls extends RunActions {
	/** Holds it, or lets it go on. */
	toggle: (run: Campaign) => void;
	askCancel: (run: Campaign) => void;
	/** Within the seconds after Send: nothing was sent, so nothing is asked. */
	takeBack: (run: Campaign) => void;
	askBegin: (run: Campaign) => void;
	reschedule: (run: Campaign) => void;
	changePace: (run: Campaign) => void;
	dialogs: ReactNode;
}

interface Opened {
	key: number;
	kind: "reschedule" | "pace";
	run: Campaign;
}

export function useControls(): Controls {
	const { t } = useTranslation();
	const account = useAccount();
	const confirm = useConfirm();
	const toast = useToast();
	const actions = useRunActions(account.id);
	const [opened, setOpened] = useState<Opened | null>(null);
	const [open, setOpen] = useState(false);
	const show = (kind: Opened["kind"], run: Campaign) => {
		setOpened((before) => ({ key: (before?.key ?? 0) + 1, kind, run }));
		setOpen(true);
	};
	const askCancel = async (run: Campaign) => {
		const yes = await confirm({
			title: t("campaigns:cancel.title", { name: run.name }),
			text: t("campaigns:cancel.text", { count: toGo(run.totals) }),
			confirmLabel: t("campaigns:cancel.go"),
			danger: true,
		});
		if (yes) await actions.cancel(run);
	};
	const askBegin = async (run: Campaign) => {
		const yes = await confirm({
			title: t("campaigns:begin.title", { name: run.name }),
			text: t("campaigns:begin.text", {
				count: toGo(run.totals),
				template: run.template.name,
				account: account.name,
			}),
			confirmLabel: t("campaigns:begin.go"),
		});
		if (yes) await actions.begin(run);
	};
	const takeBack = async (run: Campaign) => {
		if (await actions.cancel(run))
			toast.show({ text: <bdi>{t("campaigns:toast.takenBack", { name: run.name })}</bdi> });
	};
	const dialog = { account: account.id, open, onOpenChange: setOpen };
	return {
		...actions,
		toggle: (run) => {
			if (canPause(run)) void actions.pause(run);
			else if (canResume(run)) void actions.resume(run);
		},
		askCancel: (run) => void askCancel(run),
		takeBack: (run) => void takeBack(run),
		askBegin: (run) => void askBegin(run),
		reschedule: (run) => show("reschedule", run),
		changePace: (run) => show("pace", run),
		dialogs:
			opened === null ? null : opened.kind === "pace" ? (
				<PaceDialog key={opened.key} {...dialog} run={opened.run} />
			) : (
				<RescheduleDialog key={opened.key} {...dialog} run={opened.run} />
			),
	};
}
