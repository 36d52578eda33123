import i18next from "i18next";
import { initReactI18next } from "react-i18next";

// One file a screen: `locales/en/contacts.json` is the namespace `contacts`.
const files = import.meta.glob<Record<string, unknown>>("../locales/en/*.json", { eager: true, import: "default" });

const en = Object.fromEntries(
	Object.entries(files).map(([path, words]) => [path.replace(/^.*\/|\.json$/g, ""), words]),
);

/** Ready at once: the words are part of the program. Keys are written whole: `t("contacts:empty.title")`. */
export const i18n = i18next.createInstance();
void i18n.use(initReactI18next).init({
	lng: "en",
	fallbackLng: "en",
	ns: Object.keys(en),
	defaultNS: "common",
	resources: { en },
	initAsync: false,
	// React escapes.
	interpolation: { escapeValue: false },
	react: { useSuspense: false },
});
