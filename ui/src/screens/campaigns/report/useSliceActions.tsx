// What can be done with the people that are shown: send again, another run, a group, a table.
import { type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";
import { errorText } from "../../../app/errors";
import { useNewCampaign } from "../../../app/newCampaign";
import {
	type AccountId,
	type AudienceSource,
	BridgeError,
	type CampaignReport,
	campaignsContacts,
	type ReportFormat,
} from "../../../bridge";
import { useToast } from "../../../components";
import type { Asked } from "../rows/useRecipients";
import { canRetry } from "../states";
import type { RunActions } from "../useRuns";
import type { RunWords } from "../useRunWords";
import { useSaved } from "../useSaved";
import { RetryDialog } from "./RetryDialog";
import { ToGroupDialog } from "./ToGroupDialog";

/** The most a request gives; for the people of a slice it does not count. */
const ALL = { offset: 0, limit: 0 };

type Opened = { key: number } & ({ kind: "retry"; only: string | null } | { kind: "group"; ids: number[] });

export interface SliceActions {
	retry: (only: string | null) => void;
	/** Why nobody can be sent to again. */
	retryReason: string | null;
	newRun: () => void;
	toGroup: () => void;
	save: (format: ReportFormat) => void;
	dialogs: ReactNode;
}

export function useSliceActions(
	account: AccountId,
	report: CampaignReport,
	asked: Asked,
	actions: RunActions,
	words: RunWords,
): SliceActions {
	const { t } = useTranslation();
	const toast = useToast();
	const say = useSaved();
	const newCampaign = useNewCampaign();
	const [opened, setOpened] = useState<Opened | null>(null);
	const [open, setOpen] = useState(false);
	const { campaign, reasons } = report;
	const show = (next: { kind: "retry"; only: string | null } | { kind: "group"; ids: number[] }) => {
		setOpened((before) => ({ key: (before?.key ?? 0) + 1, ...next }));
		setOpen(true);
	};
	const contacts = async (): Promise<number[] | null> => {
		try {
			const ids = await campaignsContacts(account, { ...asked, ...ALL });
			if (ids.length > 0) return ids;
			toast.show({ tone: "warn", text: t("campaigns:slice.nobody") });
		} catch (error) {
			if (!(error instanceof BridgeError)) throw error;
			const said = errorText(error, t);
			toast.show({ tone: "danger", text: `${said.title} ${said.text}` });
		}
		return null;
	};
	const newRun = async () => {
		const { states, reasons: only, text } = asked;
		let of: AudienceSource = { kind: "run", id: campaign.id, states, reasons: only };
		if (text.trim() !== "") {
			// A set of a run knows no search: then it is those people by name.
			const ids = await contacts();
			if (ids === null) return;
			of = { kind: "contacts", ids };
		}
		newCampaign({ audience: [of] });
	};
	const toGroup = async () => {
		const ids = await contacts();
		if (ids !== null) show({ kind: "group", ids });
	};
	const save = async (format: ReportFormat) => {
		const saved = await actions.save({ format, people: { ...asked, ...ALL } });
		if (saved) say(saved);
	};
	const may = reasons.some((one) => one.retry_now > 0);
	const retryReason =
		campaign.state === "cancelled"
			? t("campaigns:retry.cancelled")
			: may && canRetry(campaign)
				? null
				: t("campaigns:retry.nobody");
	const dialog = { open, onOpenChange: setOpen };
	return {
		retry: (only) => show({ kind: "retry", only }),
		retryReason,
		newRun: () => void newRun(),
		toGroup: () => void toGroup(),
		save: (format) => void save(format),
		dialogs:
			opened === null ? null : opened.kind === "retry" ? (
				<RetryDialog
					key={opened.key}
					{...dialog}
					run={campaign}
					reasons={reasons}
					only={opened.only}
					words={words}
					retry={actions.retry}
				/>
			) : (
				<ToGroupDialog key={opened.key} {...dialog} account={account} ids={opened.ids} />
			),
	};
}
