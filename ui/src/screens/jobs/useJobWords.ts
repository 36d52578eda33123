// A job in words: what it does, how long it takes, how it stands.
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import type { BulkEdit, Contact, Job, JobChange } from "../../bridge";
import { isKnownType, type Names } from "../contacts/rows";

/** One field of a contact, before and after. */
export interface Difference {
	field: "type" | "status_id" | "source_id" | "assigned_id" | "groups";
	before: string;
	after: string;
}

export interface JobWords {
	/** `Status: Contacted`. */
	change: (change: JobChange, jobs?: readonly Job[]) => string;
	/** `about 2 minutes`. */
	time: (seconds: number) => string;
	differences: (before: Contact, after: Contact) => Difference[];
}

export function useJobWords(names: Names): JobWords {
	const { t } = useTranslation();
	return useMemo(() => {
		const group = (id: number) => names.groups.get(id) ?? t("jobs:gone.groups", { id });
		const status = (id: number) => names.statuses.get(id)?.name ?? t("jobs:gone.statuses", { id });
		const source = (id: number) => names.sources.get(id) ?? t("jobs:gone.sources", { id });
		const type = (value: string) => (isKnownType(value) ? t(`contacts:type.${value}`) : value);
		const list = (ids: readonly number[]) => ids.map(group).join(", ");
		const label = ({ list: kind, id }: { list: "groups" | "sources" | "statuses"; id: number }) =>
			kind === "groups" ? group(id) : kind === "sources" ? source(id) : status(id);
		const edit = (of: BulkEdit) => [
			...(of.status_id === null ? [] : [t("jobs:change.status", { name: status(of.status_id) })]),
			...(of.source_id === null ? [] : [t("jobs:change.source", { name: source(of.source_id) })]),
			...(of.type === null ? [] : [t("jobs:change.type", { name: type(of.type) })]),
			...(of.assigned === null
				? []
				: [
						of.assigned.kind === "clear"
							? t("jobs:change.assignedNobody")
							: t("jobs:change.assigned", { id: of.assigned.id }),
					]),
			...(of.add_groups.length === 0 ? [] : [t("jobs:change.add", { names: list(of.add_groups) })]),
			...(of.remove_groups.length === 0 ? [] : [t("jobs:change.remove", { names: list(of.remove_groups) })]),
		];
		const change: JobWords["change"] = (of, jobs = []) => {
			switch (of.kind) {
				case "edit": {
					const parts = edit(of.edit);
					if (of.then_delete !== null) parts.push(t("jobs:change.thenDelete", { name: label(of.then_delete) }));
					return parts.join(" · ");
				}
				case "delete":
					return t("jobs:change.delete");
				case "merge_groups":
					return t("jobs:change.merge", { from: group(of.from), into: group(of.into) });
				case "undo": {
					const job = jobs.find(({ id }) => id === of.job);
					return job ? t("jobs:change.undoOf", { what: change(job.change, jobs) }) : t("jobs:change.undo");
				}
			}
		};
		const time = (seconds: number) => {
			const minutes = Math.round(seconds / 60);
			if (minutes < 1) return t("jobs:time.seconds");
			if (minutes < 60) return t("jobs:time.minutes", { count: minutes });
			return t("jobs:time.hours", { hours: Math.floor(minutes / 60), minutes: minutes % 60 });
		};
		const none = t("jobs:none");
		const differences: JobWords["differences"] = (before, after) => {
			const rows: Difference[] = [];
			const put = (field: Difference["field"], old: string, now: string) => {
				if (old !== now) rows.push({ field, before: old || none, after: now || none });
			};
			const byId = (id: number | null, name: (id: number) => string) => (id === null ? "" : name(id));
			put("type", type(before.type), type(after.type));
			put("status_id", byId(before.status_id, status), byId(after.status_id, status));
			put("source_id", byId(before.source_id, source), byId(after.source_id, source));
			put("assigned_id", byId(before.assigned_id, String), byId(after.assigned_id, String));
			const sorted = (ids: readonly number[]) => [...ids].sort((a, b) => a - b);
			put("groups", list(sorted(before.groups)), list(sorted(after.groups)));
			return rows;
		};
		return { change, time, differences };
	}, [names, t]);
}
