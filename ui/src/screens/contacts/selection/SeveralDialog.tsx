import { useQuery } from "@tanstack/react-query";
import { useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { useShortcut } from "../../../app/actions";
import { keys } from "../../../app/query";
import { type AccountId, type BulkEdit, contactsCounts } from "../../../bridge";
import { Button, Dialog, DialogBody, SelectField, type SelectOption, TextField } from "../../../components";
import type { Lists } from "../lists";
import type { Wanted } from "./boxes";
import { isNoChange, NO_CHANGE } from "./edit";
import { GroupsDialog } from "./GroupsDialog";
import css from "./SeveralDialog.module.css";

export type SeveralField = "type" | "status_id" | "source_id" | "assigned";

const KEEP = "keep";
const NOBODY = "nobody";
const OTHER = "other";
const TYPES = ["lead", "customer", "guest"] as const;

interface Props {
	account: AccountId;
	lists: Lists;
	open: boolean;
	onOpenChange: (open: boolean) => void;
	/** Who: `12 contacts`. */
	name: string;
	people: number;
	of: number | null;
	/** Where the focus is first. */
	field: SeveralField;
	onEdit: (edit: BulkEdit) => void;
}

/** Several fields in one go; each begins with "No change". */
export function SeveralDialog({ account, lists, open, onOpenChange, name, people, of, field, onEdit }: Props) {
	const { t } = useTranslation();
	const [edit, setEdit] = useState(NO_CHANGE);
	const [wanted, setWanted] = useState<Wanted>();
	const [groupsOpen, setGroupsOpen] = useState(false);
	const [assigned, setAssigned] = useState(KEEP);
	const [typedId, setTypedId] = useState("");
	const [tried, setTried] = useState(false);
	const first = useRef<HTMLButtonElement>(null);
	const at = (one: SeveralField) => (one === field ? { ref: first } : {});

	// Who contacts are assigned to now: the API has no list of people.
	const request = { text: "", filter: { all: [] }, field: "assigned" as const };
	const counts = useQuery({
		queryKey: [...keys.filterCounts(account), "assigned", "", request.filter],
		queryFn: () => contactsCounts(account, request),
	}).data;
	const ids = (counts?.values ?? []).flatMap(({ value }) => (typeof value === "number" ? [String(value)] : []));

	const keep: SelectOption = { value: KEEP, label: t("selection:several.keep") };
	const number = /^[1-9]\d{0,14}$/.test(typedId.trim()) ? Number(typedId) : null;
	const whole: BulkEdit = {
		...edit,
		assigned:
			assigned === KEEP
				? null
				: assigned === NOBODY
					? { kind: "clear" }
					: assigned === OTHER
						? number === null
							? null
							: { kind: "set", id: number }
						: { kind: "set", id: Number(assigned) },
	};
	const badId = assigned === OTHER && number === null;
	const nothing = isNoChange(whole) && !badId;
	const go = () => {
		setTried(true);
		if (!nothing && !badId) onEdit(whole);
	};
	const nameOf = (id: number) => lists.names.groups.get(id) ?? String(id);
	const groups = [
		...edit.add_groups.map((id) => t("selection:several.added", { name: nameOf(id) })),
		...edit.remove_groups.map((id) => t("selection:several.removed", { name: nameOf(id) })),
	];
	return (
		<Dialog
			open={open}
			onOpenChange={onOpenChange}
			title={t("selection:several.title", { name })}
			width={480}
			initialFocus={first}
			footer={
				<>
					<GoKey onGo={go} />
					<Button variant="quiet" size="large" keys="Escape" onClick={() => onOpenChange(false)}>
						{t("common:cancel")}
					</Button>
					<Button
						variant="primary"
						size="large"
						keys="Ctrl+Enter"
						disabledReason={nothing ? t("selection:several.nothing") : null}
						onClick={go}
					>
						{t("selection:several.go")}
					</Button>
				</>
			}
		>
			<DialogBody>
				<SelectField
					{...at("type")}
					label={t("contacts:fields.type")}
					value={edit.type ?? KEEP}
					onChange={(value) => setEdit({ ...edit, type: value === KEEP ? null : value })}
					options={[keep, ...TYPES.map((value) => ({ value, label: t(`contacts:type.${value}`) }))]}
				/>
				<SelectField
					{...at("status_id")}
					label={t("contacts:fields.status_id")}
					value={edit.status_id === null ? KEEP : String(edit.status_id)}
					onChange={(value) => setEdit({ ...edit, status_id: value === KEEP ? null : Number(value) })}
					options={[
						keep,
						...lists.statuses.map((one) => ({ value: String(one.id), label: one.name, dot: one.color ?? null })),
					]}
				/>
				<SelectField
					{...at("source_id")}
					label={t("contacts:fields.source_id")}
					value={edit.source_id === null ? KEEP : String(edit.source_id)}
					onChange={(value) => setEdit({ ...edit, source_id: value === KEEP ? null : Number(value) })}
					options={[keep, ...lists.sources.map((one) => ({ value: String(one.id), label: one.name }))]}
				/>
				<SelectField
					{...at("assigned")}
					label={t("contacts:fields.assigned_id")}
					hint={t("contacts:form.serverId")}
					value={assigned}
					onChange={setAssigned}
					options={[
						keep,
						{ value: NOBODY, label: t("selection:several.nobody") },
						...ids.map((value) => ({ value, label: value })),
						{ value: OTHER, label: t("selection:several.other") },
					]}
				/>
				{assigned === OTHER ? (
					<TextField
						label={t("selection:several.id")}
						value={typedId}
						inputMode="numeric"
						dir="ltr"
						error={tried && badId ? t("errors:field.not_a_number") : undefined}
						onChange={(event) => setTypedId(event.target.value)}
					/>
				) : null}
				<div className={css.groups}>
					<span className={css.label}>{t("contacts:fields.groups")}</span>
					<span className={css.chosen}>
						{groups.length === 0 ? t("selection:several.keep") : groups.map((one) => <bdi key={one}>{one}</bdi>)}
					</span>
					<Button onClick={() => setGroupsOpen(true)}>{t("selection:several.groups")}</Button>
				</div>
			</DialogBody>
			<GroupsDialog
				key={String(groupsOpen)}
				account={account}
				open={groupsOpen}
				onOpenChange={setGroupsOpen}
				onlyOut={false}
				title={t("selection:groups.addTitle", { name })}
				groups={lists.groups}
				people={people}
				of={of}
				start={wanted}
				onApply={({ add, remove }, wish) => {
					setWanted(wish);
					setEdit({ ...edit, add_groups: add, remove_groups: remove });
					setGroupsOpen(false);
				}}
			/>
		</Dialog>
	);
}

/** Registered inside the dialog: its key works while that dialog is on top. */
function GoKey({ onGo }: { onGo: () => void }) {
	const { t } = useTranslation();
	useShortcut("Ctrl+Enter", onGo, { label: t("selection:several.go") });
	return null;
}
