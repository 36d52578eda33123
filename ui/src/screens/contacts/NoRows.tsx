import { useTranslation } from "react-i18next";
import { type AccountId, BridgeError, type SyncStatus, syncNow } from "../../bridge";
import frame from "../frame.module.css";
import { EmptyFace, ErrorFace, FillingFace, NobodyFace } from "./Faces";
import type { ContactList } from "./useContactList";

interface Props {
	account: AccountId;
	list: ContactList;
	status: SyncStatus | undefined;
	/** There is not one contact. */
	isEmpty: boolean;
	onNew: () => void;
	onCreate: (words: string) => void;
	onClear: () => void;
	onClearFilters: () => void;
}

/** What stands in place of the rows while there are none. */
export function NoRows({ account, list, status, isEmpty, onNew, onCreate, onClear, onClearFilters }: Props) {
	const { t } = useTranslation();
	const { listed, error, refresh } = list;
	const face = () => {
		if (error) return <ErrorFace error={error} onRetry={refresh} />;
		if (listed === undefined)
			return (
				<span role="status" className="hidden">
					{t("contacts:loading")}
				</span>
			);
		const { text, filter } = listed.query;
		const filtered = filter.all.length > 0;
		if (text || filtered)
			return (
				<NobodyFace
					{...{ text, filtered, onClear, onClearFilters }}
					all={listed.snapshot.all}
					serverAsked={listed.snapshot.server_asked}
					onCreate={() => onCreate(text)}
				/>
			);
		if (isEmpty) return <EmptyFace onNew={onNew} />;
		if (status?.state === "failed")
			return (
				<ErrorFace error={new BridgeError(status.error)} onRetry={() => void syncNow(account).catch(() => undefined)} />
			);
		return status?.state === "filling" ? <FillingFace done={status.done} total={status.total} /> : null;
	};
	return <div className={frame.face}>{face()}</div>;
}
