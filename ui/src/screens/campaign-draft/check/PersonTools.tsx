import { useState } from "react";
import { useTranslation } from "react-i18next";
import { fieldErrorText } from "../../../app/errors";
import type { PlanRow, Template } from "../../../bridge";
import { Button, TextField } from "../../../components";
import panes from "../../outbox/PreviewPane.module.css";
import { editsOf, leaveOut, setEdit, type Values } from "../draft";
import type { StepProps } from "../step";
import css from "./Check.module.css";
import { TestDialog } from "./TestDialog";

interface Props extends StepProps {
	template: Template | undefined;
	row: PlanRow;
}

/** One person of the plan: other values, left out or taken in, a test of their message. */
export function PersonTools({ account, draft, change, planning, template, row }: Props) {
	const { t } = useTranslation();
	const [editing, setEditing] = useState(false);
	const [testing, setTesting] = useState(false);
	const out = draft.leftOut.includes(row.key);
	const ours = template !== undefined && planning.plan?.template.template_id === template.template_id;
	const who = row.name || row.phone_display;
	if (editing && template) {
		return (
			<EditForm
				template={template}
				row={row}
				edited={editsOf(draft)[row.key]}
				onSave={(values) => {
					change(setEdit(row.key, values));
					setEditing(false);
				}}
				onClose={() => setEditing(false)}
			/>
		);
	}
	const whole = row.problems.filter((problem) => !template?.slots.some((slot) => slot.field === problem.field));
	return (
		<>
			{ours
				? whole.map((problem) => (
						<p key={problem.field + problem.code} className={panes.problem}>
							{fieldErrorText(problem, t)}
						</p>
					))
				: null}
			<div className={css.actions}>
				{ours && template.slots.length > 0 && (row.skip === null || row.problems.length > 0) ? (
					<Button onClick={() => setEditing(true)}>{t("newCampaign:person.edit")}</Button>
				) : null}
				{row.skip === null || out ? (
					<Button onClick={() => change(leaveOut(row.key, !out))}>
						{t(out ? "newCampaign:person.takeIn" : "newCampaign:person.leaveOut")}
					</Button>
				) : null}
				{ours && template.problem === null && row.problems.length === 0 ? (
					<Button onClick={() => setTesting(true)}>{t("newCampaign:person.test")}</Button>
				) : null}
			</div>
			<TestDialog
				account={account.id}
				planning={planning}
				row={row}
				name={who}
				open={testing}
				onOpenChange={setTesting}
			/>
		</>
	);
}

interface EditProps {
	template: Template;
	row: PlanRow;
	/** What was changed before. */
	edited: Values | undefined;
	onSave: (values: Values | null) => void;
	onClose: () => void;
}

/** The values of one person. Kept back until saved: with the first letter the person may leave the list one looks at. */
function EditForm({ template, row, edited, onSave, onClose }: EditProps) {
	const { t } = useTranslation();
	const [values, setValues] = useState<Values>({});
	return (
		<form
			className={css.edit}
			onSubmit={(event) => {
				event.preventDefault();
				// What was not touched goes on following the others.
				onSave({ ...edited, ...values });
			}}
			onKeyDown={(event) => {
				if (event.key !== "Escape") return;
				event.preventDefault();
				event.stopPropagation();
				onClose();
			}}
		>
			{template.slots.map((slot, index) => {
				const problem = row.problems.find(({ field }) => field === slot.field);
				return (
					<TextField
						key={slot.field}
						autoFocus={index === 0}
						label={slot.number === 0 ? t("outbox:slots.header") : t("outbox:slots.variable", { number: slot.number })}
						dir={slot.kind === "media_link" ? "ltr" : "auto"}
						value={values[slot.field] ?? row.values[slot.field] ?? ""}
						error={problem && values[slot.field] === undefined ? fieldErrorText(problem, t) : undefined}
						onChange={(event) => setValues({ ...values, [slot.field]: event.target.value })}
					/>
				);
			})}
			<div className={css.actions}>
				<Button type="submit" keys="Enter">
					{t("newCampaign:person.save")}
				</Button>
				{edited ? <Button onClick={() => onSave(null)}>{t("newCampaign:person.asAll")}</Button> : null}
				<Button variant="quiet" onClick={onClose}>
					{t("newCampaign:person.cancel")}
				</Button>
			</div>
		</form>
	);
}
