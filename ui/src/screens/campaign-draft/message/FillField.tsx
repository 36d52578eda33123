import { AtSign, Table2 } from "lucide-react";
import { type KeyboardEvent, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { HeaderKind, PlanShow, Slot, SlotCount, SlotFill } from "../../../bridge";
import { Button, Menu, type MenuItem, SelectField, TextField } from "../../../components";
import slotCss from "../../outbox/SlotField.module.css";
import { Around, MediaHint } from "../../outbox/SlotHint";
import { useMediaFile } from "../../outbox/useMediaFile";
import { isFilled } from "../draft";
import { FillBelow } from "./FillBelow";
import { FIELDS, fromColumn, fromField, HOW_NAMES, HOWS, type How, howOf, words } from "./fills";
import css from "./Message.module.css";

export interface FillFieldProps {
	slot: Slot;
	header: HeaderKind;
	/** None: nothing was said yet. */
	fill: SlotFill | undefined;
	columns: readonly string[];
	count: SlotCount | undefined;
	missingColumn: boolean | undefined;
	tried: boolean;
	leavesOut: boolean;
	onFill: (fill: SlotFill) => void;
	onLeaveOut: (out: boolean) => void;
	onShow: (show: PlanShow) => void;
}

/** One place: words that are the same for all, or a field or column of each, with words for those who have none. */
export function FillField(props: FillFieldProps) {
	const { slot, header, fill = words(""), columns, count, missingColumn, tried, leavesOut, onFill } = props;
	const { t } = useTranslation();
	const input = useRef<HTMLInputElement>(null);
	const [open, setOpen] = useState(false);
	const label = slot.number === 0 ? t("outbox:slots.header") : t("outbox:slots.variable", { number: slot.number });
	const { source } = fill;
	const fixed = source.from === "fixed";
	const media = slot.kind === "media_link";
	const file = useMediaFile({
		header,
		label,
		value: media && fixed ? source.text : "",
		onChange: (value) => onFill(words(value, fill.fallback)),
		readOnly: !media || !fixed,
		field: input,
	});
	const filled = isFilled(fill);
	const stops = !fixed && (count?.empty ?? 0) > 0 && !leavesOut;
	const error = missingColumn
		? t("newCampaign:fill.noColumn", { column: source.from === "column" ? source.name : "" })
		: tried && !filled
			? t("newCampaign:fill.required")
			: undefined;

	const items: MenuItem[] = [
		...columns.map((name) => ({
			label: t("newCampaign:fill.columns", { name }),
			icon: <Table2 aria-hidden="true" />,
			onSelect: () => onFill(fromColumn(name, fill)),
		})),
		...(columns.length > 0 ? (["separator"] as const) : []),
		...FIELDS.map((field) => ({
			label: t(`newCampaign:field.${field}`),
			onSelect: () => onFill(fromField(field, fill)),
		})),
	];
	const key = (event: KeyboardEvent<HTMLInputElement>) => {
		if (file.onKeyDown(event)) return;
		const { key: pressed, altKey, ctrlKey, metaKey } = event;
		const start = event.currentTarget.selectionStart ?? 0;
		const at = pressed === "@" && (!fixed || start === 0 || /\s/u.test(source.text[start - 1] ?? ""));
		if (at || (pressed === "ArrowDown" && altKey)) {
			event.preventDefault();
			setOpen(true);
			return;
		}
		if (fixed || ctrlKey || metaKey || altKey || event.nativeEvent.isComposing) return;
		// A field is one thing: it is taken out whole, and a letter begins words in its place.
		if (pressed !== "Backspace" && pressed !== "Delete" && pressed.length !== 1) return;
		event.preventDefault();
		onFill(words(pressed.length === 1 ? pressed : "", fill.fallback));
	};
	const shown =
		source.from === "fixed"
			? (file.name ?? source.text)
			: source.from === "field"
				? t(`newCampaign:field.${source.field}`)
				: source.name;
	return (
		<fieldset className={css.slot} aria-label={label}>
			<div className={fixed ? css.one : css.three}>
				<TextField
					ref={input}
					label={label}
					hint={media ? <MediaHint header={header} /> : slot.before || slot.after ? <Around slot={slot} /> : undefined}
					placeholder={
						media
							? t("outbox:slots.linkPlaceholder")
							: slot.sample
								? t("outbox:slots.sample", { sample: slot.sample })
								: undefined
					}
					leading={
						fixed ? (
							file.leading
						) : source.from === "field" ? (
							<AtSign aria-hidden="true" className="icon-s" />
						) : (
							<Table2 aria-hidden="true" className="icon-s" />
						)
					}
					data-empty={filled ? undefined : ""}
					dir={media && fixed && file.name === null ? "ltr" : "auto"}
					error={file.error ?? error}
					value={shown}
					readOnly={!fixed || file.name !== null}
					className={fixed ? undefined : css.token}
					aria-keyshortcuts="Alt+ArrowDown"
					onChange={(event) => onFill(words(event.target.value, fill.fallback))}
					onKeyDown={key}
					trailing={
						<>
							{file.trailing}
							{file.name === null ? (
								<Menu
									label={t("newCampaign:fill.pick", { slot: label })}
									align="end"
									open={open}
									onOpenChange={(next) => setOpen(next)}
									finalFocus={input}
									trigger={
										<Button
											variant="quiet"
											size="small"
											keys="@"
											className={slotCss.field}
											// From the place it is opened by its keys: Tab goes on.
											tabIndex={-1}
											aria-label={t("newCampaign:fill.pick", { slot: label })}
										>
											{t("newCampaign:fill.pickLabel")}
										</Button>
									}
									items={items}
								/>
							) : null}
						</>
					}
				/>
				{fixed ? null : (
					<>
						<SelectField
							label={t("newCampaign:fill.how")}
							value={howOf(fill) ?? ""}
							placeholder={t("newCampaign:how.own")}
							onChange={(how) => onFill({ ...fill, formulas: [...HOWS[how as How]] })}
							options={HOW_NAMES.map((how) => ({ value: how, label: t(`newCampaign:how.${how}`) }))}
						/>
						<TextField
							label={t("newCampaign:fill.fallback")}
							placeholder={t("newCampaign:fill.fallbackPlaceholder")}
							dir="auto"
							value={fill.fallback ?? ""}
							onChange={(event) => onFill({ ...fill, fallback: event.target.value || null })}
						/>
					</>
				)}
			</div>
			<FillBelow
				{...{ slot, filled, fixed, leavesOut, stops }}
				count={error ? undefined : count}
				onLeaveOut={props.onLeaveOut}
				onShow={props.onShow}
			/>
		</fieldset>
	);
}
