import { Check, ChevronDown } from "lucide-react";
import { useTranslation } from "react-i18next";
import { grouped } from "../../app/number";
import type { HeaderKind } from "../../bridge";
import { Button, cx, Menu, type MenuItem, Segment } from "../../components";
import css from "./FilterBar.module.css";
import {
	CAN,
	CANNOT,
	cardsOf,
	countsOf,
	type Field,
	type Filters,
	type Gallery,
	inOrder,
	isNarrowed,
	knownValues,
	type Which,
} from "./filters";
import { fieldKey, headerKey, languageName, whichKey } from "./words";

export interface FilterBarProps {
	gallery: Gallery;
	onChange: (change: Partial<Filters>) => void;
	/** None: there is another way out on screen. */
	onClear: (() => void) | null;
}

const ANY = "";

/** What is shown: a category as one click, the rest in menus, each value with how many names it leaves. */
export function FilterBar({ gallery, onChange, onClear }: FilterBarProps) {
	const { t, i18n } = useTranslation();
	const { filters, families } = gallery;
	const categories = inOrder(knownValues(families, "category"));
	const byCategory = countsOf(gallery, "category");
	const all = cardsOf({ ...gallery, filters: { ...filters, category: null } }).length;
	const nameOf = (field: Field, value: string) => {
		if (field === "status") return t(`templates:status.${value}`, value);
		if (field === "header") return t(headerKey(value as HeaderKind));
		const name = languageName(value, i18n.language);
		return name === value ? value : `${name} (${value})`;
	};
	return (
		<fieldset className={css.bar} aria-label={t("templates:filters.label")}>
			{categories.length > 1 ? (
				<>
					<Segment
						label={t("templates:field.category")}
						value={filters.category ?? ANY}
						onChange={(value) => onChange({ category: value || null })}
						options={[
							{ value: ANY, label: t("templates:all"), count: all },
							...categories.map((value) => ({
								value,
								label: t(`outbox:category.${value}`, value),
								count: byCategory.get(value) ?? 0,
							})),
						]}
					/>
					<span className={css.rule} />
				</>
			) : null}
			<WhichMenu gallery={gallery} onChange={(which) => onChange({ which })} />
			{(["language", "status", "header"] as const).map((field) => (
				<FieldMenu
					key={field}
					gallery={gallery}
					field={field}
					nameOf={(value) => nameOf(field, value)}
					onChange={(value) => onChange({ [field]: value })}
				/>
			))}
			{onClear && isNarrowed({ ...filters, text: "" }) ? (
				<Button variant="quiet" size="small" onClick={onClear}>
					{t("templates:filters.clear")}
				</Button>
			) : null}
		</fieldset>
	);
}

/** One of several in a menu, with how many names it leaves. */
function choice(label: string, count: number, checked: boolean, onSelect: () => void): MenuItem {
	return {
		label,
		detail: grouped(count),
		checked,
		icon: <Check aria-hidden="true" className={checked ? undefined : css.unseen} />,
		onSelect,
	};
}

interface ChipMenuProps {
	label: string;
	/** What is chosen, where that is not everything. */
	value: string | null;
	items: readonly MenuItem[];
}

function ChipMenu({ label, value, items }: ChipMenuProps) {
	const { t } = useTranslation();
	return (
		<Menu
			label={label}
			items={items}
			trigger={
				<button type="button" className={cx(css.chip, value !== null && css.on)}>
					<bdi className="cut">{value === null ? label : t("templates:filters.of", { field: label, value })}</bdi>
					<ChevronDown aria-hidden="true" />
				</button>
			}
		/>
	);
}

function FieldMenu({
	gallery,
	field,
	nameOf,
	onChange,
}: {
	gallery: Gallery;
	field: Exclude<Field, "category">;
	nameOf: (value: string) => string;
	onChange: (value: string | null) => void;
}) {
	const { t } = useTranslation();
	const { filters, families } = gallery;
	const chosen = filters[field];
	const values = knownValues(families, field);
	const counts = countsOf(gallery, field);
	const any = cardsOf({ ...gallery, filters: { ...filters, [field]: null } }).length;
	const item = (value: string) =>
		choice(nameOf(value), counts.get(value) ?? 0, value === chosen, () => onChange(value));
	const ours = values.filter((value) => field === "status" && (value === CAN || value === CANNOT));
	const others = values.filter((value) => !ours.includes(value));
	const items: MenuItem[] = [
		choice(t("templates:filters.any"), any, chosen === null, () => onChange(null)),
		...ours.map(item),
		...(ours.length > 0 ? ["separator" as const] : []),
		...others.map(item),
	];
	// One value for all templates divides nothing.
	if (others.length < 2 && chosen === null) return null;
	return <ChipMenu label={t(fieldKey(field))} value={chosen === null ? null : nameOf(chosen)} items={items} />;
}

function WhichMenu({ gallery, onChange }: { gallery: Gallery; onChange: (which: Which) => void }) {
	const { t } = useTranslation();
	const { which } = gallery.filters;
	// What was sent is not always known; then nothing is said of it.
	const parts: Which[] = gallery.used ? ["all", "favourites", "recent", "hidden"] : ["all", "favourites", "hidden"];
	return (
		<ChipMenu
			label={t("templates:which.label")}
			value={which === "all" ? null : t(whichKey(which))}
			items={parts.map((part) =>
				choice(t(whichKey(part)), cardsOf(gallery, part).length, part === which, () => onChange(part)),
			)}
		/>
	);
}
