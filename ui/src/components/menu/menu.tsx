import { Menu as Base } from "@base-ui/react/menu";
import type { ReactElement, ReactNode, RefObject } from "react";
import type { Accent } from "../../bridge";
import { cx } from "../classes";
import { ariaKeys } from "../keys";
import { Kbd } from "../small/kbd";
import css from "./menu.module.css";

export interface MenuAction {
	label: string;
	icon?: ReactNode;
	/** The edge of an account before it. */
	accent?: Accent | undefined;
	/** Small, at the end: a plan, a count. */
	detail?: string | undefined;
	keys?: string | undefined;
	onSelect: () => void;
	danger?: boolean | undefined;
	/** One of several, and whether it is the one. */
	checked?: boolean | undefined;
	/** Listed, but cannot be chosen now; `detail` says why. */
	disabled?: boolean | undefined;
}

export type MenuItem = MenuAction | "separator";

export interface MenuProps {
	/** A button; it is given the menu's behaviour. */
	trigger: ReactElement<Record<string, unknown>>;
	/** The menu's name. */
	label?: string | undefined;
	items: readonly MenuItem[];
	align?: "start" | "center" | "end";
	side?: "bottom" | "top";
	/** Both or none: for a menu that a key opens as well. */
	open?: boolean | undefined;
	onOpenChange?: ((open: boolean, reason: string) => void) | undefined;
	/** Where the focus goes when it closes; else to the trigger. */
	finalFocus?: RefObject<HTMLElement | null> | undefined;
}

export function Menu({
	trigger,
	label,
	items,
	align = "start",
	side = "bottom",
	open,
	onOpenChange,
	finalFocus,
}: MenuProps) {
	return (
		<Base.Root
			modal={false}
			{...(open === undefined ? {} : { open })}
			{...(onOpenChange ? { onOpenChange: (next, details) => onOpenChange(next, details.reason) } : {})}
		>
			<Base.Trigger render={trigger} />
			<Base.Portal>
				<Base.Positioner className={css.positioner} align={align} side={side} sideOffset={4}>
					<Base.Popup
						className={css.menu}
						{...(label ? { "aria-label": label, "aria-labelledby": undefined } : {})}
						{...(finalFocus ? { finalFocus } : {})}
					>
						{items.map((item, index) =>
							item === "separator" ? (
								// biome-ignore lint/suspicious/noArrayIndexKey: a separator is its place
								<Base.Separator key={`rule-${index}`} className={css.rule} />
							) : (
								<Base.Item
									key={item.label + (item.keys ?? "")}
									className={cx(css.item, item.danger && css.danger)}
									aria-keyshortcuts={item.keys ? ariaKeys(item.keys) : undefined}
									disabled={item.disabled ?? false}
									onClick={item.onSelect}
									{...(item.checked === undefined ? {} : { role: "menuitemradio", "aria-checked": item.checked })}
								>
									{item.accent ? <i className={css.spine} data-accent={item.accent} /> : null}
									{item.icon}
									<bdi className="cut">{item.label}</bdi>
									{item.detail || item.keys ? (
										<span className={css.end}>
											{item.detail ? <bdi className="cut">{item.detail}</bdi> : null}
											{item.keys ? <Kbd keys={item.keys} /> : null}
										</span>
									) : null}
								</Base.Item>
							),
						)}
					</Base.Popup>
				</Base.Positioner>
			</Base.Portal>
		</Base.Root>
	);
}
