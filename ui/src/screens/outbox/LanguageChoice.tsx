import { useTranslation } from "react-i18next";
import type { Template } from "../../bridge";
import { Segment } from "../../components";
import type { Family } from "./families";

interface Props {
	family: Family;
	/** The one that is shown. */
	template: Template;
	onLanguage: (template: Template) => void;
	/** Of the language where it is the only one. */
	className?: string | undefined;
}

/** The languages of a name; the only one is just said. */
export function LanguageChoice({ family, template, onLanguage, className }: Props) {
	const { t } = useTranslation();
	const { members } = family;
	if (members.length === 1) return <span className={className}>{template.language}</span>;
	return (
		<Segment
			label={t("outbox:slots.language")}
			value={template.template_id}
			onChange={(id) => {
				const next = members.find((member) => member.template_id === id);
				if (next) onLanguage(next);
			}}
			options={members.map((member) => ({ value: member.template_id, label: member.language }))}
		/>
	);
}
