import { type CSSProperties, type Ref, useId } from "react";
import { useTranslation } from "react-i18next";
import { Field, TextField } from "../../components";
import css from "./ColourField.module.css";
import { PALETTE, readColour } from "./colours";
import { Pill } from "./LabelGrid";

export interface ColourFieldProps {
	value: string;
	onChange: (value: string) => void;
	/** What the status is called, for the sample. */
	name: string;
	error: string | undefined;
	warning: string | undefined;
	/** The radio that is chosen, or the first. */
	ref: Ref<HTMLInputElement>;
}

/** Ten good colours, or any other as a number; beside it how it will look. */
export function ColourField({ value, onChange, name, error, warning, ref }: ColourFieldProps) {
	const { t } = useTranslation();
	const group = useId();
	const colour = readColour(value);
	const chosen = PALETTE.find(([, one]) => one === colour)?.[0] ?? null;
	return (
		<div className={css.field}>
			<Field label={t("labels:form.colour")}>
				{({ id: _, ...control }) => (
					<div role="radiogroup" {...control} className={css.palette}>
						{PALETTE.map(([word, one], index) => (
							<input
								key={word}
								type="radio"
								ref={word === chosen || (chosen === null && index === 0) ? ref : undefined}
								name={group}
								aria-label={t(`labels:palette.${word}`)}
								title={t(`labels:palette.${word}`)}
								className={css.swatch}
								style={{ "--dot": one } as CSSProperties}
								checked={word === chosen}
								onChange={() => onChange(one)}
							/>
						))}
					</div>
				)}
			</Field>
			<div className={css.line}>
				<TextField
					label={t("labels:form.hex")}
					className={css.hex}
					value={value}
					error={error}
					warning={warning}
					dir="ltr"
					maxLength={16}
					onChange={(event) => onChange(event.target.value)}
				/>
				{colour ? (
					<span className={css.sample} aria-hidden="true">
						<Pill colour={colour} text={name.trim() || t("labels:form.sample")} />
					</span>
				) : null}
			</div>
		</div>
	);
}
