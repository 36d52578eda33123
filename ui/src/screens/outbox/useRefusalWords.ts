import { useCallback } from "react";
import { useTranslation } from "react-i18next";
import type { Refusal } from "../../bridge";
import { type RefusalWords, refusalWords } from "./refusal";

/** `refusalWords` in the program's language. */
export function useRefusalWords(): (refusal: Refusal) => RefusalWords {
	const { t } = useTranslation();
	return useCallback((refusal) => refusalWords(refusal, (key, params) => t(`refusals:${key}`, params ?? {})), [t]);
}
