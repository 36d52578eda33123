import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useShortcut } from "../../../app/actions";
import { personLabel } from "../../../app/person";
import { Button, Checkbox, cx, Dialog } from "../../../components";
import type { Lists } from "../lists";
import { isKnownType } from "../rows";
import styles from "./Conflict.module.css";
import type { Conflict, Side } from "./conflict";
import type { FieldName } from "./input";

interface Props {
	conflict: Conflict;
	lists: Lists;
	onChosen: (choice: Partial<Record<FieldName, Side>>) => void;
	onBack: () => void;
}

const SIDES = ["base", "mine", "theirs"] as const;

/** As it was, yours, the server's: a choice for each field, nothing chosen beforehand. */
export function ConflictDialog({ conflict, lists, onChosen, onBack }: Props) {
	const { t, i18n } = useTranslation();
	const [choice, setChoice] = useState<Partial<Record<FieldName, Side>>>({});
	const { fields, others } = conflict;
	const open = fields.some((field) => choice[field] === undefined);
	const all = (side: Side) => setChoice(Object.fromEntries(fields.map((field) => [field, side])));
	const shown = (side: Side, field: FieldName): string => {
		const value = conflict[side][field];
		if (value === null || value === "") return "";
		if (field === "source_id") return lists.names.sources.get(Number(value)) ?? String(value);
		if (field === "status_id") return lists.names.statuses.get(Number(value))?.name ?? String(value);
		const text = String(value);
		return field === "type" && isKnownType(text) ? t(`contacts:type.${text}`) : text;
	};
	const label = (field: FieldName) => (field === "groups" ? t("contacts:form.groups") : t(`contacts:fields.${field}`));
	const save = () => {
		if (!open) onChosen(choice);
	};
	return (
		<Dialog
			open
			onOpenChange={(next) => {
				if (!next) onBack();
			}}
			title={t("form:conflict.title")}
			width={720}
			footer={
				<>
					<Button variant="quiet" size="large" keys="Escape" onClick={onBack}>
						{t("form:conflict.back")}
					</Button>
					<Button
						variant="primary"
						size="large"
						keys="Ctrl+Enter"
						disabledReason={open ? t("form:conflict.open") : undefined}
						onClick={save}
					>
						{t("form:conflict.save")}
					</Button>
				</>
			}
		>
			<Keys onSave={save} />
			<div className={styles.body}>
				<p>{t("form:conflict.text", { name: personLabel(conflict.server) })}</p>
				<div className={styles.quick}>
					<Button size="small" onClick={() => all("mine")}>
						{t("form:conflict.allMine")}
					</Button>
					<Button size="small" onClick={() => all("theirs")}>
						{t("form:conflict.allTheirs")}
					</Button>
				</div>
				<div className={styles.table}>
					<div className={styles.row} aria-hidden="true">
						<span>{t("form:conflict.field")}</span>
						{SIDES.map((side) => (
							<span key={side}>{t(`form:conflict.${side}`)}</span>
						))}
					</div>
					{fields.map((field) => (
						<fieldset key={field} className={styles.row}>
							<legend className="hidden">{label(field)}</legend>
							<span className={styles.field} aria-hidden="true">
								{label(field)}
							</span>
							{SIDES.map((side) => (
								<Checkbox
									key={side}
									oneOf
									name={`conflict-${field}`}
									className={cx(styles.choice, choice[field] === side && styles.chosen)}
									checked={choice[field] === side}
									onChange={() => setChoice({ ...choice, [field]: side })}
									label={
										<>
											<span className="hidden">{t(`form:conflict.${side}`)}: </span>
											<bdi className={shown(side, field) ? styles.value : styles.empty}>
												{shown(side, field) || t("form:conflict.empty")}
											</bdi>
										</>
									}
								/>
							))}
						</fieldset>
					))}
				</div>
				{others.length > 0 && (
					<p className={styles.others}>
						{t("form:conflict.others", {
							fields: new Intl.ListFormat(i18n.language).format(others.map(label)),
						})}
					</p>
				)}
			</div>
		</Dialog>
	);
}

/** Inside the dialog, so that the key is the dialog's. */
function Keys({ onSave }: { onSave: () => void }) {
	const { t } = useTranslation();
	useShortcut("Ctrl+Enter", onSave, { label: t("form:conflict.save") });
	return null;
}
