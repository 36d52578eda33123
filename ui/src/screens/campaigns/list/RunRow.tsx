import { memo } from "react";
import { useTranslation } from "react-i18next";
import type { Campaign } from "../../../bridge";
import { StatusDot } from "../../../components";
import { RunBar } from "../RunBar";
import { RunButtons } from "../RunButtons";
import { settled, toneOf } from "../states";
import type { Controls } from "../useControls";
import css from "./RunsGrid.module.css";

interface Props {
	id: string;
	index: number;
	run: Campaign;
	/** In words. */
	state: string;
	when: string;
	controls: Controls;
	active: boolean;
}

// The grid holds the focus and names its row by `aria-activedescendant`, so none of these is focused itself.
const ROW = { role: "row" } as const;
const CELL = { role: "gridcell" } as const;

export const RunRow = memo(
	function RunRow({ id, index, run, state, when, controls, active }: Props) {
		const { t } = useTranslation();
		const name = `${id}-name`;
		const { people } = run.totals;
		return (
			<div
				{...ROW}
				{...{ "aria-rowindex": index + 2 }}
				id={id}
				className={css.row}
				data-index={index}
				data-active={active || undefined}
			>
				<span {...CELL} className={css.name}>
					<bdi id={name} className="cut medium" title={run.name}>
						{run.name}
					</bdi>
					<span className={css.second}>
						<bdi className="cut">{run.template.name}</bdi> <span>{run.template.language}</span>
					</span>
				</span>
				<span {...CELL} className={css.state}>
					<span className={css.stateLine}>
						<StatusDot tone={toneOf(run)} /> <span>{state}</span>
					</span>
					<span className={css.second}>{when}</span>
				</span>
				<span {...CELL} className={css.progress}>
					<span className={css.count}>{t("campaigns:progress.of", { done: settled(run.totals), people })}</span>
					<RunBar name={run.name} totals={run.totals} />
				</span>
				<span {...CELL} className={css.actions}>
					<RunButtons run={run} controls={controls} row={{ tabIndex: active ? 0 : -1, "aria-describedby": name }} />
				</span>
			</div>
		);
	},
	// The controls are made anew at each render and do the same; a run that did not change is the same object.
	(one, other) =>
		one.run === other.run &&
		one.state === other.state &&
		one.when === other.when &&
		one.active === other.active &&
		one.index === other.index,
);
