import { Select } from "@base-ui/react/select";
import { Check, ChevronDown } from "lucide-react";
import type { ReactNode, Ref } from "react";
import { cx } from "../classes";
import menu from "../menu/menu.module.css";
import { StatusDot } from "../small/small";
import { Field } from "./field";
import css from "./field.module.css";

export interface SelectOption {
	value: string;
	label: string;
	/** Colour of the dot before it, from data. */
	dot?: string | null | undefined;
}

export interface SelectFieldProps {
	label: string;
	value: string;
	onChange: (value: string) => void;
	options: readonly SelectOption[];
	hint?: ReactNode;
	help?: ReactNode;
	error?: ReactNode;
	placeholder?: string | undefined;
	className?: string | undefined;
	/** The button, for `setFocus`. */
	ref?: Ref<HTMLButtonElement> | undefined;
	onBlur?: (() => void) | undefined;
}

/** Letters typed on it choose, open or closed. */
export function SelectField({
	label,
	value,
	onChange,
	options,
	hint,
	help,
	error,
	placeholder,
	className,
	ref,
	onBlur,
}: SelectFieldProps) {
	const known = options.find((option) => option.value === value);
	return (
		<Field {...{ label, hint, help, error, className }}>
			{(control) => (
				<Select.Root
					items={options as SelectOption[]}
					value={known ? value : null}
					onValueChange={(next) => {
						if (next !== null) onChange(next);
					}}
					modal={false}
				>
					<Select.Trigger
						{...control}
						ref={ref}
						onBlur={onBlur}
						className={cx(css.control, css.select, error ? css.isError : undefined)}
					>
						<Select.Value className={css.value} placeholder={placeholder ?? ""}>
							{(current: string | null) => {
								const option = options.find((one) => one.value === current);
								if (!option) return <span className="cut">{placeholder ?? ""}</span>;
								return (
									<>
										{option.dot === undefined ? null : <StatusDot color={option.dot} tone="waiting" />}
										<bdi className="cut">{option.label}</bdi>
									</>
								);
							}}
						</Select.Value>
						<ChevronDown aria-hidden="true" />
					</Select.Trigger>
					<Select.Portal>
						<Select.Positioner className={menu.positioner} sideOffset={4} alignItemWithTrigger={false}>
							<Select.Popup className={cx(menu.menu, menu.anchored)}>
								<Select.List aria-label={label}>
									{options.map((option) => (
										<Select.Item key={option.value} value={option.value} className={menu.item}>
											{option.dot === undefined ? null : <StatusDot color={option.dot} tone="waiting" />}
											<Select.ItemText className="cut">{option.label}</Select.ItemText>
											<Select.ItemIndicator className={menu.end}>
												<Check aria-hidden="true" className="icon-s" />
											</Select.ItemIndicator>
										</Select.Item>
									))}
								</Select.List>
							</Select.Popup>
						</Select.Positioner>
					</Select.Portal>
				</Select.Root>
			)}
		</Field>
	);
}
