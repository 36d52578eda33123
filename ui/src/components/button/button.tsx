import { LoaderCircle } from "lucide-react";
import { type ComponentPropsWithRef, type MouseEvent, type ReactElement, type ReactNode, useId } from "react";
import { cx } from "../classes";
import { ariaKeys } from "../keys";
import { Kbd } from "../small/kbd";
import { Tooltip } from "../tooltip/tooltip";
import css from "./button.module.css";

export interface ButtonProps extends ComponentPropsWithRef<"button"> {
	variant?: "primary" | "secondary" | "quiet" | "danger";
	/** 24 in a row, 28 in a bar, 32 in a form. */
	size?: "small" | "normal" | "large";
	icon?: ReactNode;
	/** `Ctrl+Enter`: drawn, announced, never part of the name. */
	keys?: string | undefined;
	/** At work: keeps its name and place, takes no clicks. */
	busy?: boolean | undefined;
	/** Cannot be used, and why; stays focusable. */
	disabledReason?: string | null | undefined;
}

const SIZES = { small: css.small, normal: undefined, large: css.large };
const VARIANTS = { primary: css.primary, secondary: undefined, quiet: css.quiet, danger: css.danger };

export function Button({
	variant = "secondary",
	size = "normal",
	icon,
	keys,
	busy,
	disabledReason,
	className,
	children,
	onClick,
	type = "button",
	"aria-describedby": describedBy,
	...rest
}: ButtonProps) {
	const reason = useId();
	const off = Boolean(busy || disabledReason);
	const click = (event: MouseEvent<HTMLButtonElement>) => {
		if (off) event.preventDefault();
		else onClick?.(event);
	};
	const button = (
		<button
			{...rest}
			type={type === "submit" ? "submit" : type}
			className={cx(css.button, VARIANTS[variant], SIZES[size], busy && css.busy, className)}
			aria-disabled={off || undefined}
			aria-busy={busy || undefined}
			aria-keyshortcuts={keys ? ariaKeys(keys) : undefined}
			aria-describedby={cx(describedBy, disabledReason && reason) || undefined}
			onClick={click}
		>
			{busy ? <LoaderCircle aria-hidden="true" className="icon-s spin" /> : icon}
			{children}
			{keys ? <Kbd keys={keys} /> : null}
		</button>
	);
	if (!disabledReason) return button;
	return (
		<>
			<Tooltip content={disabledReason}>{button}</Tooltip>
			<span id={reason} className="hidden">
				{disabledReason}
			</span>
		</>
	);
}

export interface IconButtonProps extends Omit<ButtonProps, "children" | "icon"> {
	/** Its name, and its tooltip. */
	label: string;
	icon: ReactElement;
}

export function IconButton({ label, icon, keys, className, variant = "quiet", ...rest }: IconButtonProps) {
	const square = cx(css.icon, className);
	const shortcut = keys ? { "aria-keyshortcuts": ariaKeys(keys) } : {};
	const button = <Button {...rest} {...shortcut} variant={variant} className={square} aria-label={label} icon={icon} />;
	if (rest.disabledReason) return button;
	return (
		<Tooltip content={label} keys={keys}>
			{button}
		</Tooltip>
	);
}
