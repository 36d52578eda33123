import { useCallback } from "react";
import { useTranslation } from "react-i18next";
import type { AudienceCount } from "../../../bridge";

const NAMED = ["group", "view", "run"] as const;
const PLAIN = ["contacts", "snapshot", "filter", "numbers", "table"] as const;

/** A set of the audience in words: `Group Repeat buyers`. A kind of a later version is called by its own name. */
export function usePartWords(): (part: AudienceCount) => string {
	const { t } = useTranslation();
	return useCallback(
		({ kind, name, minus }) => {
			const named = NAMED.find((one) => one === kind);
			const plain = PLAIN.find((one) => one === kind);
			const what = named
				? t(`campaigns:funnel.part.${named}`, { name: name ?? "" })
				: plain
					? t(`campaigns:funnel.part.${plain}`)
					: (name ?? kind);
			return minus ? `${t("campaigns:funnel.minus")} ${what}` : what;
		},
		[t],
	);
}
