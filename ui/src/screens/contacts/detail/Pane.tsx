import { useTranslation } from "react-i18next";
import { useTaught } from "../../../app/actions";
import type { FormatTime } from "../../../app/time";
import type { AccountId, Contact } from "../../../bridge";
import { Facts } from "./Facts";
import { NotesPart } from "./NotesPart";
import { Timeline } from "./Timeline";
import { useNotes } from "./useNotes";

interface Props {
	account: AccountId;
	contact: Contact;
	time: FormatTime;
}

/** Fields, notes and timeline of one contact; of another it is another pane. */
export function Pane({ account, contact, time }: Props) {
	const { t } = useTranslation();
	const read = useNotes(account, contact.id);
	useTaught("F2", { label: t("detail:facts.keys") });
	return (
		<>
			<Facts account={account} contact={contact} time={time} />
			<NotesPart account={account} contact={contact} time={time} read={read} />
			<Timeline account={account} contact={contact} notes={read.notes?.notes ?? []} time={time} />
		</>
	);
}
