import { useNavigate } from "@tanstack/react-router";
import { Ban, CirclePause, Pause, Plus, Search } from "lucide-react";
import { useEffect, useMemo, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { useAction, useTaught } from "../../app/actions";
import { useNewCampaign } from "../../app/newCampaign";
import { useAccount } from "../../app/session";
import { useNow } from "../../app/time";
import type { Campaign } from "../../bridge";
import { Button, SearchBox, useToast } from "../../components";
import { rescueFocus } from "../../components/focus";
import frame from "../frame.module.css";
import { BlockDialog } from "./block/BlockDialog";
import css from "./CampaignsScreen.module.css";
import { Face } from "./list/Face";
import { type GridHandle, RunsGrid } from "./list/RunsGrid";
import { canPause, canResume, countdown } from "./states";
import { useControls } from "./useControls";
import { useRuns } from "./useRuns";
import { useRunWords } from "./useRunWords";

/** Every run with this in its name or its template's. */
export function filtered(runs: readonly Campaign[], text: string): readonly Campaign[] {
	const wanted = text.trim().toLowerCase();
	if (wanted === "") return runs;
	return runs.filter((run) => `${run.name}\n${run.template.name}`.toLowerCase().includes(wanted));
}

/** All runs, newest first. */
export function CampaignsScreen() {
	const { t } = useTranslation();
	const navigate = useNavigate();
	const toast = useToast();
	const { id: account } = useAccount();
	const newCampaign = useNewCampaign();
	const { runs, at, ready, error, retry } = useRuns(account);
	const controls = useControls();
	const words = useRunWords();
	const [filter, setFilter] = useState("");
	const [blocking, setBlocking] = useState(0);
	const [blockOpen, setBlockOpen] = useState(false);
	const [current, setCurrent] = useState<number | null>(null);
	const grid = useRef<GridHandle>(null);
	const search = useRef<HTMLInputElement>(null);
	const shown = useMemo(() => filtered(runs, filter), [runs, filter]);
	// Seconds are shown only while something is counted down.
	const counts = runs.some((run) => countdown(run, Date.now()) !== null);
	const now = useNow(counts ? 1_000 : 15_000).getTime();
	const active = Math.max(
		0,
		shown.findIndex((run) => run.id === current),
	);
	const run = shown[active];
	const hasRows = shown.length > 0;
	useEffect(() => {
		if (hasRows) rescueFocus();
	}, [hasRows]);

	const open = (one: Campaign) => void navigate({ to: "/campaigns/$campaign", params: { campaign: String(one.id) } });
	const pauseAll = async () => {
		const held = await controls.pauseAll();
		if (held !== undefined) toast.show({ text: t("campaigns:toast.paused", { count: held }) });
	};
	const block = () => {
		setBlocking((before) => before + 1);
		setBlockOpen(true);
	};
	const running = runs.some(canPause);
	useAction({
		id: "campaigns.new",
		label: t("campaigns:new"),
		keys: "N",
		icon: <Plus aria-hidden="true" />,
		rank: 0,
		run: () => newCampaign({}),
	});
	useAction({
		id: "campaigns.filter",
		label: t("campaigns:filter"),
		keys: "/",
		icon: <Search aria-hidden="true" />,
		rank: 0,
		run: () => search.current?.focus(),
	});
	useAction({
		id: "campaigns.open",
		label: t("campaigns:open"),
		keys: "Enter",
		of: run?.name,
		when: run !== undefined,
		elsewhere: true,
		run: () => run && open(run),
	});
	useAction({
		id: "campaigns.toggle",
		label: t(run && canResume(run) ? "campaigns:action.resume" : "campaigns:action.pause"),
		keys: "P",
		of: run?.name,
		icon: <Pause aria-hidden="true" />,
		when: run !== undefined && (canPause(run) || canResume(run)),
		run: () => run && controls.toggle(run),
	});
	useAction({
		id: "campaigns.pauseAll",
		label: t("campaigns:pauseAll"),
		icon: <CirclePause aria-hidden="true" />,
		when: running,
		run: () => void pauseAll(),
	});
	useAction({
		id: "campaigns.doNotMessage",
		label: t("campaigns:doNotMessage"),
		icon: <Ban aria-hidden="true" />,
		run: block,
	});
	useTaught("ArrowUp ArrowDown", { label: t("campaigns:keys.move"), when: hasRows });
	useTaught("Home End", { label: t("campaigns:keys.ends"), when: hasRows });

	const isEmpty = ready && runs.length === 0;
	return (
		<main className={frame.screen} data-region="screen">
			<header className={frame.bar}>
				<h1 className={frame.title} tabIndex={-1}>
					{t("campaigns:title")}
				</h1>
				{runs.length > 0 ? (
					<span className={frame.count}>
						{filter.trim()
							? t("campaigns:shownOf", { shown: shown.length, all: runs.length })
							: t("campaigns:count", { count: runs.length })}
					</span>
				) : null}
				<SearchBox
					ref={search}
					className={css.search}
					label={t("campaigns:filter")}
					placeholder={t("campaigns:filterPlaceholder")}
					keys="/"
					value={filter}
					onChange={setFilter}
					onEscape={() => grid.current?.focus()}
				/>
				<span className="grow" />
				<Button variant="quiet" icon={<Ban aria-hidden="true" className="icon-s" />} onClick={block}>
					{t("campaigns:doNotMessage")}
				</Button>
				<Button disabledReason={running ? null : t("campaigns:pauseAllNone")} onClick={() => void pauseAll()}>
					{t("campaigns:pauseAll")}
				</Button>
				{/* One filled button a view: with no rows it stands in the middle. */}
				<Button variant={isEmpty ? "secondary" : "primary"} keys="N" onClick={() => newCampaign({})}>
					{t("campaigns:new")}
				</Button>
			</header>
			{hasRows ? (
				<RunsGrid
					ref={grid}
					runs={shown}
					at={at}
					now={now}
					words={words}
					controls={controls}
					active={active}
					onMove={(index) => setCurrent(shown[index]?.id ?? null)}
					onOpen={open}
				/>
			) : (
				<div className={frame.face}>
					<Face
						ready={ready}
						error={error}
						onRetry={retry}
						filter={runs.length > 0 ? filter : ""}
						onClear={() => {
							setFilter("");
							search.current?.focus();
						}}
						onNew={() => newCampaign({})}
					/>
				</div>
			)}
			{controls.dialogs}
			{blocking > 0 ? (
				<BlockDialog key={blocking} account={account} open={blockOpen} onOpenChange={setBlockOpen} />
			) : null}
		</main>
	);
}
