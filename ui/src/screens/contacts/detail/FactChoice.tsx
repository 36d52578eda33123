import { useTranslation } from "react-i18next";
import type { AccountId, Contact } from "../../../bridge";
import { SelectField, type SelectOption } from "../../../components";
import { Changed } from "./Changed";
import css from "./Facts.module.css";
import { type ChoiceField, textOf } from "./fields";
import { useInPlace } from "./useInPlace";

interface Props {
	account: AccountId;
	contact: Contact;
	field: ChoiceField;
	options: readonly SelectOption[];
}

/** A fact chosen from a list: what is chosen is saved at once. */
export function FactChoice({ account, contact, field, options }: Props) {
	const { t } = useTranslation();
	const edit = useInPlace({ account, contact, field });
	const value = textOf(contact, field);
	const known = value === "" || options.some((option) => option.value === value);
	// What the account's list does not have any more stays as it is until something else is chosen.
	const all = known
		? options
		: [...options, { value, label: field === "type" ? value : t("contacts:form.gone"), dot: undefined }];
	const label = (of: string) => all.find((option) => option.value === of)?.label ?? of;
	return (
		<div className={css.place}>
			<SelectField
				label={t(`contacts:fields.${field}`)}
				className={css.row}
				value={edit.text ?? value}
				options={all}
				placeholder={t("contacts:form.choose")}
				error={edit.error}
				onChange={(next) => void edit.save(next)}
			/>
			{edit.theirs && (
				<Changed
					edit={edit}
					theirs={label(textOf(edit.theirs, field)) || t("detail:changed.empty")}
					onEnd={() => undefined}
				/>
			)}
		</div>
	);
}
