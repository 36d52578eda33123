import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { useShortcut } from "../../../app/actions";
import { errorText, fieldErrorText } from "../../../app/errors";
import { keys } from "../../../app/query";
import { type AccountId, BridgeError, type Group, groupsCreate, selectionGroups } from "../../../bridge";
import { Banner, Button, Dialog, DialogBody, ErrorBanner } from "../../../components";
import { found } from "../../jobs/match";
import { PickList } from "../../jobs/PickList";
import { groupsUsedLately, rememberGroup } from "../form/memory";
import { boxAt, type Differences, differences, pressed, type Wanted } from "./boxes";

/** More are found by typing. */
const SHOWN = 200;
const NO_GROUPS: Wanted = new Map();

interface Props {
	account: AccountId;
	open: boolean;
	onOpenChange: (open: boolean) => void;
	/** To take out only, of the groups that somebody of them is in. */
	onlyOut: boolean;
	title: string;
	groups: readonly Group[];
	/** How many they are. */
	people: number;
	/** One contact instead of the selection. */
	of: number | null;
	/** What was wished before. */
	start?: Wanted | undefined;
	onApply: (differences: Differences, wanted: Wanted) => void;
}

/** Groups of one contact or of many: a box says whether none, some or all of them are in. */
export function GroupsDialog(props: Props) {
	const { account, open, onOpenChange, onlyOut, title, groups, people, of, start } = props;
	const { t } = useTranslation();
	const client = useQueryClient();
	const [text, setText] = useState("");
	const [wanted, setWanted] = useState(start ?? NO_GROUPS);
	const [made, setMade] = useState<readonly Group[]>([]);
	const [failed, setFailed] = useState<string>();
	const shares = useQuery({
		queryKey: [...keys.selection(account), "groups", of],
		queryFn: () => selectionGroups(account, of),
		gcTime: 0,
		staleTime: 0,
	});
	const members = useMemo(
		() => new Map((shares.data ?? []).map((share) => [share.group, share.members])),
		[shares.data],
	);
	const membersOf = (group: number) => members.get(group) ?? 0;
	const known = useMemo(
		() => [...groups, ...made.filter((one) => !groups.some((group) => group.id === one.id))],
		[groups, made],
	);
	const listed = onlyOut ? known.filter((group) => membersOf(group.id) > 0) : known;
	const rows = found(listed, text, groupsUsedLately(account))
		.slice(0, SHOWN)
		.map(({ id, name }) => {
			const wish = wanted.get(id);
			const now = wish === undefined ? membersOf(id) : wish ? people : 0;
			return {
				id,
				name,
				ticked: boxAt(now, people),
				detail: people === 1 ? undefined : t("selection:groups.of", { members: now, count: people }),
			};
		});
	const press = (group: number) => {
		setWanted((before) => pressed(before, group, membersOf(group), people, onlyOut));
		setText("");
	};
	const create = async () => {
		const name = text.trim();
		setFailed(undefined);
		try {
			const group = await groupsCreate(account, name);
			client.setQueryData<Group[]>(keys.groups(account), (all) =>
				all?.some((one) => one.id === group.id) ? all : [...(all ?? []), group],
			);
			setMade((before) => [...before, group]);
			setWanted((before) => new Map(before).set(group.id, true));
			setText("");
		} catch (error) {
			if (!(error instanceof BridgeError)) throw error;
			const [field] = error.fields;
			const words = errorText(error, t);
			setFailed(field ? fieldErrorText(field, t) : `${words.title} ${words.text}`);
		}
	};
	const change = differences(wanted, shares.data ?? [], people);
	const nothing = change.add.length + change.remove.length === 0;
	const apply = () => {
		if (nothing || !shares.data) return;
		for (const group of change.add) rememberGroup(account, group);
		props.onApply(change, wanted);
	};
	return (
		<Dialog
			open={open}
			onOpenChange={onOpenChange}
			title={title}
			width={420}
			footer={
				<>
					<ApplyKey onApply={apply} />
					<Button variant="quiet" size="large" keys="Escape" onClick={() => onOpenChange(false)}>
						{t("common:cancel")}
					</Button>
					<Button
						variant="primary"
						size="large"
						keys="Ctrl+Enter"
						disabledReason={nothing ? t("selection:groups.nothing") : null}
						onClick={apply}
					>
						{t("selection:groups.apply")}
					</Button>
				</>
			}
		>
			<DialogBody>
				{shares.error instanceof BridgeError ? (
					<ErrorBanner boxed error={shares.error} onRetry={() => void shares.refetch()} />
				) : null}
				<PickList
					label={t("selection:groups.label")}
					placeholder={t("selection:groups.placeholder")}
					text={text}
					onText={(next) => {
						setText(next);
						setFailed(undefined);
					}}
					rows={shares.data ? rows : []}
					onTake={({ id }) => press(id)}
					create={
						onlyOut || !shares.data
							? undefined
							: {
									label: t("selection:groups.create", { name: text.trim() }),
									onCreate: () => void create(),
								}
					}
					none={
						shares.isPending
							? t("selection:groups.loading")
							: onlyOut && text === ""
								? t("selection:groups.inNone", { count: people })
								: t("selection:groups.none")
					}
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

/** Registered inside the dialog: its key works while that dialog is on top. */
function ApplyKey({ onApply }: { onApply: () => void }) {
	const { t } = useTranslation();
	useShortcut("Ctrl+Enter", onApply, { label: t("selection:groups.apply") });
	return null;
}
