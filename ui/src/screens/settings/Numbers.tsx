import { useTranslation } from "react-i18next";
import { useAccount, useSession } from "../../app/session";
import { ChoiceField } from "../../components";
import { countryName, useCountries } from "../contacts/form/countries";
import { Part } from "./Part";
import css from "./settings.module.css";

/** Stands for what most numbers of the account are. */
const LEARNED = "";

/** How numbers are read that come without a country. */
export function Numbers() {
	const { t, i18n } = useTranslation();
	const { preferences, prefer } = useSession();
	const { countries, book } = useCountries(useAccount().id);
	const [most] = book;
	const learned = most
		? t("settings:numbers.learnedAs", { country: countryName(most, i18n.language) })
		: t("settings:numbers.learned");
	return (
		<Part title={t("settings:numbers.title")}>
			<ChoiceField
				className={css.field}
				label={t("settings:numbers.country")}
				help={t("settings:numbers.help")}
				value={preferences.country ?? LEARNED}
				onChange={(country) => prefer({ country: country === LEARNED ? null : country })}
				options={[
					{ value: LEARNED, label: learned },
					...countries.map((one) => ({ value: one.region, label: `${one.name} +${one.calling_code}` })),
				]}
				findLabel={t("form:country.find")}
				findPlaceholder={t("form:country.placeholder")}
				nothing={t("form:country.none")}
			/>
		</Part>
	);
}
