import { CircleSlash } from "lucide-react";
import { useTranslation } from "react-i18next";
import type { Contact, Template } from "../../bridge";
import type { Family } from "./families";
import { SlotField } from "./SlotField";
import styles from "./SlotsPane.module.css";
import type { Values } from "./session";
import { TemplateHead } from "./TemplateHead";
import { problemKey } from "./words";

export interface SlotsPaneProps {
	family: Family | undefined;
	template: Template | undefined;
	contact: Contact;
	values: Values;
	errors: ReadonlyMap<string, string>;
	readOnly: boolean;
	onLanguage: (template: Template) => void;
	onChange: (field: string, value: string) => void;
	onBlur: (field: string) => void;
	/** Where the fields put themselves, for the focus. */
	inputs: Map<string, HTMLInputElement>;
}

/** The places of the chosen template. */
export function SlotsPane(props: SlotsPaneProps) {
	const { family, template, contact, values, errors, readOnly, onLanguage, onChange, onBlur, inputs } = props;
	const { t } = useTranslation();
	if (!family || !template) {
		return (
			<section className={styles.pane} aria-label={t("outbox:slots.region")}>
				<p className={styles.nothing}>{t("outbox:slots.pick")}</p>
			</section>
		);
	}
	return (
		<section className={styles.pane} aria-label={t("outbox:slots.region")}>
			<TemplateHead family={family} template={template} onLanguage={onLanguage} />
			{template.problem ? (
				<p className={styles.why}>
					<CircleSlash aria-hidden="true" />
					<span>{t(problemKey(template.problem))}</span>
				</p>
			) : template.slots.length === 0 ? (
				<p className={styles.nothing}>{t("outbox:slots.none")}</p>
			) : (
				template.slots.map((slot) => (
					<SlotField
						key={`${template.template_id} ${slot.field}`}
						slot={slot}
						header={template.header}
						contact={contact}
						value={values[slot.field] ?? ""}
						error={errors.get(slot.field)}
						readOnly={readOnly}
						onChange={(value) => onChange(slot.field, value)}
						onBlur={() => onBlur(slot.field)}
						inputRef={(input) => {
							if (input) inputs.set(slot.field, input);
							else inputs.delete(slot.field);
						}}
					/>
				))
			)}
		</section>
	);
}
