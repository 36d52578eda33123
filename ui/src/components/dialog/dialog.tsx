import { Dialog as Base } from "@base-ui/react/dialog";
import { X } from "lucide-react";
import { createContext, type ReactNode, type RefObject, useContext, useLayoutEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import type { Account } from "../../bridge";
import { IconButton } from "../button/button";
import { cx } from "../classes";
import { placeAfter } from "../focus";
import { Layer } from "../layers";
import { Whose } from "../small/small";
import css from "./dialog.module.css";

/** The account a dialog is about. */
export type WhoseAccount = Pick<Account, "name" | "accent">;

/** Its name and colour are worn by every dialog. */
export const WhoseContext = createContext<WhoseAccount | null>(null);

export interface DialogProps {
	open: boolean;
	onOpenChange: (open: boolean) => void;
	/** The dialog's name. */
	title: string;
	/** After the account's name: `Draft kept`. */
	titleExtra?: ReactNode;
	/** Before the cross. */
	headerActions?: ReactNode;
	footer: ReactNode;
	/** px; never wider than the window. */
	width?: number;
	/** px or any CSS; never higher than the window. */
	height?: number | string;
	children: ReactNode;
	/** Where the focus goes first; else the first field. */
	initialFocus?: RefObject<HTMLElement | null> | undefined;
	/** Where the focus goes afterwards; else where it came from. */
	finalFocus?: RefObject<HTMLElement | null> | undefined;
	/** A question: role `alertdialog`, no cross. */
	question?: boolean | undefined;
	className?: string | undefined;
}

/** The first field; without one, the last button of the foot. The cross comes first in the tab order, but nobody comes for it. */
function firstStop(popup: HTMLElement | null): HTMLElement | true {
	const field = popup?.querySelector<HTMLElement>("input:not([aria-hidden]), textarea, [role='combobox']");
	return field ?? popup?.querySelector<HTMLElement>("footer button:last-of-type") ?? true;
}

/** Closed by Esc, its cross or its buttons, never by a click beside it; the focus goes back where it came from. */
export function Dialog({
	open,
	onOpenChange,
	title,
	titleExtra,
	headerActions,
	footer,
	width = 480,
	height,
	children,
	initialFocus,
	finalFocus,
	question,
	className,
}: DialogProps) {
	const { t } = useTranslation();
	const whose = useContext(WhoseContext);
	const popup = useRef<HTMLDivElement>(null);
	const before = useRef<Element | null>(null);
	useLayoutEffect(() => {
		if (open) before.current = document.activeElement;
	}, [open]);
	return (
		<Base.Root open={open} onOpenChange={(next) => onOpenChange(next)} disablePointerDismissal>
			<Base.Portal>
				<Base.Backdrop className={css.scrim} />
				<Base.Viewport className={css.viewport}>
					<Base.Popup
						className={cx(css.dialog, className)}
						data-accent={whose?.accent}
						style={{ inlineSize: width, ...(height === undefined ? {} : { blockSize: height }) }}
						ref={popup}
						initialFocus={initialFocus ?? (() => firstStop(popup.current))}
						finalFocus={() => finalFocus?.current ?? placeAfter(before.current)}
						{...(question ? { role: "alertdialog" } : {})}
					>
						<Layer active={open}>
							<header className={css.head}>
								<Base.Title className={css.title}>{title}</Base.Title>
								{whose ? <Whose name={whose.name} /> : null}
								{titleExtra}
								<span className="grow" />
								{headerActions}
								{question ? null : (
									<IconButton
										label={t("common:close")}
										icon={<X aria-hidden="true" />}
										keys="Escape"
										onClick={() => onOpenChange(false)}
									/>
								)}
							</header>
							{children}
							<footer className={css.foot}>{footer}</footer>
						</Layer>
					</Base.Popup>
				</Base.Viewport>
			</Base.Portal>
		</Base.Root>
	);
}

/** The padded middle of an ordinary dialog. */
export function DialogBody({ children }: { children: ReactNode }) {
	return <div className={css.body}>{children}</div>;
}
