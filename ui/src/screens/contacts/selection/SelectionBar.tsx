import {
	BookmarkMinus,
	BookmarkPlus,
	CircleDot,
	ListPlus,
	type LucideIcon,
	Send,
	Signpost,
	Trash2,
	X,
} from "lucide-react";
import { type KeyboardEvent, useLayoutEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import type { SelectionPart } from "../../../bridge";
import { Button, cx, IconButton, Tooltip } from "../../../components";
import css from "./SelectionBar.module.css";
import type { BulkAction } from "./useBulk";
import type { Selecting } from "./useSelection";

const ICONS: Record<BulkAction, LucideIcon> = {
	send: Send,
	add: BookmarkPlus,
	remove: BookmarkMinus,
	status: CircleDot,
	source: Signpost,
	several: ListPlus,
	delete: Trash2,
};
export const KEYS: Partial<Record<BulkAction, string>> = {
	send: "T",
	add: "G",
	remove: "Shift+G",
	status: "S",
	source: "O",
	delete: "Delete",
};
/** px of its own width. */
const WORDS_FROM = 700;
const ORDER: readonly BulkAction[] = ["send", "add", "remove", "status", "source", "several", "delete"];

interface Props {
	selecting: Selecting;
	/** Rows of the list on screen. */
	total: number;
	/** The list on screen is a part of the selection itself. */
	part: SelectionPart | null;
	onPart: (part: SelectionPart | null) => void;
	onAction: (action: BulkAction) => void;
}

/** What can be done with the ticked: below the list, so that no row moves when it comes. */
export function SelectionBar({ selecting, total, part, onPart, onAction }: Props) {
	const { t } = useTranslation();
	const bar = useRef<HTMLDivElement>(null);
	const { selection, within } = selecting;
	// One stop of the keyboard; the arrows go from button to button, and Esc is the grid's.
	const press = (event: KeyboardEvent) => {
		const stops = [...(bar.current?.querySelectorAll<HTMLElement>("button") ?? [])];
		const at = stops.indexOf(document.activeElement as HTMLElement);
		const turned = document.dir === "rtl" ? -1 : 1;
		const to = {
			ArrowRight: at + turned,
			ArrowLeft: at - turned,
			Home: 0,
			End: stops.length - 1,
		}[event.key];
		if (to === undefined || at < 0) return;
		event.preventDefault();
		stops[(to + stops.length) % stops.length]?.focus();
	};
	const elsewhere = within && part === null ? selection.total - within.selected : 0;
	const more = within && part === null && within.selected < total;
	const link = (key: string, text: string, onClick: () => void, name?: string) => (
		<button key={key} type="button" className={cx("link", css.link)} aria-label={name} onClick={onClick}>
			{text}
		</button>
	);
	const links = [
		...(more
			? [link("all", t("selection:all", { count: total }), selecting.tickAll, t("selection:allName", { count: total }))]
			: []),
		...(elsewhere > 0 ? [link("show", t("selection:show"), () => onPart("selected"))] : []),
		...(selection.left_out > 0 && part !== "left_out"
			? [link("left", t("selection:leftOut", { count: selection.left_out }), () => onPart("left_out"))]
			: []),
	];
	// The words of the buttons go when they do not fit, whatever the language; below 700 px in any case.
	// biome-ignore lint/correctness/useExhaustiveDependencies: another text is another width
	useLayoutEffect(() => {
		const it = bar.current;
		if (!it) return;
		const tighten = () => {
			it.removeAttribute("data-tight");
			if (it.clientWidth < WORDS_FROM || it.scrollWidth > it.clientWidth) it.setAttribute("data-tight", "");
		};
		tighten();
		const observer = new ResizeObserver(tighten);
		observer.observe(it);
		return () => observer.disconnect();
	}, [selection, within, total, part, t]);
	return (
		<div
			ref={bar}
			className={css.bar}
			role="toolbar"
			aria-label={t("selection:toolbar")}
			onKeyDown={press}
			data-region="selection"
		>
			<span className={css.told}>
				<span className={css.count} role="status">
					{t("selection:count", { count: selection.total })}
					{elsewhere > 0 ? (
						<span className={css.elsewhere}>{t("selection:elsewhere", { count: elsewhere })}</span>
					) : null}
				</span>
				{links.length > 0 ? <span className={css.links}>{links}</span> : null}
			</span>
			<span className="grow" />
			{ORDER.map((action) => {
				const Icon = ICONS[action];
				const label = t(`selection:action.${action}`);
				return (
					<Tooltip key={action} side="top" content={label} keys={KEYS[action]}>
						<Button
							variant={action === "send" ? "secondary" : "quiet"}
							className={cx(css.action, action === "delete" && css.danger, action === "several" && css.wordless)}
							icon={<Icon aria-hidden="true" />}
							aria-label={label}
							aria-keyshortcuts={KEYS[action]}
							onClick={() => onAction(action)}
						>
							<span className={css.word}>{label}</span>
						</Button>
					</Tooltip>
				);
			})}
			<IconButton
				label={t("selection:clear")}
				keys="Escape"
				icon={<X aria-hidden="true" />}
				onClick={selecting.clear}
			/>
		</div>
	);
}
