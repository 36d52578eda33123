import { groupsCounts, groupsCreateNew, groupsDelete, groupsList, groupsUpdate } from "../../bridge";
import { type Kind, LabelsScreen } from "../labels";

const GROUPS: Kind = {
	list: "groups",
	coloured: false,
	// Deleting a group only takes it off its contacts.
	heldByUse: false,
	read: groupsList,
	count: groupsCounts,
	create: (account, { name }) => groupsCreateNew(account, name),
	update: (account, id, { name }) => groupsUpdate(account, id, name),
	remove: groupsDelete,
};

export function GroupsScreen() {
	return <LabelsScreen kind={GROUPS} />;
}
