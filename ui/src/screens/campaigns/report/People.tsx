import { ChevronDown } from "lucide-react";
import { type Ref, useEffect } from "react";
import { useTranslation } from "react-i18next";
import { errorText } from "../../../app/errors";
import { type AccountId, BridgeError, type CampaignReport, type Recipient } from "../../../bridge";
import { Button, EmptyState, Menu, type MenuItem, SearchBox } from "../../../components";
import { rescueFocus } from "../../../components/focus";
import frame from "../../frame.module.css";
import { ExportMenu } from "../ExportMenu";
import { type GridHandle, RecipientGrid } from "../rows/RecipientGrid";
import { type Asked, useRecipients } from "../rows/useRecipients";
import type { RunWords } from "../useRunWords";
import css from "./RunScreen.module.css";
import type { SliceActions } from "./useSliceActions";

interface Props {
	account: AccountId;
	report: CampaignReport;
	asked: Asked;
	reason: string | null;
	words: RunWords;
	slice: SliceActions;
	grid: Ref<GridHandle>;
	search: Ref<HTMLInputElement>;
	active: number;
	open: number | null;
	onText: (text: string) => void;
	onReason: (reason: string | null) => void;
	onEverybody: () => void;
	onMove: (index: number, row: Recipient | undefined) => void;
	onOpen: (row: Recipient) => void;
	onClose: () => void;
	onFocusGrid: () => void;
}

/** The people of a run that are asked for, and what can be done with them. */
export function People(props: Props) {
	const { account, report, asked, reason, words, slice, active, open } = props;
	const { t } = useTranslation();
	const { total, error, retry } = useRecipients(account, asked);
	const hasRows = total !== undefined && total > 0;
	useEffect(() => {
		if (hasRows) rescueFocus();
	}, [hasRows]);
	// Of the states that are shown only.
	const reasons = report.reasons.filter((one) => asked.states.length === 0 || asked.states.includes(one.state));
	const mine = reasons.filter((one) => reason === null || one.reason === reason);
	const again = mine.reduce((sum, one) => sum + one.retry_now, 0);
	const items: MenuItem[] = [
		...(again > 0 && slice.retryReason === null
			? [{ label: t("campaigns:slice.retry", { count: again }), onSelect: () => slice.retry(reason) }]
			: []),
		{ label: t("campaigns:action.newRun"), onSelect: slice.newRun },
		{ label: t("campaigns:action.toGroup"), onSelect: slice.toGroup },
	];
	return (
		<section className={css.people} aria-label={t("campaigns:rows.grid")}>
			<div className={css.filters}>
				<SearchBox
					ref={props.search}
					className={css.search}
					label={t("campaigns:rows.search")}
					placeholder={t("campaigns:rows.placeholder")}
					keys="/"
					value={asked.text}
					onChange={props.onText}
					onEscape={props.onFocusGrid}
				/>
				{reasons.length > 0 ? (
					<Menu
						label={t("campaigns:reasons.label")}
						trigger={
							<Button variant={reason === null ? "quiet" : "secondary"} className={css.reason}>
								<span className="cut">
									{reason === null
										? t("campaigns:reasons.any")
										: words.reason(
												reason,
												mine.some((one) => one.state === "skipped"),
											)}
								</span>
								<ChevronDown aria-hidden="true" className="icon-s" />
							</Button>
						}
						items={[
							{ label: t("campaigns:reasons.any"), checked: reason === null, onSelect: () => props.onReason(null) },
							...reasons.map((one) => ({
								label: words.reason(one.reason, one.state === "skipped"),
								detail: String(one.count),
								checked: one.reason === reason,
								onSelect: () => props.onReason(one.reason),
							})),
						]}
					/>
				) : null}
				<span className="grow" />
				{hasRows ? (
					<Menu
						label={t("campaigns:slice.label", { count: total })}
						align="end"
						trigger={
							<Button>
								{t("campaigns:slice.label", { count: total })}
								<ChevronDown aria-hidden="true" className="icon-s" />
							</Button>
						}
						items={items}
					/>
				) : null}
				{hasRows ? <ExportMenu onSave={slice.save} /> : null}
			</div>
			{hasRows ? (
				<RecipientGrid
					ref={props.grid}
					account={account}
					asked={asked}
					total={total}
					words={words}
					active={Math.min(active, total - 1)}
					open={open}
					onMove={props.onMove}
					onOpen={props.onOpen}
					onClose={props.onClose}
				/>
			) : (
				<div className={frame.face}>
					{error ? (
						<EmptyState
							role="alert"
							title={t("campaigns:rows.error")}
							text={error instanceof BridgeError ? errorText(error, t).text : null}
							action={<Button onClick={retry}>{t("common:tryAgain")}</Button>}
						/>
					) : total === 0 ? (
						<EmptyState
							role="status"
							title={t("campaigns:rows.none")}
							text={t("campaigns:rows.noneText")}
							action={<Button onClick={props.onEverybody}>{t("campaigns:rows.clear")}</Button>}
						/>
					) : null}
				</div>
			)}
			<footer className={css.foot}>
				{hasRows ? <span className="cut">{t("campaigns:rows.foot", { count: total })}</span> : null}
				<span className={css.note}>{t("campaigns:tiles.note")}</span>
			</footer>
		</section>
	);
}
