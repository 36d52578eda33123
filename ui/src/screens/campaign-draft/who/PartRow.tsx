import { CircleAlert, X } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { grouped } from "../../../app/number";
import {
	type AccountId,
	type AudienceSource,
	type CampaignPlan,
	type PlanProblem,
	type SendState,
	selectionList,
} from "../../../bridge";
import { Button, IconButton, Menu, Segment, Skeleton, useToast } from "../../../components";
import { type Change, changePart, dropPart, type Part } from "../draft";
import { FilterDialog } from "./FilterDialog";
import { PasteDialog } from "./PasteDialog";
import css from "./Who.module.css";

interface Props {
	account: AccountId;
	part: Part;
	words: { kind: string; name: string | null };
	/** It stands alone: there is nothing to take it away from. */
	alone: boolean;
	/** People in it; none: being counted. */
	count: number | undefined;
	plan: CampaignPlan | undefined;
	change: (change: Change) => void;
}

const STATES = ["accepted", "refused", "unknown", "skipped", "cancelled"] as const satisfies readonly SendState[];

/** One set of people, added or taken away. */
export function PartRow({ account, part, words, alone, count, plan, change }: Props) {
	const { t } = useTranslation();
	const toast = useToast();
	const [editing, setEditing] = useState({ key: 0, open: false });
	const { id, minus, of } = part;
	const name = words.name === null ? words.kind : `${words.kind} ${words.name}`;
	const put = (next: Partial<Omit<Part, "id">>) => change(changePart(id, next));
	// Which of several lists it is Rust does not say: what it counts nobody in.
	const troubled = (kind: PlanProblem["kind"]) =>
		count === 0 && (plan?.problems.some((problem) => problem.kind === kind) ?? false);
	// All contacts were never typed.
	const editable = of.kind === "table" || of.kind === "numbers" || (of.kind === "filter" && part.label !== undefined);
	const edit = {
		open: editing.open,
		onOpenChange: (open: boolean) => setEditing(({ key }) => ({ key, open })),
	};
	const save = (of: AudienceSource, label: string | undefined) => {
		put({ of, label });
		edit.onOpenChange(false);
	};
	const takeSelection = async () => {
		try {
			const list = await selectionList(account, "selected");
			put({ of: { kind: "snapshot", id: list.id, except: [] } });
		} catch {
			toast.show({ tone: "danger", text: t("selection:notRead") });
		}
	};
	return (
		<li className={css.part}>
			<div className={css.line}>
				{alone && !minus ? null : (
					<Segment
						label={t("newCampaign:who.sign", { name })}
						value={minus ? "minus" : "plus"}
						onChange={(sign) => put({ minus: sign === "minus" })}
						options={[
							{ value: "plus", label: t("newCampaign:who.plus") },
							{ value: "minus", label: t("newCampaign:who.minus") },
						]}
					/>
				)}
				<span className={css.name}>
					<span className="muted">{words.kind}</span>
					{words.name === null ? null : <bdi className="cut medium">{words.name}</bdi>}
				</span>
				{of.kind === "run" ? (
					<RunStates of={of} onChange={(states) => put({ of: { ...of, states, reasons: [] } })} />
				) : null}
				{of.kind === "table" ? (
					<NumberColumn
						columns={plan?.columns ?? []}
						number={of.number}
						onChange={(number) => put({ of: { ...of, number } })}
					/>
				) : null}
				{editable ? (
					<Button
						variant="quiet"
						size="small"
						aria-label={t("newCampaign:who.change", { name })}
						onClick={() => setEditing(({ key }) => ({ key: key + 1, open: true }))}
					>
						{t("newCampaign:who.changeShort")}
					</Button>
				) : null}
				<span className={css.count}>
					{count === undefined ? (
						<Skeleton width="32px" />
					) : minus ? (
						t("newCampaign:funnel.minus", { count })
					) : (
						grouped(count)
					)}
				</span>
				<IconButton
					size="small"
					label={t("newCampaign:who.remove", { name })}
					icon={<X aria-hidden="true" className="icon-s" />}
					onClick={() => change(dropPart(id))}
				/>
			</div>
			{of.kind === "table" && troubled("no_number_column") ? (
				<Trouble text={t("newCampaign:who.noNumber")} />
			) : of.kind === "snapshot" && troubled("snapshot_gone") ? (
				<Trouble text={t("newCampaign:who.goneSelection")}>
					<Button size="small" onClick={() => void takeSelection()}>
						{t("newCampaign:who.takeSelection")}
					</Button>
				</Trouble>
			) : null}
			{editing.key > 0 && (of.kind === "table" || of.kind === "numbers") ? (
				<PasteDialog
					{...edit}
					key={editing.key}
					kind={of.kind}
					before={{ text: of.text, file: part.label }}
					onSave={(text, label) => save({ ...of, text }, label)}
				/>
			) : null}
			{editing.key > 0 && of.kind === "filter" ? (
				<FilterDialog
					{...edit}
					key={editing.key}
					account={account}
					before={part.label ?? ""}
					onSave={({ text, filter }, line) => save({ ...of, query: { ...of.query, text, filter } }, line)}
				/>
			) : null}
		</li>
	);
}

function Trouble({ text, children }: { text: string; children?: React.ReactNode }) {
	return (
		<div className={css.trouble} role="alert">
			<CircleAlert aria-hidden="true" className="icon-s" />
			<span>{text}</span>
			{children}
		</div>
	);
}

interface RunStatesProps {
	of: { states: SendState[]; reasons: string[] };
	onChange: (states: SendState[]) => void;
}

/** Of an earlier run: everybody, or who ended so. */
function RunStates({ of, onChange }: RunStatesProps) {
	const { t } = useTranslation();
	const only = of.states.length === 1 && of.reasons.length === 0 ? of.states[0] : undefined;
	const known = STATES.find((state) => state === only);
	const all = of.states.length === 0 && of.reasons.length === 0;
	const shown = all ? "all" : (known ?? "some");
	return (
		<Menu
			label={t("newCampaign:run.label")}
			align="end"
			trigger={
				<Button size="small" aria-label={`${t("newCampaign:run.label")}: ${t(`newCampaign:run.${shown}`)}`}>
					{t(`newCampaign:run.${shown}`)}
				</Button>
			}
			items={[
				{ label: t("newCampaign:run.all"), checked: all, onSelect: () => onChange([]) },
				...STATES.map((state) => ({
					label: t(`newCampaign:run.${state}`),
					checked: state === known,
					onSelect: () => onChange([state]),
				})),
			]}
		/>
	);
}

interface NumberColumnProps {
	columns: readonly string[];
	/** None: found by itself. */
	number: string | null;
	onChange: (number: string | null) => void;
}

/** Which column of a table holds the numbers. */
function NumberColumn({ columns, number, onChange }: NumberColumnProps) {
	const { t } = useTranslation();
	return (
		<Menu
			label={t("newCampaign:who.columnLabel")}
			align="end"
			trigger={
				<Button size="small">{t("newCampaign:who.column", { name: number ?? t("newCampaign:who.columnAuto") })}</Button>
			}
			items={[
				{ label: t("newCampaign:who.columnAuto"), checked: number === null, onSelect: () => onChange(null) },
				...columns.map((name) => ({ label: name, checked: name === number, onSelect: () => onChange(name) })),
			]}
		/>
	);
}
