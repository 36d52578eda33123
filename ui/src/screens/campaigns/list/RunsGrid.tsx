import { type KeyboardEvent, type MouseEvent, type Ref, useEffect, useId, useImperativeHandle, useRef } from "react";
import { useTranslation } from "react-i18next";
import type { Campaign } from "../../../bridge";
import type { Controls } from "../useControls";
import type { RunWords } from "../useRunWords";
import { RunRow } from "./RunRow";
import css from "./RunsGrid.module.css";

export interface GridHandle {
	focus: () => void;
}

interface Props {
	ref: Ref<GridHandle>;
	runs: readonly Campaign[];
	/** When they were told, and the present. */
	at: number;
	now: number;
	words: RunWords;
	controls: Controls;
	/** The row the keyboard is on. */
	active: number;
	onMove: (index: number) => void;
	onOpen: (run: Campaign) => void;
}

/** Rows of a page where there is no layout to count them by. */
const PAGE = 8;
// The grid holds the focus and names its row by `aria-activedescendant`, so none of these is focused itself.
const ROW = { role: "row" } as const;
const HEADING = { role: "columnheader" } as const;

/** All runs, a row each. */
export function RunsGrid({ ref, runs, at, now, words, controls, active, onMove, onOpen }: Props) {
	const { t } = useTranslation();
	const id = useId();
	const grid = useRef<HTMLDivElement>(null);
	useImperativeHandle(ref, () => ({ focus: () => grid.current?.focus() }));
	useEffect(() => {
		document.getElementById(`${id}${active}`)?.scrollIntoView({ block: "nearest" });
	}, [id, active]);
	const onKeyDown = (event: KeyboardEvent) => {
		if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
		const run = runs[active];
		const to = {
			ArrowDown: active + 1,
			j: active + 1,
			ArrowUp: active - 1,
			k: active - 1,
			PageDown: active + PAGE,
			PageUp: active - PAGE,
			Home: 0,
			End: runs.length - 1,
		}[event.key];
		if (to !== undefined) {
			onMove(Math.min(Math.max(to, 0), runs.length - 1));
			grid.current?.focus();
		} else if (run && event.target === event.currentTarget && event.key === "Enter") onOpen(run);
		else return;
		event.preventDefault();
		event.stopPropagation();
	};
	const onClick = (event: MouseEvent) => {
		if (!(event.target instanceof Element)) return;
		const at = event.target.closest<HTMLElement>("[data-index]");
		const run = at && runs[Number(at.dataset.index)];
		if (!run) return;
		onMove(Number(at.dataset.index));
		if (!event.target.closest("button")) onOpen(run);
	};
	return (
		<div
			ref={grid}
			className={css.grid}
			role="grid"
			aria-label={t("campaigns:title")}
			aria-rowcount={runs.length + 1}
			aria-activedescendant={runs.length > 0 ? `${id}${active}` : undefined}
			tabIndex={0}
			onKeyDown={onKeyDown}
		>
			<div role="rowgroup" className={css.headGroup}>
				<div {...ROW} {...{ "aria-rowindex": 1 }} className={css.head}>
					<span {...HEADING}>{t("campaigns:columns.name")}</span>
					<span {...HEADING}>{t("campaigns:columns.state")}</span>
					<span {...HEADING}>{t("campaigns:columns.progress")}</span>
					<span {...HEADING}>
						<span className="hidden">{t("campaigns:columns.actions")}</span>
					</span>
				</div>
			</div>
			{/* biome-ignore lint/a11y/useKeyWithClickEvents: the keys are handled by the grid, which holds the focus */}
			<div role="rowgroup" onClick={onClick}>
				{runs.map((run, index) => (
					<RunRow
						key={run.id}
						id={`${id}${index}`}
						index={index}
						run={run}
						state={words.state(run)}
						when={words.when(run, at, now)}
						controls={controls}
						active={index === active}
					/>
				))}
			</div>
		</div>
	);
}
