import { useTranslation } from "react-i18next";
import { type AccountId, BridgeError, type LinkKind, linksOpen } from "../../../bridge";
import { useToast } from "../../../components";
import { useCopy } from "./useCopy";

/** Opens a link of a contact outside of the program; if the system does not, the address can be copied. */
export function useOpenLink(account: AccountId, contact: number): (kind: LinkKind) => Promise<void> {
	const { t } = useTranslation();
	const toast = useToast();
	const copy = useCopy();
	return async (kind) => {
		try {
			await linksOpen(account, contact, kind);
		} catch (error) {
			if (!(error instanceof BridgeError)) throw error;
			const { url } = error.params;
			toast.show({
				tone: "warn",
				text: t(error.code === "not_found" ? `detail:link.none_${kind}` : "detail:link.failed"),
				...(url ? { action: { label: t("detail:link.copy"), onSelect: () => void copy(url) } } : {}),
			});
		}
	};
}
