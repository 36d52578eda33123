// Countries by name: in the language of the window, and in their own.
import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { useSession } from "../../../app/session";
import { type AccountId, type PhoneCountry, phonesCountries } from "../../../bridge";

export interface Country extends PhoneCountry {
	name: string;
	/** Name, own name and codes, for finding. */
	words: string;
}

export const fold = (text: string) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLocaleLowerCase().trim();

/** A country's name; its code when the system knows none. */
export function countryName(region: string, language: string): string {
	try {
		return new Intl.DisplayNames([language], { type: "region" }).of(region) ?? region;
	} catch {
		return region;
	}
}

/** `Deutschland` for DE: found by what its people call it. */
function ownName(region: string): string {
	try {
		return countryName(region, new Intl.Locale(`und-${region}`).maximize().language);
	} catch {
		return "";
	}
}

/** `home` is the person's own choice, else the country of most numbers. Counted once a window: Rust goes through the mirror's numbers for it. */
export function useCountries(account: AccountId) {
	const { i18n } = useTranslation();
	const { data } = useQuery({
		queryKey: [account, "phone-countries"],
		queryFn: () => phonesCountries(account),
		staleTime: 10 * 60_000,
	});
	const countries = useMemo(() => {
		const names = new Intl.DisplayNames([i18n.language], { type: "region" });
		const all = (data?.countries ?? []).map((country): Country => {
			const name = names.of(country.region) ?? country.region;
			const words = fold(`${name} ${ownName(country.region)} ${country.region} +${country.calling_code}`);
			return { ...country, name, words };
		});
		return all.sort((a, b) => a.name.localeCompare(b.name, i18n.language));
	}, [data, i18n.language]);
	const { country } = useSession().preferences;
	return { countries, book: data?.book ?? [], home: country ?? data?.book[0] ?? null };
}

/** The country of most names that begin so, or hold it; codes with or without their plus. */
export function findCountries(countries: readonly Country[], text: string): Country[] {
	const wanted = fold(text).replace(/^00/, "+");
	if (wanted === "") return [...countries];
	const near = (country: Country) => {
		if (country.region.toLowerCase() === wanted) return 0;
		if (`+${country.calling_code}` === wanted || String(country.calling_code) === wanted) return 0;
		if (fold(country.name).startsWith(wanted)) return 1;
		if (` ${country.words}`.includes(` ${wanted}`)) return 2;
		return country.words.includes(wanted) ? 3 : 4;
	};
	return countries
		.map((country) => ({ country, near: near(country) }))
		.filter(({ near }) => near < 4)
		.sort((a, b) => a.near - b.near)
		.map(({ country }) => country);
}
