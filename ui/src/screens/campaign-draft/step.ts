import type { Account } from "../../bridge";
import type { Change, Draft } from "./draft";
import type { Planning } from "./usePlan";

/** What every step has. */
export interface StepProps {
	account: Account;
	draft: Draft;
	change: (change: Change) => void;
	planning: Planning;
}
