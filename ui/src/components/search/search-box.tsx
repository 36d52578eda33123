import { Search } from "lucide-react";
import type { ComponentPropsWithRef, KeyboardEvent } from "react";
import { cx } from "../classes";
import { ariaKeys } from "../keys";
import { Kbd } from "../small/kbd";
import css from "./search-box.module.css";

export interface SearchBoxProps extends Omit<ComponentPropsWithRef<"input">, "onChange" | "value" | "type"> {
	/** Its name: `Search contacts`. */
	label: string;
	value: string;
	onChange: (value: string) => void;
	/** Esc in an empty box: back to the list. */
	onEscape?: (() => void) | undefined;
	keys?: string | undefined;
}

/** Esc clears, a second Esc goes back to the list. */
export function SearchBox({ label, value, onChange, onEscape, keys, className, onKeyDown, ...input }: SearchBoxProps) {
	const key = (event: KeyboardEvent<HTMLInputElement>) => {
		onKeyDown?.(event);
		if (event.key !== "Escape" || event.defaultPrevented) return;
		event.preventDefault();
		event.stopPropagation();
		if (value === "") onEscape?.();
		else onChange("");
	};
	return (
		<span className={cx(css.search, className)}>
			<Search aria-hidden="true" className="icon-s" />
			<input
				autoComplete="off"
				spellCheck={false}
				{...input}
				type="search"
				aria-label={label}
				aria-keyshortcuts={keys ? ariaKeys(keys) : undefined}
				value={value}
				onChange={(event) => onChange(event.target.value)}
				onKeyDown={key}
			/>
			{keys && value === "" ? <Kbd keys={keys} /> : null}
		</span>
	);
}
