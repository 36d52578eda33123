import { useTranslation } from "react-i18next";
import type { Template } from "../../bridge";
import type { Family } from "./families";
import { LanguageChoice } from "./LanguageChoice";
import styles from "./SlotsPane.module.css";

interface Props {
	family: Family;
	template: Template;
	onLanguage: (template: Template) => void;
}

/** What is filled in below: its name, whether it can be sent, its languages. */
export function TemplateHead({ family, template, onLanguage }: Props) {
	const { t } = useTranslation();
	const category = t(`outbox:category.${template.category}`, template.category);
	return (
		<div className={styles.head}>
			<h3 className="cut medium">{template.name}</h3>
			<span className={styles.about}>
				{t(template.problem ? "outbox:status.not" : "outbox:status.approved", { category })}
			</span>
			<span className="grow" />
			<LanguageChoice family={family} template={template} onLanguage={onLanguage} className={styles.about} />
		</div>
	);
}
