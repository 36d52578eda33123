import { useNavigate } from "@tanstack/react-router";
import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import type { Campaign, CampaignState } from "../../../bridge";
import { type ToastRequest, useToast } from "../../../components";
import type { RunWords } from "../useRunWords";

/** What a person is told of, wherever they are. */
const TOLD: readonly CampaignState[] = ["done", "stopped", "missed"];

/** Which of the runs are to be told of: those whose state became one of these. Missed ones also at the first look. */
export function newlyEnded(
	runs: readonly Campaign[],
	before: ReadonlyMap<number, CampaignState> | null,
): readonly Campaign[] {
	return runs.filter((run) => {
		if (!TOLD.includes(run.state)) return false;
		return before === null ? run.state === "missed" : before.get(run.id) !== run.state;
	});
}

/** A run that ends, stops or misses its start is told once, on whatever screen. */
export function useRunEnds(runs: readonly Campaign[], ready: boolean, words: RunWords): void {
	const { t } = useTranslation();
	const navigate = useNavigate();
	const toast = useToast();
	const known = useRef<ReadonlyMap<number, CampaignState> | null>(null);
	useEffect(() => {
		if (!ready) return;
		const ended = newlyEnded(runs, known.current);
		known.current = new Map(runs.map((run) => [run.id, run.state]));
		for (const run of ended) {
			const { name, totals } = run;
			const action = {
				label: t("campaigns:toast.show"),
				onSelect: () => void navigate({ to: "/campaigns/$campaign", params: { campaign: String(run.id) } }),
			};
			const told = (): ToastRequest => {
				if (run.state === "missed")
					return { tone: "warn", text: t("campaigns:toast.missed", { name }), action, duration: 0 };
				if (run.state === "stopped") {
					const why = run.stopped ? words.stop(run.stopped.reason).why : "";
					return { tone: "danger", text: t("campaigns:toast.stopped", { name, why }), action };
				}
				const { accepted, refused, unknown } = totals;
				if (refused + unknown === 0) return { text: t("campaigns:toast.done", { name, count: accepted }), action };
				const text = t("campaigns:toast.doneTroubled", { name, accepted, refused, unknown });
				return { tone: "warn", text, action, duration: 0 };
			};
			const { text, ...rest } = told();
			toast.show({ ...rest, text: <bdi>{text}</bdi> });
		}
	}, [runs, ready, words, t, navigate, toast]);
}
