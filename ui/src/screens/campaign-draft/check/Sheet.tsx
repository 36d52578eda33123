import { useVirtualizer } from "@tanstack/react-virtual";
import { type KeyboardEvent, useEffect, useId, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { errorText } from "../../../app/errors";
import { type Account, BridgeError, campaignsExportPlan, type ReportFormat, type Template } from "../../../bridge";
import { EmptyState, ErrorBanner, SearchBox, Skeleton, useToast } from "../../../components";
import { ExportMenu } from "../../campaigns/ExportMenu";
import { useSaved } from "../../campaigns/useSaved";
import { type Draft, editsOf } from "../draft";
import type { Planning } from "../usePlan";
import { usePlanWindow } from "../usePlanRows";
import css from "./Check.module.css";
import type { Place } from "./place";
import { SheetRow } from "./SheetRow";
import { useShowWords } from "./useShowWords";

interface Props {
	account: Account;
	draft: Draft;
	planning: Planning;
	template: Template | undefined;
	place: Place;
	onPlace: (place: Place) => void;
}

const ROW = 48;
/** Rows of a page of the keyboard. */
const PAGE = 8;

/** All final messages of a list, to be searched and walked through. */
export function Sheet({ account, draft, planning, template, place, onPlace }: Props) {
	const { t } = useTranslation();
	const words = useShowWords();
	const toast = useToast();
	const say = useSaved();
	const id = useId();
	const scroller = useRef<HTMLDivElement>(null);
	const { show, text, index } = place;
	// The list's length is known from its first window; until then the one before stands.
	const [count, setCount] = useState(0);
	const virtual = useVirtualizer({
		count,
		getScrollElement: () => scroller.current,
		estimateSize: () => ROW,
		overscan: 6,
	});
	const items = virtual.getVirtualItems();
	const range = { first: items[0]?.index ?? 0, last: items.at(-1)?.index ?? 20 };
	const { at, total, error, retry } = usePlanWindow({ account: account.id, planning, show, text }, range);
	if (total !== undefined && total !== count) setCount(total);
	const active = Math.max(0, Math.min(index, count - 1));
	const shown = items.some((item) => item.index === active) ? `${id}-${active}` : undefined;
	const edits = editsOf(draft);

	useEffect(() => {
		if (count > 0) virtual.scrollToIndex(active);
	}, [virtual, active, count]);

	const move = (event: KeyboardEvent) => {
		if (event.ctrlKey || event.metaKey || event.altKey || event.nativeEvent.isComposing) return;
		const inList = event.currentTarget.getAttribute("role") === "listbox";
		const steps: Record<string, number> = {
			ArrowDown: active + 1,
			ArrowUp: active - 1,
			PageDown: active + PAGE,
			PageUp: active - PAGE,
		};
		const ends: Record<string, number> = { Home: 0, End: count - 1 };
		const to = steps[event.key] ?? (inList ? ends[event.key] : undefined);
		if (to === undefined) return;
		event.preventDefault();
		onPlace({ ...place, index: Math.max(0, Math.min(to, count - 1)) });
	};
	const save = async (format: ReportFormat) => {
		if (!planning.plan) return;
		const people = { plan: planning.plan.id, show, text, offset: 0, limit: 0 };
		try {
			say(await campaignsExportPlan(account.id, { format, people }));
		} catch (thrown) {
			if (!(thrown instanceof BridgeError)) throw thrown;
			const told = errorText(thrown, t);
			toast.show({ tone: "danger", text: `${told.title} ${told.text}` });
		}
	};
	const nobody = total === 0;
	return (
		<section className={css.sheet} aria-label={words(show)}>
			<div className={css.tools}>
				<SearchBox
					label={t("newCampaign:sheet.search")}
					placeholder={t("newCampaign:sheet.placeholder")}
					value={text}
					onChange={(next) => onPlace({ show, index: 0, text: next })}
					onEscape={() => scroller.current?.focus()}
					onKeyDown={move}
					aria-controls={`${id}-list`}
					aria-activedescendant={shown}
				/>
				{total ? <ExportMenu onSave={(format) => void save(format)} /> : null}
			</div>
			{error ? <ErrorBanner error={error} onRetry={retry} /> : null}
			{nobody ? (
				<EmptyState title={t(text.trim() ? "newCampaign:sheet.noMatch" : "newCampaign:sheet.none")} text={null} />
			) : null}
			{/* Kept while it is empty: the keyboard may be in it. */}
			<div
				ref={scroller}
				id={`${id}-list`}
				className={css.list}
				role="listbox"
				aria-label={t("newCampaign:sheet.label")}
				aria-activedescendant={shown}
				aria-busy={total === undefined || undefined}
				tabIndex={0}
				hidden={nobody}
				onKeyDown={move}
			>
				{total === undefined && count === 0 ? (
					<div role="presentation" className={css.waiting}>
						<Skeleton width="52%" />
						<Skeleton width="86%" />
						<Skeleton width="44%" />
					</div>
				) : null}
				<div role="presentation" className={css.space} style={{ blockSize: virtual.getTotalSize() }}>
					{items.map((item) => {
						const row = at(item.index);
						return (
							<SheetRow
								key={item.key}
								id={`${id}-${item.index}`}
								top={item.start}
								row={row}
								position={item.index + 1}
								of={count}
								selected={item.index === active}
								plain={template === undefined}
								edited={row !== undefined && row.key in edits}
								onChoose={() => {
									onPlace({ ...place, index: item.index });
									scroller.current?.focus();
								}}
							/>
						);
					})}
				</div>
			</div>
		</section>
	);
}
