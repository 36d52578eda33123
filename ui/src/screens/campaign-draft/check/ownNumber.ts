// The number of one's own that a test went to last, kept until the program ends.
import type { AccountId } from "../../../bridge";

const numbers = new Map<AccountId, string>();

export const ownNumber = (account: AccountId): string => numbers.get(account) ?? "";

export function keepOwnNumber(account: AccountId, phone: string): void {
	numbers.set(account, phone);
}
