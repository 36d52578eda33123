import { useCallback } from "react";
import { useTranslation } from "react-i18next";
import type { PlanShow } from "../../../bridge";
import { slotNumber } from "../../outbox/slots";

/** What a list of people is called. */
export function useShowWords(): (show: PlanShow) => string {
	const { t } = useTranslation();
	return useCallback(
		(show) => {
			switch (show.kind) {
				case "skipped":
					return t(`newCampaign:skip.${show.reason}`);
				case "fallback": {
					const number = slotNumber(show.field);
					const slot = number === 0 ? t("outbox:slots.header") : t("outbox:slots.variable", { number });
					return t("newCampaign:show.fallback", { slot });
				}
				default:
					return t(`newCampaign:show.${show.kind}`);
			}
		},
		[t],
	);
}
