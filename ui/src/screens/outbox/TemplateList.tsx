import { CircleSlash, RefreshCw } from "lucide-react";
import { type KeyboardEvent, type Ref, useEffect, useId, useMemo, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { BridgeError, Template } from "../../bridge";
import { Button, cx, EmptyState, ErrorBanner, IconButton, SearchBox, Segment, Skeleton } from "../../components";
import { MEDIA_ICONS } from "./Bubble";
import { type Family, search } from "./families";
import { splitSlots } from "./slots";
import styles from "./TemplateList.module.css";
import { problemKey } from "./words";

export interface TemplateListProps {
	/** Undefined while they are read. */
	families: readonly Family[] | undefined;
	/** The template shown. */
	chosen: Template | undefined;
	/** The language a family opens with. */
	languageOf: (family: Family) => Template;
	/** `on`: and on to its first empty place. */
	onChoose: (family: Family, on?: boolean) => void;
	/** Enter on a template: on to its first empty place. */
	onEnter: () => void;
	onClose: () => void;
	error: BridgeError | null;
	onRetry: () => void;
	/** Asks the server for its templates. */
	onAsk: () => void;
	asking: boolean;
	askError: BridgeError | null;
	searchRef: Ref<HTMLInputElement>;
}

const ALL = "";

/** Every template by name. Arrows move, typing filters; what cannot be sent stands last, with its reason. */
export function TemplateList(props: TemplateListProps) {
	const {
		families,
		chosen,
		languageOf,
		onChoose,
		onEnter,
		onClose,
		error,
		onRetry,
		onAsk,
		asking,
		askError,
		searchRef,
	} = props;
	const { t } = useTranslation();
	const [query, setQuery] = useState("");
	const [category, setCategory] = useState(ALL);
	const id = useId();
	const list = useRef<HTMLDivElement>(null);
	const found = useMemo(() => search(families ?? [], query), [families, query]);
	const shown = category === ALL ? found : found.filter((family) => family.category === category);
	const at = shown.findIndex((family) => family.name === chosen?.name);
	const active = at < 0 ? undefined : `${id}-${at}`;

	useEffect(() => {
		if (active) document.getElementById(active)?.scrollIntoView({ block: "nearest" });
	}, [active]);

	const move = (event: KeyboardEvent) => {
		if (event.ctrlKey || event.metaKey || event.altKey || event.nativeEvent.isComposing) return;
		const steps: Record<string, number> = { ArrowDown: at + 1, ArrowUp: at < 0 ? shown.length - 1 : at - 1 };
		const jumps: Record<string, number> = { Home: 0, End: shown.length - 1 };
		const inList = event.currentTarget.getAttribute("role") === "listbox";
		const to = steps[event.key] ?? (inList ? jumps[event.key] : undefined);
		if (to !== undefined) {
			event.preventDefault();
			const family = shown[Math.min(Math.max(to, 0), shown.length - 1)];
			if (family) onChoose(family);
		} else if (event.key === "Enter") {
			event.preventDefault();
			const first = shown[0];
			if (at >= 0) onEnter();
			else if (first) onChoose(first, true);
		} else if (inList && event.key.length === 1 && event.key !== " ") {
			// Letters typed on the list go on in the search.
			const box = list.current?.parentElement?.querySelector("input");
			box?.focus();
		}
	};

	// A category nothing can be sent from is not worth a tab.
	const able = (families ?? []).filter((family) => family.sendable);
	const categories = [...new Set(able.map((family) => family.category))].sort();
	return (
		<section className={styles.list} aria-label={t("outbox:list.choose")}>
			<div className={styles.tools}>
				<div className={styles.search}>
					<SearchBox
						ref={searchRef}
						label={t("outbox:list.search")}
						placeholder={t("outbox:list.placeholder")}
						value={query}
						onChange={setQuery}
						onEscape={onClose}
						onKeyDown={move}
						aria-controls={shown.length > 0 ? `${id}-list` : undefined}
						aria-activedescendant={active}
					/>
					{families?.length ? (
						<IconButton
							label={t("outbox:list.ask")}
							icon={<RefreshCw aria-hidden="true" className="icon-s" />}
							busy={asking}
							onClick={onAsk}
						/>
					) : null}
				</div>
				{categories.length > 1 ? (
					<div className={styles.categories}>
						<Segment
							label={t("outbox:list.category")}
							value={category}
							onChange={setCategory}
							options={[
								{ value: ALL, label: t("outbox:list.all"), count: found.length },
								...categories.map((value) => ({
									value,
									label: t(`outbox:category.${value}`, value),
									count: found.filter((family) => family.category === value).length,
								})),
							]}
						/>
					</div>
				) : null}
			</div>
			{askError ? <ErrorBanner error={askError} onRetry={onAsk} /> : null}
			{error ? (
				<ErrorBanner error={error} onRetry={onRetry} />
			) : families === undefined ? (
				<Waiting />
			) : families.length === 0 ? (
				<EmptyState
					title={t("outbox:list.noneTitle")}
					text={t("outbox:list.none")}
					action={
						<Button busy={asking} onClick={onAsk}>
							{t("outbox:list.ask")}
						</Button>
					}
				/>
			) : shown.length === 0 ? (
				<EmptyState
					title={t("outbox:list.noMatch")}
					text={null}
					action={
						<Button
							onClick={() => {
								setQuery("");
								setCategory(ALL);
							}}
						>
							{t("outbox:list.clear")}
						</Button>
					}
				/>
			) : (
				<div
					ref={list}
					id={`${id}-list`}
					className={styles.options}
					role="listbox"
					aria-label={t("outbox:list.name")}
					aria-activedescendant={active}
					tabIndex={0}
					onKeyDown={move}
				>
					{shown.map((family, index) => (
						<Option
							key={family.name}
							id={`${id}-${index}`}
							family={family}
							shown={(index === at ? chosen : undefined) ?? languageOf(family)}
							chosen={index === at}
							onChoose={() => onChoose(family)}
						/>
					))}
				</div>
			)}
		</section>
	);
}

interface OptionProps {
	id: string;
	family: Family;
	/** The language whose text stands here. */
	shown: Template;
	chosen: boolean;
	onChoose: () => void;
}

function Option({ id, family, shown, chosen, onChoose }: OptionProps) {
	const { t } = useTranslation();
	const Icon = MEDIA_ICONS[shown.header];
	const reason = family.sendable ? null : shown.problem;
	return (
		// biome-ignore lint/a11y/useKeyWithClickEvents: the listbox has the keys, its options have none
		// biome-ignore lint/a11y/useFocusableInteractive: the focus stays on the listbox, which names the active option
		<div
			id={id}
			role="option"
			aria-selected={chosen}
			className={cx(styles.option, !family.sendable && styles.off)}
			onClick={onChoose}
		>
			<span className={styles.name}>
				<bdi className="cut">{family.name}</bdi>
				{Icon && <Icon className="icon-s" aria-hidden="true" />}
			</span>
			<span className={cx("cut", styles.text)} dir="auto">
				{splitSlots(shown.body).map((part, index) =>
					part.slot === null ? (
						part.text
					) : (
						// biome-ignore lint/suspicious/noArrayIndexKey: parts have no identity but their place
						<span key={index} className={styles.slot}>
							{part.text}
						</span>
					),
				)}
			</span>
			{reason ? (
				<span className={styles.why}>
					<CircleSlash className="icon-s" aria-hidden="true" />
					<span>{t(problemKey(reason))}</span>
				</span>
			) : (
				<span className={styles.meta}>
					<span className={styles.languages}>
						{family.members.map((member) => (
							<span key={member.template_id} className={cx(chosen && member === shown && styles.on)}>
								{member.language}
							</span>
						))}
					</span>
					<span className="faint">{t(`outbox:category.${family.category}`, family.category)}</span>
				</span>
			)}
		</div>
	);
}

function Waiting() {
	const { t } = useTranslation();
	return (
		<div className={styles.waiting} role="status">
			<span className="hidden">{t("outbox:list.loading")}</span>
			{["52%", "64%", "44%", "58%", "70%", "48%"].map((width) => (
				<span key={width} className={styles.waitingRow}>
					<Skeleton width={width} />
					<Skeleton width="86%" />
				</span>
			))}
		</div>
	);
}
