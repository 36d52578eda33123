import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { errorText } from "../../app/errors";
import { keys } from "../../app/query";
import {
	type AccountId,
	BridgeError,
	type Campaign,
	campaignsCancel,
	campaignsExport,
	campaignsGet,
	campaignsList,
	campaignsPause,
	campaignsPauseAll,
	campaignsReschedule,
	campaignsResume,
	campaignsRetry,
	campaignsSetPace,
	type ExportCampaign,
	type Pace,
	type SavedReport,
} from "../../bridge";
import { useToast } from "../../components";

const NONE: readonly Campaign[] = [];

/** All runs, the newest first. `at`: when they were told, which their estimates count from. */
export function useRuns(account: AccountId) {
	const query = useQuery({ queryKey: [...keys.campaigns(account), "list"], queryFn: () => campaignsList(account) });
	return {
		runs: query.data ?? NONE,
		at: query.dataUpdatedAt,
		ready: query.isSuccess,
		error: query.error,
		retry: () => void query.refetch(),
	};
}

/** How many are under way. */
export function useRunning(account: AccountId): number {
	return useRuns(account).runs.filter((run) => run.state === "running").length;
}

/** A run with its reasons. */
export function useRun(account: AccountId, id: number) {
	const query = useQuery({
		queryKey: [...keys.campaigns(account), "run", id],
		queryFn: () => campaignsGet(account, id),
	});
	return { report: query.data, at: query.dataUpdatedAt, error: query.error, retry: () => void query.refetch() };
}

/** Each tells in a toast why it could not; what it gives is then `undefined`. */
export interface RunActions {
	pause: (run: Campaign) => Promise<unknown>;
	resume: (run: Campaign) => Promise<unknown>;
	cancel: (run: Campaign) => Promise<unknown>;
	pauseAll: () => Promise<number | undefined>;
	begin: (run: Campaign) => Promise<unknown>;
	setPace: (run: Campaign, pace: Pace) => Promise<unknown>;
	retry: (run: number, reasons: string[], rows: number[]) => Promise<Campaign | undefined>;
	save: (request: ExportCampaign) => Promise<SavedReport | undefined>;
}

export function useRunActions(account: AccountId): RunActions {
	const { t } = useTranslation();
	const client = useQueryClient();
	const toast = useToast();
	return useMemo(() => {
		const tell = async <T>(work: () => Promise<T>): Promise<T | undefined> => {
			try {
				const done = await work();
				void client.invalidateQueries({ queryKey: keys.campaigns(account) });
				return done;
			} catch (error) {
				if (!(error instanceof BridgeError)) throw error;
				const words = errorText(error, t);
				toast.show({ tone: "danger", text: `${words.title} ${words.text}` });
				return undefined;
			}
		};
		return {
			pause: (run) => tell(() => campaignsPause(account, run.id)),
			resume: (run) => tell(() => campaignsResume(account, run.id)),
			cancel: (run) => tell(() => campaignsCancel(account, run.id)),
			pauseAll: () => tell(() => campaignsPauseAll(account)),
			begin: (run) => tell(() => campaignsReschedule(account, { campaign: run.id, starts_at: null })),
			setPace: (run, pace) => tell(() => campaignsSetPace(account, { campaign: run.id, pace })),
			retry: (campaign, reasons, rows) => tell(() => campaignsRetry(account, { campaign, reasons, rows })),
			save: (request) => tell(() => campaignsExport(account, request)),
		};
	}, [account, client, t, toast]);
}
