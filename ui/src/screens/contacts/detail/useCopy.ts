import { useTranslation } from "react-i18next";
import { copyText } from "../../../app/clipboard";
import { useToast } from "../../../components";

/** Puts text on the clipboard and says so. */
export function useCopy(): (text: string) => Promise<void> {
	const { t } = useTranslation();
	const toast = useToast();
	return async (text) => {
		const copied = await copyText(text);
		toast.show(copied ? { text: t("common:copied") } : { tone: "warn", text: t("contacts:detail.notCopied") });
	};
}
