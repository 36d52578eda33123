import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { errorText, fieldErrorText } from "../../../app/errors";
import { keys } from "../../../app/query";
import { type AccountId, BridgeError, type Group, groupsCreate } from "../../../bridge";
import { Banner, Button, Dialog, DialogBody } from "../../../components";
import { groupsUsedLately, rememberGroup } from "../../contacts/form/memory";
import { useLists } from "../../contacts/lists";
import { NO_CHANGE } from "../../contacts/selection/edit";
import { ReviewDialog } from "../../jobs";
import { found } from "../../jobs/match";
import { PickList } from "../../jobs/PickList";

interface Props {
	account: AccountId;
	/** Of contacts. */
	ids: number[];
	open: boolean;
	onOpenChange: (open: boolean) => void;
}

/** People of a run into a group: first which, then what that takes, as with every change of many. */
export function ToGroupDialog({ account, ids, open, onOpenChange }: Props) {
	const { t } = useTranslation();
	const client = useQueryClient();
	const { groups } = useLists(account);
	const [text, setText] = useState("");
	const [failed, setFailed] = useState<string>();
	const [group, setGroup] = useState<number | null>(null);
	const count = ids.length;
	const take = (id: number) => {
		rememberGroup(account, id);
		setGroup(id);
	};
	const create = async () => {
		setFailed(undefined);
		try {
			const made = await groupsCreate(account, text.trim());
			client.setQueryData<Group[]>(keys.groups(account), (all) =>
				all?.some(({ id }) => id === made.id) ? all : [...(all ?? []), made],
			);
			take(made.id);
		} catch (error) {
			if (!(error instanceof BridgeError)) throw error;
			const [field] = error.fields;
			const words = errorText(error, t);
			setFailed(field ? fieldErrorText(field, t) : `${words.title} ${words.text}`);
		}
	};
	if (group !== null)
		return (
			<ReviewDialog
				account={account}
				open={open}
				onOpenChange={onOpenChange}
				request={{
					who: { kind: "ids", ids },
					change: { kind: "edit", edit: { ...NO_CHANGE, add_groups: [group] }, then_delete: null },
				}}
				of={t("campaigns:toGroup.of", { count })}
			/>
		);
	return (
		<Dialog
			open={open}
			onOpenChange={onOpenChange}
			title={t("campaigns:toGroup.title", { count })}
			width={400}
			footer={
				<Button variant="quiet" size="large" keys="Escape" onClick={() => onOpenChange(false)}>
					{t("common:cancel")}
				</Button>
			}
		>
			<DialogBody>
				<PickList
					label={t("campaigns:block.group")}
					placeholder={t("jobs:pick.placeholder")}
					text={text}
					onText={(next) => {
						setText(next);
						setFailed(undefined);
					}}
					rows={found(groups, text, groupsUsedLately(account)).slice(0, 200)}
					onTake={({ id }) => take(id)}
					create={{
						label: t("campaigns:toGroup.create", { name: text.trim() }),
						onCreate: () => void create(),
					}}
					none={t("campaigns:toGroup.none")}
					below={
						failed ? (
							<Banner tone="danger" boxed>
								{failed}
							</Banner>
						) : null
					}
				/>
			</DialogBody>
		</Dialog>
	);
}
