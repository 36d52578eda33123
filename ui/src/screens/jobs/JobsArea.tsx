// Jobs on every screen: the line in the sidebar's foot, the panel behind it, and what is said when one ends.
import { ListChecks } from "lucide-react";
import { type RefObject, useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { useAction } from "../../app/actions";
import type { AccountId, Job } from "../../bridge";
import { useLists } from "../contacts/lists";
import { JobsLine } from "./JobsLine";
import { JobsPanel } from "./JobsPanel";
import { ReviewDialog } from "./ReviewDialog";
import { type Known, useEnded } from "./useEnded";
import { canUndo, useJobs } from "./useJobs";
import { useJobWords } from "./useJobWords";
import { useNamesKept } from "./useNamesKept";

export function JobsArea({ account }: { account: AccountId }) {
	const { t } = useTranslation();
	const { jobs, ready, error, retry } = useJobs(account);
	const [panel, setPanel] = useState(false);
	// No job so far: whatever comes is new.
	const known = useRef<Known | null>(null);
	useEffect(() => {
		if (ready && jobs.length === 0) known.current ??= new Map();
	}, [ready, jobs.length]);
	useAction({
		id: "jobs.open",
		label: t("jobs:action.open"),
		icon: <ListChecks aria-hidden="true" />,
		run: () => setPanel(true),
	});
	// The lists are read for their names only when there is something to name.
	if (jobs.length === 0 && !panel) return null;
	return <Jobs {...{ account, jobs, error, retry, panel, setPanel, known }} />;
}

interface Props {
	account: AccountId;
	jobs: readonly Job[];
	error: unknown;
	retry: () => void;
	panel: boolean;
	setPanel: (open: boolean) => void;
	known: RefObject<Known | null>;
}

function Jobs({ account, jobs, error, retry, panel, setPanel, known }: Props) {
	const { t } = useTranslation();
	const lists = useLists(account);
	const words = useJobWords(useNamesKept(lists.names));
	const [undoing, setUndoing] = useState<{ key: number; job: Job } | null>(null);
	const [undoOpen, setUndoOpen] = useState(false);
	const undo = (job: Job) => {
		setPanel(false);
		setUndoing((before) => ({ key: (before?.key ?? 0) + 1, job }));
		setUndoOpen(true);
	};
	useEnded({
		jobs,
		known,
		words,
		ready: lists.ready || lists.error !== undefined,
		onShow: () => setPanel(true),
		onUndo: undo,
	});
	const last = jobs.find((job) => canUndo(job));
	useAction({
		id: "jobs.undo",
		label: t("jobs:action.undoLast", { what: last ? words.change(last.change, jobs) : "" }),
		icon: <ListChecks aria-hidden="true" />,
		when: last !== undefined,
		run: () => last && undo(last),
	});
	return (
		<>
			<JobsLine jobs={jobs} words={words} onOpen={() => setPanel(true)} />
			<JobsPanel
				{...{ account, jobs, error, words }}
				open={panel}
				onOpenChange={setPanel}
				onRetry={retry}
				onUndo={undo}
			/>
			{undoing ? (
				<ReviewDialog
					key={undoing.key}
					account={account}
					open={undoOpen}
					onOpenChange={setUndoOpen}
					request={{ who: { kind: "ids", ids: [] }, change: { kind: "undo", job: undoing.job.id } }}
					of={words.change(undoing.job.change, jobs)}
					jobs={jobs}
				/>
			) : null}
		</>
	);
}
