import { sourcesCounts, sourcesCreate, sourcesDelete, sourcesList, sourcesUpdate } from "../../bridge";
import { type Kind, LabelsScreen } from "../labels";

const SOURCES: Kind = {
	list: "sources",
	coloured: false,
	heldByUse: true,
	read: sourcesList,
	count: sourcesCounts,
	create: (account, { name }) => sourcesCreate(account, name),
	update: (account, id, { name }) => sourcesUpdate(account, id, name),
	remove: sourcesDelete,
};

export function SourcesScreen() {
	return <LabelsScreen kind={SOURCES} />;
}
