import { statusesCounts, statusesCreate, statusesDelete, statusesList, statusesUpdate } from "../../bridge";
import { type Kind, LabelsScreen } from "../labels";

const STATUSES: Kind = {
	list: "statuses",
	coloured: true,
	heldByUse: true,
	read: statusesList,
	count: statusesCounts,
	create: statusesCreate,
	update: statusesUpdate,
	remove: statusesDelete,
};

export function StatusesScreen() {
	return <LabelsScreen kind={STATUSES} />;
}
