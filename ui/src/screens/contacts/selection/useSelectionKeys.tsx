import { CheckCheck, X } from "lucide-react";
import { useTranslation } from "react-i18next";
import { useAction, useShortcut, useTaught } from "../../../app/actions";
import type { SelectionPart } from "../../../bridge";
import type { Selecting } from "./useSelection";

interface Options {
	selecting: Selecting;
	part: SelectionPart | null;
	onBack: () => void;
	/** A contact is in the detail: Esc closes that first. */
	isOpen: boolean;
	total: number;
}

/** The keys of ticking: those of the grid are only taught here, since fields use them too. */
export function useSelectionKeys({ selecting, part, onBack, isOpen, total }: Options): void {
	const { t } = useTranslation();
	const some = selecting.selection.total > 0;
	const hasRows = total > 0;
	useAction({
		id: "selection.all",
		label: t("selection:action.all"),
		keys: "Ctrl+A",
		icon: <CheckCheck aria-hidden="true" />,
		elsewhere: true,
		when: hasRows && part === null,
		run: selecting.tickAll,
	});
	useAction({
		id: "selection.clear",
		label: t("selection:clear"),
		icon: <X aria-hidden="true" />,
		when: some,
		run: selecting.clear,
	});
	useShortcut("Escape", part ? onBack : selecting.clear, {
		label: t(part ? "selection:part.back" : "selection:clear"),
		when: !isOpen && (some || part !== null),
	});
	useTaught("Space", { label: t("selection:keys.tick"), when: hasRows });
	useTaught("Shift+ArrowUp Shift+ArrowDown", { label: t("selection:keys.extend"), when: hasRows });
}
