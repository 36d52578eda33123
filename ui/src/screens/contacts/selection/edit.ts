import type { BulkEdit } from "../../../bridge";

/** Each field stays as it is. */
export const NO_CHANGE: BulkEdit = {
	add_groups: [],
	remove_groups: [],
	status_id: null,
	source_id: null,
	type: null,
	assigned: null,
};

export function isNoChange(edit: BulkEdit): boolean {
	return (
		edit.add_groups.length + edit.remove_groups.length === 0 &&
		edit.status_id === null &&
		edit.source_id === null &&
		edit.type === null &&
		edit.assigned === null
	);
}
