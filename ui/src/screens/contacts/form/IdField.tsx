import { Check, ChevronDown } from "lucide-react";
import type { ComponentProps } from "react";
import { useTranslation } from "react-i18next";
import { IconButton, Menu, TextField } from "../../../components";
import { fold } from "./countries";
import styles from "./IdField.module.css";

export interface IdChoice {
	id: number;
	contacts: number;
	/** What it stands for, where that is known. */
	name: string | null;
}

interface Props extends ComponentProps<typeof TextField> {
	value: string;
	onValue: (value: string) => void;
	choices: readonly IdChoice[];
	/** Why it is a number. */
	why: string;
}

/** A number of a list that the API does not give: typed, chosen among those in use, or, where known, named. */
export function IdField({ value, onValue, choices, why, ...field }: Props) {
	const { t } = useTranslation();
	const known = choices.find((choice) => String(choice.id) === value.trim());
	const named = (text: string) => {
		const wanted = fold(text);
		const found = choices.filter((choice) => choice.name !== null && fold(choice.name).startsWith(wanted));
		const exact = found.find((choice) => choice.name !== null && fold(choice.name) === wanted);
		return wanted === "" ? undefined : (exact ?? (found.length === 1 ? found[0] : undefined));
	};
	const settle = () => {
		const found = /\p{L}/u.test(value) ? named(value) : undefined;
		if (found) onValue(String(found.id));
	};
	const count = (choice: IdChoice) => t("form:ids.contacts", { count: choice.contacts });
	const label = t("form:ids.choose", { label: field.label });
	return (
		<TextField
			{...field}
			value={value}
			onChange={(event) => onValue(event.target.value)}
			onBlur={(event) => {
				settle();
				field.onBlur?.(event);
			}}
			onKeyDown={(event) => {
				if (event.key === "Enter") settle();
			}}
			hint={t("form:ids.hint")}
			help={why}
			trailing={
				<>
					<span className={styles.known}>
						{known
							? (known.name ?? count(known))
							: /^\s*\d+\s*$/.test(value) && choices.length > 0
								? t("form:ids.unused")
								: ""}
					</span>
					{choices.length > 0 && (
						<Menu
							align="end"
							label={label}
							trigger={
								<IconButton tabIndex={-1} label={label} icon={<ChevronDown aria-hidden="true" className="icon-s" />} />
							}
							items={choices.slice(0, 60).map((choice) => ({
								label: `${choice.name ? `${choice.name} · ` : ""}${choice.id} · ${count(choice)}`,
								checked: choice === known,
								icon: <Check aria-hidden="true" className={choice === known ? undefined : styles.unseen} />,
								onSelect: () => onValue(String(choice.id)),
							}))}
						/>
					)}
				</>
			}
		/>
	);
}
