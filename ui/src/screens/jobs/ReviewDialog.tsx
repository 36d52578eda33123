import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { keys } from "../../app/query";
import {
	type AccountId,
	BridgeError,
	type Job,
	type JobPlan,
	type JobPlanRequest,
	jobsPlan,
	jobsStart,
} from "../../bridge";
import { Banner, Button, Dialog, DialogBody, ErrorBanner, Skeleton, TextField } from "../../components";
import { useLists } from "../contacts/lists";
import { Cost } from "./Cost";
import { Preview } from "./Preview";
import css from "./Review.module.css";
import { type JobWords, useJobWords } from "./useJobWords";

export interface ReviewDialogProps {
	account: AccountId;
	open: boolean;
	onOpenChange: (open: boolean) => void;
	request: JobPlanRequest;
	/** Who: `12 contacts`, or a name. */
	of: string;
	/** Jobs there are, for the words of an undo. */
	jobs?: readonly Job[];
	onStarted?: (job: Job) => void;
}

/** What a job will do, to whom and at what price, before its first call. Each opening is a new element. */
export function ReviewDialog({ account, open, onOpenChange, request, of, jobs, onStarted }: ReviewDialogProps) {
	const { t } = useTranslation();
	const client = useQueryClient();
	const { names } = useLists(account);
	const words = useJobWords(names);
	const [opening] = useState(() => `${Date.now()}-${Math.random()}`);
	const plan = useQuery({
		// Not under `jobs`: a plan stays what it was when it was shown, whatever runs meanwhile.
		queryKey: [account, "job-plan", opening],
		queryFn: () => jobsPlan(account, request),
		enabled: open,
		gcTime: 0,
	});
	const [typed, setTyped] = useState("");
	const [busy, setBusy] = useState(false);
	const [refused, setRefused] = useState<BridgeError>();
	const cancel = useRef<HTMLButtonElement>(null);
	const go = useRef<HTMLButtonElement>(null);
	const { change } = request;
	const deletes = change.kind === "delete";
	const data = plan.data;
	const why = data ? whyNot(data, typed, t) : null;
	const start = async () => {
		if (!data || why !== null || busy) return;
		setBusy(true);
		setRefused(undefined);
		try {
			const job = await jobsStart(account, { plan: data.id, typed: data.type_count ? Number(typed.trim()) : null });
			void client.invalidateQueries({ queryKey: keys.jobs(account), exact: true });
			onOpenChange(false);
			onStarted?.(job);
		} catch (error) {
			if (!(error instanceof BridgeError)) throw error;
			setRefused(error);
		} finally {
			setBusy(false);
		}
	};
	// With a reason to wait it is another button, so the focus may have gone with the one before.
	useEffect(() => {
		if (open && why !== undefined && document.activeElement === document.body) go.current?.focus();
	}, [open, why]);
	const failure = refused ?? (plan.error instanceof BridgeError ? plan.error : undefined);
	return (
		<Dialog
			open={open}
			onOpenChange={onOpenChange}
			question={deletes}
			title={titleOf(change.kind, of, t)}
			width={deletes ? 520 : 640}
			initialFocus={deletes ? cancel : go}
			footer={
				<>
					<Button ref={cancel} variant="quiet" size="large" keys="Escape" onClick={() => onOpenChange(false)}>
						{t("common:cancel")}
					</Button>
					<Button
						ref={go}
						variant={deletes ? "danger" : "primary"}
						size="large"
						busy={busy || plan.isFetching}
						disabledReason={why}
						onClick={() => void start()}
					>
						{t(`jobs:review.go.${change.kind}`)}
					</Button>
				</>
			}
		>
			<DialogBody>
				{deletes ? null : <p className={css.what}>{words.change(change, jobs)}</p>}
				{failure ? (
					<ErrorBanner
						boxed
						error={failure}
						onRetry={() => {
							setRefused(undefined);
							void plan.refetch();
						}}
					/>
				) : null}
				{data ? (
					<Plan
						plan={data}
						words={words}
						typed={typed}
						onTyped={setTyped}
						onEnter={() => void start()}
						account={account}
					/>
				) : plan.isPending ? (
					<div role="status" className={css.wait}>
						<span className="hidden">{t("jobs:review.looking")}</span>
						<Skeleton width="70%" />
						<Skeleton width="50%" />
					</div>
				) : null}
			</DialogBody>
		</Dialog>
	);
}

type T = ReturnType<typeof useTranslation>["t"];

function titleOf(kind: JobPlanRequest["change"]["kind"], name: string, t: T): string {
	return t(`jobs:review.title.${kind}`, { name });
}

/** Why it cannot begin. */
function whyNot(plan: JobPlan, typed: string, t: T): string | null {
	if (plan.missing_scope !== null) return t("jobs:review.scope", { scope: plan.missing_scope });
	if (plan.changing === 0 && plan.calls === 0) return t("jobs:review.nothing");
	if (plan.type_count && typed.trim() !== String(plan.people))
		return t("jobs:review.typeFirst", { people: plan.people });
	return null;
}

interface PlanProps {
	account: AccountId;
	plan: JobPlan;
	words: JobWords;
	typed: string;
	onTyped: (typed: string) => void;
	onEnter: () => void;
}

function Plan({ account, plan, words, typed, onTyped, onEnter }: PlanProps) {
	const { t } = useTranslation();
	const { change } = plan;
	return (
		<>
			{plan.missing_scope === null ? null : (
				<Banner tone="danger" boxed>
					{t("jobs:review.scope", { scope: plan.missing_scope })}
				</Banner>
			)}
			<div className={css.facts}>
				<p>
					{t(`jobs:review.changing.${change.kind}`, { count: plan.changing })}
					{plan.unchanged > 0 ? ` ${t(`jobs:review.unchanged.${change.kind}`, { count: plan.unchanged })}` : ""}
				</p>
				{plan.conflicts > 0 ? <p>{t("jobs:review.conflicts", { count: plan.conflicts })}</p> : null}
				{change.kind === "delete" ? <p>{t("jobs:review.deleteText")}</p> : null}
				{change.kind === "merge_groups" ? <p>{t("jobs:review.mergeText")}</p> : null}
				<Cost account={account} plan={plan} words={words} />
			</div>
			{plan.first.length > 0 ? <Preview plan={plan} words={words} /> : null}
			{plan.type_count ? (
				<TextField
					label={t("jobs:review.type", { people: plan.people })}
					value={typed}
					inputMode="numeric"
					dir="ltr"
					autoComplete="off"
					onChange={(event) => onTyped(event.target.value)}
					onKeyDown={(event) => {
						if (event.key === "Enter") onEnter();
					}}
				/>
			) : null}
		</>
	);
}
