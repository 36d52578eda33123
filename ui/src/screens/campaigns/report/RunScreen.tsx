import { useNavigate, useParams } from "@tanstack/react-router";
import { ArrowLeft, FileDown, Pause, RotateCcw, Search } from "lucide-react";
import { useEffect, useMemo, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { useAction, useTaught } from "../../../app/actions";
import { errorText } from "../../../app/errors";
import { useAccount } from "../../../app/session";
import { type AccountId, BridgeError, type CampaignReport, type Recipient } from "../../../bridge";
import { Button, EmptyState } from "../../../components";
import { rescueFocus } from "../../../components/focus";
import frame from "../../frame.module.css";
import { PersonPane } from "../rows/PersonPane";
import type { GridHandle } from "../rows/RecipientGrid";
import type { Asked } from "../rows/useRecipients";
import { canPause, canResume, type Slice, STATES_OF } from "../states";
import { useControls } from "../useControls";
import { useRun } from "../useRuns";
import { useRunWords } from "../useRunWords";
import { About } from "./About";
import { People } from "./People";
import { RunBanner } from "./RunBanner";
import { RunHead } from "./RunHead";
import { RunProgress } from "./RunProgress";
import css from "./RunScreen.module.css";
import { Tiles } from "./Tiles";
import { useSliceActions } from "./useSliceActions";

/** The report of the run that is named in the address. */
export function RunScreen() {
	const { campaign } = useParams({ strict: false });
	const id = Number(campaign);
	// Each run has its own place, filter and dialogs.
	return <Loaded key={id} id={id} />;
}

export function Loaded({ id }: { id: number }) {
	const { t } = useTranslation();
	const navigate = useNavigate();
	const { id: account } = useAccount();
	const { report, at, error, retry } = useRun(account, id);
	const here = report !== undefined;
	useEffect(() => {
		if (here) rescueFocus();
	}, [here]);
	if (report) return <Report account={account} report={report} at={at} />;
	const gone = error instanceof BridgeError && error.code === "not_found";
	const words = error instanceof BridgeError ? errorText(error, t) : null;
	const back = <Button onClick={() => void navigate({ to: "/campaigns" })}>{t("campaigns:face.back")}</Button>;
	return (
		<main className={frame.screen} data-region="screen">
			<div className={frame.face}>
				{error ? (
					<EmptyState
						role="alert"
						title={gone ? t("campaigns:face.gone") : t("campaigns:face.errorTitle")}
						text={gone ? t("campaigns:face.goneText") : words ? `${words.title} ${words.text}` : null}
						action={gone ? back : <Button onClick={retry}>{t("common:tryAgain")}</Button>}
					/>
				) : (
					<EmptyState role="status" title={t("campaigns:face.loading")} text={t("campaigns:face.loadingText")} />
				)}
			</div>
		</main>
	);
}

/** Wide enough for the pane beside the people without being asked. */
const ROOM = 1100;

function Report({ account, report, at }: { account: AccountId; report: CampaignReport; at: number }) {
	const { t } = useTranslation();
	const navigate = useNavigate();
	const controls = useControls();
	const words = useRunWords();
	const { campaign: run } = report;
	const [slice, setSlice] = useState<Slice>("all");
	const [reason, setReason] = useState<string | null>(null);
	const [text, setText] = useState("");
	const [active, setActive] = useState(0);
	const [opened, setOpened] = useState<Recipient | null>(null);
	const [about, setAbout] = useState(() => window.innerWidth >= ROOM);
	const grid = useRef<GridHandle>(null);
	const search = useRef<HTMLInputElement>(null);
	const asked: Asked = useMemo(
		() => ({ campaign: run.id, states: STATES_OF[slice], reasons: reason === null ? [] : [reason], text }),
		[run.id, slice, reason, text],
	);
	const actions = useSliceActions(account, report, asked, controls, words);
	const ask = (next: { slice?: Slice; reason?: string | null; text?: string }) => {
		if (next.slice !== undefined) setSlice(next.slice);
		if (next.reason !== undefined) setReason(next.reason);
		if (next.text !== undefined) setText(next.text);
		setActive(0);
	};
	const close = () => {
		setOpened(null);
		grid.current?.focus();
	};
	const toList = () => void navigate({ to: "/campaigns" });
	useAction({
		id: "run.toggle",
		label: t(canResume(run) ? "campaigns:action.resume" : "campaigns:action.pause"),
		keys: "P",
		icon: <Pause aria-hidden="true" />,
		rank: 0,
		when: canPause(run) || canResume(run),
		run: () => controls.toggle(run),
	});
	useAction({
		id: "run.search",
		label: t("campaigns:rows.search"),
		keys: "/",
		icon: <Search aria-hidden="true" />,
		rank: 0,
		run: () => search.current?.focus(),
	});
	useAction({
		id: "run.retry",
		label: t("campaigns:action.retry"),
		icon: <RotateCcw aria-hidden="true" />,
		when: actions.retryReason === null,
		run: () => actions.retry(null),
	});
	useAction({
		id: "run.exportCsv",
		label: t("campaigns:export.asCsv"),
		icon: <FileDown aria-hidden="true" />,
		run: () => actions.save("csv"),
	});
	useAction({
		id: "run.exportXlsx",
		label: t("campaigns:export.asXlsx"),
		icon: <FileDown aria-hidden="true" />,
		run: () => actions.save("xlsx"),
	});
	useAction({
		id: "run.back",
		label: t("campaigns:action.back"),
		icon: <ArrowLeft aria-hidden="true" />,
		run: toList,
	});
	useTaught("ArrowUp ArrowDown", { label: t("campaigns:keys.rows") });
	useTaught("Enter", { label: t("campaigns:keys.openRow") });

	return (
		<main className={frame.screen} data-region="screen">
			<RunHead
				run={run}
				words={words}
				controls={controls}
				retryReason={actions.retryReason}
				onRetry={() => actions.retry(null)}
				about={about}
				onAbout={() => {
					setAbout(!about || opened !== null);
					setOpened(null);
				}}
			/>
			<RunBanner run={run} words={words} />
			<RunProgress account={account} run={run} at={at} words={words} controls={controls} />
			<Tiles totals={run.totals} value={slice} onChange={(next) => ask({ slice: next, reason: null })} />
			<div className={css.body}>
				<People
					account={account}
					report={report}
					asked={asked}
					reason={reason}
					words={words}
					slice={actions}
					grid={grid}
					search={search}
					active={active}
					open={opened?.send.id ?? null}
					onText={(next) => ask({ text: next })}
					onReason={(next) => ask({ reason: next })}
					onEverybody={() => ask({ slice: "all", reason: null, text: "" })}
					onMove={(index, row) => {
						setActive(index);
						if (opened && row) setOpened(row);
					}}
					onOpen={setOpened}
					onClose={close}
					onFocusGrid={() => grid.current?.focus()}
				/>
				{opened ? (
					<aside className={css.aside} data-region="detail">
						<PersonPane
							key={opened.position}
							account={account}
							run={run}
							opened={opened}
							words={words}
							onRetry={(row) => void controls.retry(run.id, [], [row.send.id])}
							onClose={close}
						/>
					</aside>
				) : about ? (
					<aside className={css.aside} aria-label={t("campaigns:action.about")} data-region="detail">
						<About
							report={report}
							words={words}
							reason={reason}
							onReason={(one) =>
								one.reason === reason
									? ask({ reason: null })
									: ask({ slice: one.state === "skipped" ? "skipped" : "refused", reason: one.reason, text: "" })
							}
						/>
					</aside>
				) : null}
			</div>
			{controls.dialogs}
			{actions.dialogs}
		</main>
	);
}
