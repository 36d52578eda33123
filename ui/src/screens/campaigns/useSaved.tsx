import { useCallback } from "react";
import { useTranslation } from "react-i18next";
import { copyText } from "../../app/clipboard";
import type { SavedReport } from "../../bridge";
import { useToast } from "../../components";

/** Says where a file lies that was asked for. */
export function useSaved(): (saved: SavedReport) => void {
	const { t } = useTranslation();
	const toast = useToast();
	return useCallback(
		(saved) => {
			toast.show({
				text: <bdi>{t("campaigns:toast.saved", { count: saved.rows, path: saved.path })}</bdi>,
				action: { label: t("campaigns:toast.copyPath"), onSelect: () => void copyText(saved.path) },
				duration: 0,
			});
		},
		[t, toast],
	);
}
