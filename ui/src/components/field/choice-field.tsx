import { Combobox } from "@base-ui/react/combobox";
import { Check, ChevronDown, LoaderCircle, Plus } from "lucide-react";
import { type Ref, useState } from "react";
import { cx } from "../classes";
import menu from "../menu/menu.module.css";
import { StatusDot } from "../small/small";
import css from "./choice-field.module.css";
import { Field } from "./field";
import field from "./field.module.css";
import type { SelectFieldProps, SelectOption } from "./select-field";

/** Stands for "make this one" in the list. */
const CREATE = "\u0000create";

export interface ChoiceFieldProps extends Omit<SelectFieldProps, "ref"> {
	/** Name of the box that finds. */
	findLabel: string;
	findPlaceholder: string;
	/** Said of a text that names nothing. */
	nothing: string;
	createLabel?: (name: string) => string;
	/** Makes an entry; its value is chosen then. It tells itself why it could not. Without it none can be made. */
	onCreate?: (name: string) => Promise<string | undefined>;
	ref?: Ref<HTMLButtonElement> | undefined;
}

const fold = (text: string) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLocaleLowerCase().trim();

/** As `SelectField`, with a box to find in, and to name a new entry in. */
export function ChoiceField({
	label,
	value,
	onChange,
	options,
	hint,
	help,
	error,
	placeholder,
	className,
	onBlur,
	findLabel,
	findPlaceholder,
	nothing,
	createLabel,
	onCreate,
	ref,
}: ChoiceFieldProps) {
	const [open, setOpen] = useState(false);
	const [text, setText] = useState("");
	const [busy, setBusy] = useState(false);
	const known = options.find((option) => option.value === value) ?? null;
	const wanted = fold(text);
	const found = options
		.filter((option) => fold(option.label).includes(wanted))
		.sort((a, b) => Number(fold(b.label).startsWith(wanted)) - Number(fold(a.label).startsWith(wanted)));
	const exact = options.some((option) => fold(option.label) === wanted);
	const shown: SelectOption[] =
		wanted && !exact && onCreate ? [...found, { value: CREATE, label: text.trim() }] : found;

	const choose = async (option: SelectOption) => {
		setOpen(false);
		setText("");
		if (option.value !== CREATE || !onCreate) {
			onChange(option.value);
			return;
		}
		setBusy(true);
		const made = await onCreate(option.label).finally(() => setBusy(false));
		if (made !== undefined) onChange(made);
	};
	return (
		<Field {...{ label, hint, help, error, className }}>
			{(control) => (
				<Combobox.Root<SelectOption>
					items={shown}
					filteredItems={shown}
					value={known}
					onValueChange={(next) => next && void choose(next)}
					isItemEqualToValue={(one, other) => one.value === other.value}
					itemToStringLabel={(option) => option.label}
					inputValue={text}
					onInputValueChange={(next, { reason }) => {
						if (reason === "input-change") setText(next);
					}}
					open={open}
					onOpenChange={(next) => {
						if (!next) setText("");
						setOpen(next);
					}}
					autoHighlight
				>
					<Combobox.Trigger
						{...control}
						ref={ref}
						onBlur={onBlur}
						className={cx(field.control, field.select, error ? field.isError : undefined)}
						onKeyDown={(event) => {
							// A letter typed on it is the beginning of a name.
							const letter =
								event.key.length === 1 && event.key !== " " && !event.ctrlKey && !event.metaKey && !event.altKey;
							if (!letter || open) return;
							event.preventDefault();
							setText(event.key);
							setOpen(true);
						}}
					>
						<span className={field.value}>
							{known ? (
								<>
									{known.dot === undefined ? null : <StatusDot color={known.dot} tone="waiting" />}
									<bdi className="cut">{known.label}</bdi>
								</>
							) : (
								<span className="cut">{placeholder ?? ""}</span>
							)}
						</span>
						{busy ? <LoaderCircle aria-hidden="true" className="spin" /> : <ChevronDown aria-hidden="true" />}
					</Combobox.Trigger>
					<Combobox.Portal>
						<Combobox.Positioner className={menu.positioner} sideOffset={4} align="start">
							<Combobox.Popup className={cx(menu.menu, css.popup)} aria-label={label}>
								<Combobox.Input
									className={css.find}
									aria-label={findLabel}
									placeholder={findPlaceholder}
									autoComplete="off"
									spellCheck={false}
								/>
								<Combobox.Empty className={css.empty}>{nothing}</Combobox.Empty>
								<Combobox.List className={css.list} aria-label={label}>
									{(option: SelectOption) => (
										<Combobox.Item key={option.value} value={option} className={menu.item}>
											{option.value === CREATE ? (
												<>
													<Plus aria-hidden="true" className="icon-s" />
													<bdi className="cut">{createLabel?.(option.label)}</bdi>
												</>
											) : (
												<>
													{option.dot === undefined ? null : <StatusDot color={option.dot} tone="waiting" />}
													<bdi className="cut">{option.label}</bdi>
													{option.value === value && (
														<span className={menu.end}>
															<Check aria-hidden="true" className="icon-s" />
														</span>
													)}
												</>
											)}
										</Combobox.Item>
									)}
								</Combobox.List>
							</Combobox.Popup>
						</Combobox.Positioner>
					</Combobox.Portal>
				</Combobox.Root>
			)}
		</Field>
	);
}
