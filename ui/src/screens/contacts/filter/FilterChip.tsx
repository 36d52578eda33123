import { Popover } from "@base-ui/react/popover";
import { ChevronDown, Plus, X } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { AccountId, Condition, ContactFilter } from "../../../bridge";
import { Button, cx, Layer, Menu, Segment } from "../../../components";
import type { Lists } from "../lists";
import { blank, FIELDS, isBlank } from "./conditions";
import css from "./Filter.module.css";
import { useFilterWords } from "./useWords";
import { Values } from "./Values";

interface Props {
	account: AccountId;
	lists: Lists;
	/** Its conditions: any of them is enough. */
	part: Condition[];
	text: string;
	others: ContactFilter;
	open: boolean;
	onOpenChange: (open: boolean) => void;
	onChange: (part: Condition[]) => void;
	onRemove: () => void;
}

/** One part of the filter: a chip that says it, and a popover that changes it. */
export function FilterChip({ account, lists, part, text, others, open, onOpenChange, onChange, onRemove }: Props) {
	const { t } = useTranslation();
	const words = useFilterWords(lists.names);
	const [chosen, setChosen] = useState(0);
	const at = Math.min(chosen, part.length - 1);
	const condition = part[at];
	const label = part.map((one) => words.condition(one)).join(` ${t("contacts:filter.or")} `);
	if (!condition) return null;
	const { field } = condition.test;
	const flips = field !== "email" && field !== "opted_out";
	const put = (next: Condition) => onChange(part.map((one, index) => (index === at ? next : one)));
	return (
		<span className={css.chip}>
			<Popover.Root open={open} onOpenChange={(next) => onOpenChange(next)}>
				<Popover.Trigger className={css.chipName}>
					<bdi className="cut">{label}</bdi>
					<ChevronDown aria-hidden="true" />
				</Popover.Trigger>
				<Popover.Portal>
					<Popover.Positioner className={css.positioner} align="start" sideOffset={4}>
						<Popover.Popup className={css.popup} aria-label={t("contacts:filter.change", { label })}>
							<Layer active={open}>
								{part.length > 1 && (
									<Segment
										label={t("contacts:filter.anyOf")}
										value={String(at)}
										onChange={(value) => setChosen(Number(value))}
										options={part.map((one, index) => ({ value: String(index), label: words.condition(one) }))}
									/>
								)}
								{flips && (
									<Segment
										label={t(`contacts:filter.field.${field}`)}
										value={condition.not ? "not" : "is"}
										onChange={(value) => put({ ...condition, not: value === "not" })}
										options={[
											{ value: "is", label: t("contacts:filter.segmentIs") },
											{ value: "not", label: t("contacts:filter.segmentNot") },
										]}
									/>
								)}
								<Values key={at} {...{ account, lists, condition, text, others }} onChange={put} />
								<div className={css.popupFoot}>
									<Menu
										trigger={
											<Button size="small" variant="quiet">
												{t("contacts:filter.orAnother")}
											</Button>
										}
										items={FIELDS.map((one) => ({
											label: t(`contacts:filter.field.${one}`),
											onSelect: () => {
												onChange([...part.filter((old) => !isBlank(old)), blank(one)]);
												setChosen(part.length);
											},
										}))}
									/>
									<span className="grow" />
									<Button
										size="small"
										variant="quiet"
										onClick={() => {
											setChosen(0);
											if (part.length === 1) onRemove();
											else onChange(part.filter((_, index) => index !== at));
										}}
									>
										{t("contacts:filter.remove")}
									</Button>
								</div>
							</Layer>
						</Popover.Popup>
					</Popover.Positioner>
				</Popover.Portal>
			</Popover.Root>
			<button
				type="button"
				className={css.chipX}
				aria-label={t("contacts:filter.removeOf", { label })}
				onClick={onRemove}
			>
				<X aria-hidden="true" />
			</button>
		</span>
	);
}

/** The dashed chip that opens the list of fields. */
export function AddFilter({
	open,
	onOpenChange,
	onAdd,
}: {
	open: boolean;
	onOpenChange: (open: boolean) => void;
	onAdd: (condition: Condition) => void;
}) {
	const { t } = useTranslation();
	return (
		<Menu
			label={t("contacts:filter.add")}
			open={open}
			onOpenChange={onOpenChange}
			trigger={
				<button type="button" className={cx(css.chip, css.dashed)} aria-keyshortcuts="F">
					<Plus aria-hidden="true" />
					{t("contacts:filter.add")}
				</button>
			}
			items={FIELDS.map((field) => ({
				label: t(`contacts:filter.field.${field}`),
				onSelect: () => onAdd(blank(field)),
			}))}
		/>
	);
}
