import { Popover } from "@base-ui/react/popover";
import { ChevronDown } from "lucide-react";
import { type ReactNode, useSyncExternalStore } from "react";
import { useTranslation } from "react-i18next";
import { cx, Layer } from "../../../components";
import css from "./Filter.module.css";

/** As the narrow windows of the mockups: below this, chips do not stand in a row. */
const NARROW = "(max-width: 1100px)";

export function useNarrow(): boolean {
	return useSyncExternalStore(
		(changed) => {
			const media = window.matchMedia(NARROW);
			media.addEventListener("change", changed);
			return () => media.removeEventListener("change", changed);
		},
		() => window.matchMedia(NARROW).matches,
	);
}

interface Props {
	count: number;
	open: boolean;
	onOpenChange: (open: boolean) => void;
	children: ReactNode;
}

/** `2 filters`: the chips lie behind it. */
export function FoldedChips({ count, open, onOpenChange, children }: Props) {
	const { t } = useTranslation();
	return (
		<Popover.Root open={open} onOpenChange={(next) => onOpenChange(next)}>
			<Popover.Trigger className={cx(css.chip, css.folded)}>
				{t("contacts:grid.filters", { count })}
				<ChevronDown aria-hidden="true" />
			</Popover.Trigger>
			<Popover.Portal>
				<Popover.Positioner className={css.positioner} align="start" sideOffset={4}>
					<Popover.Popup className={cx(css.popup, css.foldedChips)} aria-label={t("contacts:filter.label")}>
						<Layer active={open}>{children}</Layer>
					</Popover.Popup>
				</Popover.Positioner>
			</Popover.Portal>
		</Popover.Root>
	);
}
