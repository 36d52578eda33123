import { useQuery } from "@tanstack/react-query";
import { Bookmark, BookUser, History, ListFilter, ListOrdered, SquareCheck, Table2, Tags } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { keys } from "../../../app/query";
import { type AccountId, type AudienceSource, selectionGet, selectionList } from "../../../bridge";
import { Button, useToast } from "../../../components";
import { PickDialog } from "../../jobs/PickDialog";
import { EVERYBODY } from "../../views/useViews";
import { FilterDialog } from "./FilterDialog";
import { PasteDialog } from "./PasteDialog";
import type { useSources } from "./useSourceWords";
import css from "./Who.module.css";

interface Props {
	account: AccountId;
	sources: ReturnType<typeof useSources>;
	/** With what one knows it by, where it has no name. */
	onAdd: (of: AudienceSource, label?: string) => void;
}

type Asking = "group" | "view" | "filter" | "run" | "numbers" | "table";

/** A button for each place people come from. */
export function AddParts({ account, sources, onAdd }: Props) {
	const { t } = useTranslation();
	const toast = useToast();
	const [asking, setAsking] = useState<{ key: number; what: Asking } | null>(null);
	const [open, setOpen] = useState(false);
	const selected = useQuery({ queryKey: keys.selection(account), queryFn: () => selectionGet(account) }).data?.total;
	const ask = (what: Asking) => {
		setAsking((before) => ({ key: (before?.key ?? 0) + 1, what }));
		setOpen(true);
	};
	const add = (of: AudienceSource, label?: string) => {
		setOpen(false);
		onAdd(of, label);
	};
	const takeSelection = async () => {
		try {
			const list = await selectionList(account, "selected");
			add({ kind: "snapshot", id: list.id, except: [] });
		} catch {
			toast.show({ tone: "danger", text: t("selection:notRead") });
		}
	};
	const lists = {
		group: sources.groups.data ?? [],
		view: sources.views.data?.views ?? [],
		run: sources.runs.data ?? [],
	};
	const none = (what: "group" | "view" | "run", why: "noGroups" | "noViews" | "noRuns") =>
		lists[what].length === 0 ? t(`newCampaign:pick.${why}`) : null;
	return (
		<div className={css.add} role="toolbar" aria-label={t("newCampaign:who.add")}>
			<span className="muted" aria-hidden="true">
				{t("newCampaign:who.add")}
			</span>
			<Button
				icon={<Tags aria-hidden="true" />}
				disabledReason={none("group", "noGroups")}
				onClick={() => ask("group")}
			>
				{t("newCampaign:kind.group")}
			</Button>
			<Button
				icon={<Bookmark aria-hidden="true" />}
				disabledReason={none("view", "noViews")}
				onClick={() => ask("view")}
			>
				{t("newCampaign:kind.view")}
			</Button>
			<Button
				icon={<BookUser aria-hidden="true" />}
				onClick={() => add({ kind: "filter", query: structuredClone(EVERYBODY) })}
			>
				{t("newCampaign:kind.all")}
			</Button>
			<Button icon={<ListFilter aria-hidden="true" />} onClick={() => ask("filter")}>
				{t("newCampaign:kind.filter")}
			</Button>
			{selected ? (
				<Button icon={<SquareCheck aria-hidden="true" />} onClick={() => void takeSelection()}>
					{t("newCampaign:kind.snapshot")}
				</Button>
			) : null}
			<Button icon={<ListOrdered aria-hidden="true" />} onClick={() => ask("numbers")}>
				{t("newCampaign:kind.numbers")}
			</Button>
			<Button icon={<Table2 aria-hidden="true" />} onClick={() => ask("table")}>
				{t("newCampaign:kind.table")}
			</Button>
			<Button icon={<History aria-hidden="true" />} disabledReason={none("run", "noRuns")} onClick={() => ask("run")}>
				{t("newCampaign:kind.run")}
			</Button>
			{asking?.what === "numbers" || asking?.what === "table" ? (
				<PasteDialog
					key={asking.key}
					kind={asking.what}
					open={open}
					onOpenChange={setOpen}
					onSave={(text, file) =>
						add(asking.what === "table" ? { kind: "table", text, number: null } : { kind: "numbers", text }, file)
					}
				/>
			) : asking?.what === "filter" ? (
				<FilterDialog
					key={asking.key}
					account={account}
					open={open}
					onOpenChange={setOpen}
					onSave={({ text, filter }, line) => add({ kind: "filter", query: { ...EVERYBODY, text, filter } }, line)}
				/>
			) : asking ? (
				<PickDialog
					key={asking.key}
					open={open}
					onOpenChange={setOpen}
					title={t(`newCampaign:pick.${asking.what}`)}
					label={t(`newCampaign:kind.${asking.what}`)}
					entries={lists[asking.what]}
					onPick={(id) =>
						add(
							asking.what === "run"
								? { kind: "run", id, states: [], reasons: [] }
								: { kind: asking.what as "group" | "view", id },
						)
					}
				/>
			) : null}
		</div>
	);
}
