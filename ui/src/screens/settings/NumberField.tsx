import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { TextField } from "../../components";
import css from "./settings.module.css";

interface Props {
	label: string;
	help?: string;
	unit: string;
	value: number | null;
	most: number;
	className?: string | undefined;
	onChange: (value: number | null) => void;
}

/** A whole number, or nothing. Kept as soon as it can be read; one that cannot stays in the box and says so. */
export function NumberField({ label, help, unit, value, most, className = css.number, onChange }: Props) {
	const { t } = useTranslation();
	const [text, setText] = useState(String(value ?? ""));
	const typed = text.trim();
	const number = /^\d{1,7}$/.test(typed) ? Number(typed) : Number.NaN;
	const read = typed === "" ? null : number;
	const wrong = read !== null && !(read >= 1 && read <= most);
	// Set from elsewhere: everything was deleted.
	useEffect(() => setText((now) => (Number(now) === (value ?? 0) ? now : String(value ?? ""))), [value]);
	return (
		<TextField
			className={className}
			label={label}
			help={help}
			inputMode="numeric"
			placeholder={t("settings:noLimit")}
			trailing={<span className="faint">{unit}</span>}
			value={text}
			error={wrong ? t("settings:numberBetween", { most }) : undefined}
			onChange={(event) => {
				const next = event.target.value;
				setText(next);
				if (next.trim() === "") onChange(null);
				else if (/^\d{1,7}$/.test(next.trim()) && Number(next) >= 1 && Number(next) <= most) onChange(Number(next));
			}}
		/>
	);
}
