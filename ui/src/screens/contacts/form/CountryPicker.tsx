import { Combobox } from "@base-ui/react/combobox";
import { Check, ChevronDown } from "lucide-react";
import { type Ref, useState } from "react";
import { useTranslation } from "react-i18next";
import { type Country, findCountries } from "./countries";
import { Flag } from "./Flag";
import list from "./GroupsField.module.css";
import styles from "./PhoneField.module.css";

interface Props {
	countries: readonly Country[];
	/** ISO codes that come first while nothing is typed. */
	book: readonly string[];
	value: Country | null;
	onChange: (country: Country) => void;
	open: boolean;
	onOpenChange: (open: boolean) => void;
	/** Begun in the field of the number. */
	text: string;
	onText: (text: string) => void;
	ref: Ref<HTMLButtonElement>;
}

/** Reached by Shift Tab from the number, or by typing a name there. */
export function CountryPicker({ countries, book, value, onChange, open, onOpenChange, text, onText, ref }: Props) {
	const { t } = useTranslation();
	const [box, setBox] = useState<HTMLButtonElement | null>(null);
	const first = countries.filter((one) => book.includes(one.region));
	first.sort((a, b) => book.indexOf(a.region) - book.indexOf(b.region));
	const rest = countries.filter((one) => !book.includes(one.region));
	const shown = text.trim() === "" ? [...first, ...rest] : findCountries(countries, text);
	return (
		<Combobox.Root<Country>
			items={shown}
			filteredItems={shown}
			value={value}
			onValueChange={(next) => next && onChange(next)}
			isItemEqualToValue={(one, other) => one.region === other.region}
			itemToStringLabel={(country) => country.name}
			inputValue={text}
			onInputValueChange={(next, { reason }) => {
				if (reason === "input-change") onText(next);
			}}
			open={open}
			onOpenChange={(next) => {
				if (!next) onText("");
				onOpenChange(next);
			}}
			autoHighlight
		>
			<Combobox.Trigger
				ref={(element: HTMLButtonElement | null) => {
					setBox(element);
					if (typeof ref === "function") ref(element);
					else if (ref) ref.current = element;
				}}
				tabIndex={-1}
				className={styles.country}
				aria-label={t("form:country.label")}
				aria-description={value ? `${value.name} +${value.calling_code}` : undefined}
			>
				{value ? (
					<>
						<Flag region={value.region} />
						<span>{value.region}</span>
						<span className={styles.code}>+{value.calling_code}</span>
					</>
				) : (
					<span className={styles.code}>{t("form:country.choose")}</span>
				)}
				<ChevronDown aria-hidden="true" className="icon-s" />
			</Combobox.Trigger>
			<Combobox.Portal>
				<Combobox.Positioner anchor={box} sideOffset={4} align="start" className={list.positioner}>
					<Combobox.Popup className={`${list.popup} ${styles.popup}`} aria-label={t("form:country.label")}>
						<Combobox.Input
							className={styles.find}
							aria-label={t("form:country.find")}
							placeholder={t("form:country.placeholder")}
							autoComplete="off"
							spellCheck={false}
						/>
						<Combobox.Empty className={styles.empty}>{t("form:country.none")}</Combobox.Empty>
						<Combobox.List className={list.list}>
							{(country: Country) => (
								<Combobox.Item key={country.region} value={country} className={list.item}>
									<Flag region={country.region} />
									<bdi className="cut">{country.name}</bdi>
									<span className={`${list.end} ${styles.code}`}>
										<bdi>+{country.calling_code}</bdi>
									</span>
									{country.region === value?.region && <Check aria-hidden="true" />}
								</Combobox.Item>
							)}
						</Combobox.List>
					</Combobox.Popup>
				</Combobox.Positioner>
			</Combobox.Portal>
		</Combobox.Root>
	);
}
