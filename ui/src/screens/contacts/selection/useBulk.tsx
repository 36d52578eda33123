// What can be done to the ticked, else to the open contact: by key, by the palette, by the toolbar.
import { BookmarkMinus, BookmarkPlus, CircleDot, ListPlus, Send, Signpost, Trash2 } from "lucide-react";
import { type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";
import { useAction } from "../../../app/actions";
import { useNewCampaign } from "../../../app/newCampaign";
import { personLabel } from "../../../app/person";
import {
	type AccountId,
	type BulkEdit,
	type Contact,
	contactsWindow,
	type JobChange,
	type JobWho,
	type Selection,
	selectionList,
} from "../../../bridge";
import { useToast } from "../../../components";
import { PickDialog } from "../../jobs/PickDialog";
import { ReviewDialog } from "../../jobs/ReviewDialog";
import { useStart } from "../../jobs/useStart";
import type { Lists } from "../lists";
import { NO_CHANGE } from "./edit";
import { GroupsDialog } from "./GroupsDialog";
import { SeveralDialog, type SeveralField } from "./SeveralDialog";

export type BulkAction = "send" | "add" | "remove" | "status" | "source" | "several" | "delete";

interface Target {
	who: JobWho;
	people: number;
	/** The one contact it is, if it is not the selection. */
	of: number | null;
	name: string;
}

type Stage =
	| { kind: "groups"; onlyOut: boolean }
	| { kind: "status" }
	| { kind: "source" }
	| { kind: "several"; field: SeveralField }
	| { kind: "review"; change: JobChange };

interface Options {
	account: AccountId;
	selection: Selection;
	/** The contact in the detail. */
	open: Contact | null;
	lists: Lists;
	/** The one way a template is sent to somebody. */
	onSend: (contact: Contact) => void;
	/** The one contact asked about is deleted as the detail does it. */
	onDelete: (contact: Contact) => void;
}

export interface Bulk {
	run: (action: BulkAction) => void;
	dialogs: ReactNode;
}

export function useBulk({ account, selection, open, lists, onSend, onDelete }: Options): Bulk {
	const { t } = useTranslation();
	const toast = useToast();
	const newCampaign = useNewCampaign();
	const [stage, setStage] = useState<{ key: number; stage: Stage; target: Target } | null>(null);
	const [shown, setShown] = useState(false);
	const many = selection.total > 0;
	const target: Target | null = many
		? {
				who: { kind: "selection" },
				people: selection.total,
				of: null,
				name: t("selection:people", { count: selection.total }),
			}
		: open && { who: { kind: "ids", ids: [open.id] }, people: 1, of: open.id, name: personLabel(open) };

	const start = useStart(account);
	const go = (next: Stage, to: Target | null = target) => {
		if (!to) return;
		setStage((before) => ({ key: (before?.key ?? 0) + 1, stage: next, target: to }));
		setShown(true);
	};
	/** One person's change is done at once, since it can be undone; what concerns several is shown before. */
	const apply = async (edit: BulkEdit, to: Target) => {
		const change: JobChange = { kind: "edit", edit, then_delete: null };
		setShown(false);
		if (to.people === 1 && (await start.now({ who: to.who, change }))) return;
		go({ kind: "review", change }, to);
	};

	/** One person gets a message, several are a run. */
	const sendTo = async () => {
		const list = await selectionList(account, "selected");
		if (list.total > 1) {
			newCampaign({ audience: [{ kind: "snapshot", id: list.id, except: [] }] });
			return;
		}
		const [one] = await contactsWindow(account, { snapshot: list.id, offset: 0, limit: 1 });
		if (!one) return;
		if (one.is_opted_out) toast.show({ tone: "warn", text: t("contacts:detail.optedOutReason") });
		else onSend(one);
	};

	const run = (action: BulkAction) => {
		if (!target) return;
		switch (action) {
			case "send":
				if (many) void sendTo().catch(() => toast.show({ tone: "danger", text: t("selection:notRead") }));
				break;
			case "add":
				go({ kind: "groups", onlyOut: false });
				break;
			case "remove":
				go({ kind: "groups", onlyOut: true });
				break;
			case "status":
			case "source":
				go({ kind: action });
				break;
			case "several":
				go({ kind: "several", field: "status_id" });
				break;
			case "delete":
				if (many) go({ kind: "review", change: { kind: "delete" } });
				else if (open) onDelete(open);
				break;
		}
	};

	const when = target !== null;
	const of = target?.name;
	const send = <Send aria-hidden="true" />;
	useAction({
		id: "bulk.send",
		label: t("selection:action.send"),
		keys: "T",
		of,
		icon: send,
		when: many,
		run: () => run("send"),
	});
	useAction({
		id: "bulk.add",
		label: t("selection:action.add"),
		keys: "G",
		of,
		icon: <BookmarkPlus aria-hidden="true" />,
		when,
		run: () => run("add"),
	});
	useAction({
		id: "bulk.remove",
		label: t("selection:action.remove"),
		keys: "Shift+G",
		of,
		icon: <BookmarkMinus aria-hidden="true" />,
		when,
		run: () => run("remove"),
	});
	useAction({
		id: "bulk.status",
		label: t("selection:action.status"),
		keys: "S",
		of,
		icon: <CircleDot aria-hidden="true" />,
		when,
		run: () => run("status"),
	});
	useAction({
		id: "bulk.source",
		label: t("selection:action.source"),
		keys: "O",
		of,
		icon: <Signpost aria-hidden="true" />,
		when,
		run: () => run("source"),
	});
	const list = <ListPlus aria-hidden="true" />;
	useAction({
		id: "bulk.type",
		label: t("selection:action.type"),
		of,
		icon: list,
		when,
		run: () => go({ kind: "several", field: "type" }),
	});
	useAction({
		id: "bulk.assigned",
		label: t("selection:action.assigned"),
		of,
		icon: list,
		when,
		run: () => go({ kind: "several", field: "assigned" }),
	});
	useAction({
		id: "bulk.several",
		label: t("selection:action.several"),
		of,
		icon: list,
		when,
		run: () => run("several"),
	});
	useAction({
		id: "bulk.delete",
		label: t("selection:action.delete"),
		keys: "Delete",
		of,
		icon: <Trash2 aria-hidden="true" />,
		when: many,
		run: () => run("delete"),
	});

	return {
		run,
		dialogs: stage && (
			<Dialogs
				key={stage.key}
				{...{ account, lists, shown, setShown }}
				stage={stage.stage}
				target={stage.target}
				onEdit={(edit) => void apply(edit, stage.target)}
			/>
		),
	};
}

interface DialogsProps {
	account: AccountId;
	lists: Lists;
	stage: Stage;
	target: Target;
	shown: boolean;
	setShown: (shown: boolean) => void;
	onEdit: (edit: BulkEdit) => void;
}

function Dialogs({ account, lists, stage, target, shown, setShown, onEdit }: DialogsProps) {
	const { t } = useTranslation();
	const props = { open: shown, onOpenChange: setShown };
	const { name, people, of } = target;
	switch (stage.kind) {
		case "groups":
			return (
				<GroupsDialog
					{...props}
					account={account}
					onlyOut={stage.onlyOut}
					title={t(stage.onlyOut ? "selection:groups.removeTitle" : "selection:groups.addTitle", { name })}
					groups={lists.groups}
					people={people}
					of={of}
					onApply={({ add, remove }) => onEdit({ ...NO_CHANGE, add_groups: add, remove_groups: remove })}
				/>
			);
		case "status":
			return (
				<PickDialog
					{...props}
					title={t("selection:statusTitle", { name })}
					label={t("contacts:fields.status_id")}
					entries={lists.statuses}
					coloured
					onPick={(id) => onEdit({ ...NO_CHANGE, status_id: id })}
				/>
			);
		case "source":
			return (
				<PickDialog
					{...props}
					title={t("selection:sourceTitle", { name })}
					label={t("contacts:fields.source_id")}
					entries={lists.sources}
					onPick={(id) => onEdit({ ...NO_CHANGE, source_id: id })}
				/>
			);
		case "several":
			return (
				<SeveralDialog
					{...props}
					account={account}
					lists={lists}
					name={name}
					people={people}
					of={of}
					field={stage.field}
					onEdit={onEdit}
				/>
			);
		case "review":
			return (
				<ReviewDialog {...props} account={account} request={{ who: target.who, change: stage.change }} of={name} />
			);
	}
}
