import { Dialog as Base } from "@base-ui/react/dialog";
import { type KeyboardEvent, useId, useMemo, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { Chip, cx, Kbd, Layer } from "../components";
import { type Action, useAction, useActionList } from "./actions";
import css from "./palette.module.css";

/** Every word of the query begins a word of the label. */
export function finds(label: string, query: string): boolean {
	const words = label.toLocaleLowerCase().split(/[\s,…]+/);
	return query
		.toLocaleLowerCase()
		.split(/\s+/)
		.filter(Boolean)
		.every((part) => words.some((word) => word.startsWith(part)));
}

function List({ actions, onDone }: { actions: readonly Action[]; onDone: (action: Action) => void }) {
	const { t } = useTranslation();
	const id = useId();
	const [query, setQuery] = useState("");
	const [at, setAt] = useState(0);
	const found = useMemo(() => actions.filter((action) => finds(action.label, query)), [actions, query]);
	const of = actions.find((action) => action.of)?.of;
	const current = Math.min(at, found.length - 1);
	const move = (to: number) => {
		const next = (to + found.length) % Math.max(1, found.length);
		setAt(next);
		document.getElementById(`${id}-${next}`)?.scrollIntoView({ block: "nearest" });
	};
	const press = (event: KeyboardEvent) => {
		if (event.key === "ArrowDown") move(current + 1);
		else if (event.key === "ArrowUp") move(current - 1);
		else if (event.key === "Home") move(0);
		else if (event.key === "End") move(found.length - 1);
		else if (event.key === "Enter" && found[current]) onDone(found[current]);
		else return;
		event.preventDefault();
	};
	return (
		<>
			<div className={css.entry}>
				<input
					role="combobox"
					aria-label={t("shell:palette.title")}
					aria-expanded={found.length > 0}
					aria-controls={`${id}-list`}
					aria-activedescendant={found[current] ? `${id}-${current}` : undefined}
					aria-autocomplete="list"
					autoComplete="off"
					spellCheck={false}
					placeholder={t("shell:palette.placeholder")}
					value={query}
					onChange={(event) => {
						setQuery(event.target.value);
						setAt(0);
					}}
					onKeyDown={press}
				/>
				{of ? (
					<Chip>
						<bdi className="cut">{of}</bdi>
					</Chip>
				) : null}
			</div>
			<div className={css.rule} />
			{found.length === 0 ? (
				<p className={css.none} role="status">
					{t("shell:palette.none", { query })}
				</p>
			) : null}
			<div id={`${id}-list`} role="listbox" aria-label={t("shell:palette.title")} className={css.list}>
				{found.map((action, index) => (
					// biome-ignore lint/a11y/useKeyWithClickEvents: the keys are read by the field that keeps the focus
					<div
						key={action.id}
						aria-description={action.of}
						id={`${id}-${index}`}
						role="option"
						tabIndex={-1}
						aria-selected={index === current}
						className={cx(
							css.item,
							index === current && css.current,
							!action.of && found[index - 1]?.of && css.elsewhere,
						)}
						onMouseMove={() => setAt(index)}
						onClick={() => onDone(action)}
					>
						<span className={css.icon}>{action.icon}</span>
						<span className="cut">{action.label}</span>
						{action.keys ? (
							<span className={css.end}>
								<Kbd keys={action.keys} />
							</span>
						) : null}
					</div>
				))}
			</div>
		</>
	);
}

/** Ctrl K: every action by name, teaching its key. */
export function Palette() {
	const { t } = useTranslation();
	const [open, setOpen] = useState(false);
	const actions = useActionList();
	const chosen = useRef<Action | null>(null);
	useAction({
		id: "palette",
		label: t("shell:palette.title"),
		keys: "Ctrl+K",
		run: () => setOpen(true),
		keyOnly: true,
	});
	const listed = useMemo(() => actions.filter((action) => !action.keyOnly && action.layer === 0), [actions]);
	return (
		<Base.Root
			open={open}
			onOpenChange={setOpen}
			onOpenChangeComplete={(now) => {
				// After the focus is back: what runs may open a dialog of its own.
				if (now || !chosen.current) return;
				const { run } = chosen.current;
				chosen.current = null;
				run();
			}}
		>
			<Base.Portal>
				<Base.Backdrop className={css.scrim} />
				<Base.Viewport className={css.viewport}>
					<Base.Popup className={css.palette} aria-label={t("shell:palette.title")}>
						<Layer active={open}>
							<List
								actions={listed}
								onDone={(action) => {
									chosen.current = action;
									setOpen(false);
								}}
							/>
						</Layer>
					</Base.Popup>
				</Base.Viewport>
			</Base.Portal>
		</Base.Root>
	);
}
