import { lazy, type ReactNode, Suspense, useCallback, useState } from "react";
import { type NewCampaign, NewCampaignProvider } from "../../app/newCampaign";
import { useAccount } from "../../app/session";
import type { AccountId } from "../../bridge";

const CampaignDialog = lazy(() => import("./CampaignDialog").then((module) => ({ default: module.CampaignDialog })));

interface Opening {
	key: number;
	account: AccountId;
	start: NewCampaign;
}

/** Round all screens of an account: any of them may open the dialog. Each opening starts afresh. */
export function NewCampaignArea({ children }: { children: ReactNode }) {
	const account = useAccount();
	const [opening, setOpening] = useState<Opening | null>(null);
	const [open, setOpen] = useState(false);
	const start = useCallback(
		(next: NewCampaign) => {
			setOpening((before) => ({ key: (before?.key ?? 0) + 1, account: account.id, start: next }));
			setOpen(true);
		},
		[account.id],
	);
	return (
		<NewCampaignProvider value={start}>
			{children}
			{/* Nothing of one account is left standing in another. */}
			{opening?.account === account.id ? (
				<Suspense>
					<CampaignDialog
						key={opening.key}
						name={String(opening.key)}
						account={account}
						open={open}
						onOpenChange={setOpen}
						start={opening.start}
					/>
				</Suspense>
			) : null}
		</NewCampaignProvider>
	);
}
