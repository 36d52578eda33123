// Which columns are seen, in which order, and how high a row is.
import { Popover } from "@base-ui/react/popover";
import { ChevronDown, ChevronUp, Columns3, Rows3, SlidersHorizontal } from "lucide-react";
import { type KeyboardEvent, memo, useLayoutEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { useAction } from "../../../app/actions";
import type { ContactColumn, Density } from "../../../bridge";
import { Button, Checkbox, IconButton, Layer, Segment } from "../../../components";
import css from "./ColumnsMenu.module.css";
import type { Layout } from "./useLayout";

const DENSITIES = ["compact", "normal", "relaxed"] as const;

interface Props {
	layout: Layout;
	/** The height of rows where the view has none of its own. */
	density: Density;
}

/** Nothing of it changes while somebody types. */
export const ColumnsMenu = memo(function ColumnsMenu({ layout, density }: Props) {
	const { t } = useTranslation();
	const [open, setOpen] = useState(false);
	useAction({
		id: "contacts.columns",
		label: t("contacts:grid.columns"),
		icon: <SlidersHorizontal aria-hidden="true" />,
		rank: 2,
		run: () => setOpen(true),
	});
	return (
		<Popover.Root open={open} onOpenChange={(next) => setOpen(next)}>
			<Popover.Trigger
				render={<IconButton label={t("contacts:grid.columns")} icon={<SlidersHorizontal aria-hidden="true" />} />}
			/>
			<Popover.Portal>
				<Popover.Positioner className={css.positioner} align="end" sideOffset={4}>
					<Popover.Popup className={css.popup} aria-label={t("contacts:grid.columns")}>
						<Layer active={open}>
							<List layout={layout} />
							<Segment
								label={t("contacts:grid.density.label")}
								value={layout.density ?? density}
								onChange={layout.setDensity}
								options={DENSITIES.map((value) => ({ value, label: t(`contacts:grid.density.${value}`) }))}
							/>
							<div className={css.foot}>
								<Button size="small" variant="quiet" disabled={layout.untouched} onClick={layout.reset}>
									{t("contacts:grid.reset")}
								</Button>
							</div>
						</Layer>
					</Popover.Popup>
				</Popover.Positioner>
			</Popover.Portal>
			{layout.columns.map(({ id, shown }) =>
				id === "name" ? null : <ColumnAction key={id} id={id} shown={shown} onShow={layout.show} />,
			)}
			{DENSITIES.map((value) => (
				<DensityAction key={value} density={value} onChoose={layout.setDensity} />
			))}
		</Popover.Root>
	);
});

/** Boxes in the order of the columns; Alt and an arrow moves one. */
function List({ layout }: { layout: Layout }) {
	const { t } = useTranslation();
	const list = useRef<HTMLUListElement>(null);
	const [told, setTold] = useState("");
	// What is moved is put into the document anew, and has the focus again.
	const kept = useRef<{ id: ContactColumn; part: string } | null>(null);
	useLayoutEffect(() => {
		const { id, part } = kept.current ?? {};
		kept.current = null;
		if (!id) return;
		list.current
			?.querySelector(`[data-column=${id}]`)
			?.querySelector<HTMLElement>(part ?? "input")
			?.focus();
	});
	const move = (id: ContactColumn, by: 1 | -1, part: string) => {
		const at = layout.columns.findIndex((column) => column.id === id);
		if (!layout.step(id, by)) return;
		kept.current = { id, part };
		const name = t(`contacts:columns.${id}`);
		setTold(t("contacts:grid.moved", { name, place: at + 1 + by, count: layout.columns.length }));
	};
	const onKeyDown = (id: ContactColumn, event: KeyboardEvent<HTMLElement>) => {
		const by = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : null;
		if (!by) return;
		event.preventDefault();
		event.stopPropagation();
		if (event.altKey) return move(id, by, "input");
		const boxes = [...(list.current?.querySelectorAll<HTMLInputElement>("input:not(:disabled)") ?? [])];
		const at = boxes.findIndex((box) => event.currentTarget.contains(box));
		boxes[(at + by + boxes.length) % boxes.length]?.focus();
	};
	return (
		<>
			<ul ref={list} className={css.list} aria-label={t("contacts:grid.columns")}>
				{layout.columns.map(({ id, shown }, at) => {
					const name = t(`contacts:columns.${id}`);
					return (
						<li key={id} data-column={id} className={css.item} onKeyDown={(event) => onKeyDown(id, event)}>
							<Checkbox
								className={css.box}
								label={name}
								checked={shown}
								// A row without a name says nothing.
								aria-disabled={id === "name" || undefined}
								aria-keyshortcuts="Alt+ArrowUp Alt+ArrowDown"
								onChange={() => id !== "name" && layout.show(id, !shown)}
							/>
							<IconButton
								size="small"
								data-move="up"
								label={t("contacts:grid.up", { name })}
								icon={<ChevronUp aria-hidden="true" />}
								disabled={at === 0}
								onClick={() => move(id, -1, "[data-move=up]")}
							/>
							<IconButton
								size="small"
								data-move="down"
								label={t("contacts:grid.down", { name })}
								icon={<ChevronDown aria-hidden="true" />}
								disabled={at === layout.columns.length - 1}
								onClick={() => move(id, 1, "[data-move=down]")}
							/>
						</li>
					);
				})}
			</ul>
			<span className="hidden" aria-live="polite">
				{told}
			</span>
		</>
	);
}

function ColumnAction({ id, shown, onShow }: { id: ContactColumn; shown: boolean; onShow: Layout["show"] }) {
	const { t } = useTranslation();
	const name = t(`contacts:columns.${id}`);
	useAction({
		id: `contacts.column-${id}`,
		label: t(shown ? "contacts:grid.hide" : "contacts:grid.show", { name }),
		icon: <Columns3 aria-hidden="true" />,
		rank: 2,
		run: () => onShow(id, !shown),
	});
	return null;
}

function DensityAction({ density, onChoose }: { density: Density; onChoose: (density: Density) => void }) {
	const { t } = useTranslation();
	useAction({
		id: `contacts.density-${density}`,
		label: t("contacts:grid.density.action", { name: t(`contacts:grid.density.${density}`) }),
		icon: <Rows3 aria-hidden="true" />,
		rank: 2,
		run: () => onChoose(density),
	});
	return null;
}
