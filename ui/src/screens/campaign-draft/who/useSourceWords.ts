import { useQuery } from "@tanstack/react-query";
import { useCallback } from "react";
import { useTranslation } from "react-i18next";
import { keys } from "../../../app/query";
import { type AccountId, type AudienceSource, campaignsList, groupsList, viewsList } from "../../../bridge";
import type { Part } from "../draft";

/** Nobody is kept out by it. */
export const isEverybody = (of: AudienceSource): boolean =>
	of.kind === "filter" && of.query.text === "" && of.query.filter.all.length === 0;

/** What can be chosen from, and how a chosen one is called. */
export function useSources(account: AccountId) {
	const { t } = useTranslation();
	const groups = useQuery({ queryKey: keys.groups(account), queryFn: () => groupsList(account) });
	const views = useQuery({ queryKey: keys.views(account), queryFn: () => viewsList(account) });
	const runs = useQuery({ queryKey: keys.campaigns(account), queryFn: () => campaignsList(account) });
	const named = useCallback(
		(list: readonly { id: number; name: string }[] | undefined, id: number) =>
			list?.find((one) => one.id === id)?.name ?? `#${id}`,
		[],
	);
	/** The kind, and its own name if it has one. */
	const wordsOf = ({ of, label }: Part): { kind: string; name: string | null } => {
		switch (of.kind) {
			case "contacts":
				return { kind: t("newCampaign:kind.contacts", { count: of.ids.length }), name: null };
			case "group":
				return { kind: t("newCampaign:kind.group"), name: named(groups.data, of.id) };
			case "view":
				return { kind: t("newCampaign:kind.view"), name: named(views.data?.views, of.id) };
			case "run":
				return { kind: t("newCampaign:kind.run"), name: named(runs.data, of.id) };
			case "filter":
				return { kind: t(isEverybody(of) ? "newCampaign:kind.all" : "newCampaign:kind.filter"), name: label ?? null };
			default:
				return { kind: t(`newCampaign:kind.${of.kind}`), name: label ?? null };
		}
	};
	return { groups, views, runs, wordsOf };
}
