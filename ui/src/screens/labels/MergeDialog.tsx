import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { AccountId, JobPlanRequest } from "../../bridge";
import { NO_CHANGE } from "../contacts/selection/edit";
import { PickDialog, ReviewDialog } from "../jobs";
import type { Label, ListName } from "./kind";

export interface MergeDialogProps {
	account: AccountId;
	list: ListName;
	labels: readonly Label[];
	/** The one that goes. */
	label: Label;
	open: boolean;
	onOpenChange: (open: boolean) => void;
}

/** Its contacts go to another of the list, then it is deleted: first where to, then what that takes. */
export function MergeDialog({ account, list, labels, label, open, onOpenChange }: MergeDialogProps) {
	const { t } = useTranslation();
	const [target, setTarget] = useState<Label | null>(null);
	const { name } = label;
	const merges = list === "groups";
	if (target)
		return (
			<ReviewDialog
				account={account}
				open={open}
				onOpenChange={onOpenChange}
				request={requestOf(list, label, target)}
				of={merges ? name : t("jobs:labels.moveOf", { name })}
			/>
		);
	const words = { name };
	return (
		<PickDialog
			open={open}
			onOpenChange={onOpenChange}
			title={merges ? t("jobs:labels.mergeTitle", words) : t("jobs:labels.moveTitle", words)}
			text={<p>{merges ? t("jobs:labels.mergeText") : t("jobs:labels.moveText", words)}</p>}
			label={t("jobs:labels.mergeLabel")}
			entries={labels.filter(({ id }) => id !== label.id)}
			coloured={list === "statuses"}
			onPick={(id) => setTarget(labels.find((one) => one.id === id) ?? null)}
		/>
	);
}

function requestOf(list: ListName, from: Label, into: Label): JobPlanRequest {
	const who = { kind: "members", list, id: from.id } as const;
	if (list === "groups") return { who, change: { kind: "merge_groups", from: from.id, into: into.id } };
	const edit = { ...NO_CHANGE, [list === "sources" ? "source_id" : "status_id"]: into.id };
	return { who, change: { kind: "edit", edit, then_delete: { list, id: from.id } } };
}
