// Which accounts there are, which one is in front of the person, and their small settings.
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { createContext, type ReactNode, useCallback, useContext, useEffect, useMemo, useState } from "react";
import {
	type Account,
	type AccountId,
	accountsList,
	accountsStart,
	accountsSwitch,
	type Preferences,
	preferencesSet,
	type StartState,
} from "../bridge";
import { keys } from "./query";

interface Session {
	version: string;
	/** What it was built from; empty if that was not known. */
	commit: string;
	/** The settings of before could not be read when the program started. */
	settingsDamaged: boolean;
	accounts: readonly Account[];
	/** The account in front, none before the first one is connected. */
	active: Account | null;
	preferences: Preferences;
	/** Puts an account in front; Rust has made it the active one already. */
	opened: (account: Account) => void;
	/** Asks Rust to make it the active one, then puts it in front. */
	switchTo: (id: AccountId) => Promise<void>;
	/** An account was changed: shown at once, before the event comes. */
	changed: (account: Account) => void;
	/** An account was removed; the one that is in front now. */
	removed: (id: AccountId, next: AccountId | null) => void;
	prefer: (change: Partial<Preferences>) => void;
	/** Everything was deleted: as at the first start. */
	restart: () => Promise<void>;
}

const SessionContext = createContext<Session | null>(null);

/** Puts `account` in place of its older self, else at the end. */
function put(accounts: readonly Account[], account: Account): Account[] {
	const known = accounts.some((one) => one.id === account.id);
	return known ? accounts.map((one) => (one.id === account.id ? account : one)) : [...accounts, account];
}

export function SessionProvider({ start, children }: { start: StartState; children: ReactNode }) {
	const client = useQueryClient();
	const [activeId, setActiveId] = useState(start.active);
	const [preferences, setPreferences] = useState(start.preferences);
	const { data: accounts } = useQuery({
		queryKey: keys.accounts,
		queryFn: accountsList,
		initialData: start.accounts,
		staleTime: Number.POSITIVE_INFINITY,
	});

	const changed = useCallback(
		(account: Account) => client.setQueryData<Account[]>(keys.accounts, (all) => put(all ?? [], account)),
		[client],
	);
	const opened = useCallback(
		(account: Account) => {
			changed(account);
			setActiveId(account.id);
		},
		[changed],
	);
	const switchTo = useCallback(async (id: AccountId) => opened(await accountsSwitch(id)), [opened]);
	const removed = useCallback(
		(id: AccountId, next: AccountId | null) => {
			client.setQueryData<Account[]>(keys.accounts, (all) => (all ?? []).filter((one) => one.id !== id));
			client.removeQueries({ queryKey: [id] });
			setActiveId((current) => (current === id ? next : current));
		},
		[client],
	);
	const prefer = useCallback((change: Partial<Preferences>) => {
		setPreferences((now) => {
			const next = { ...now, ...change };
			return JSON.stringify(next) === JSON.stringify(now) ? now : next;
		});
	}, []);

	const restart = useCallback(async () => {
		const fresh = await accountsStart();
		client.clear();
		client.setQueryData<Account[]>(keys.accounts, fresh.accounts);
		setPreferences(fresh.preferences);
		setActiveId(fresh.active);
	}, [client]);

	// Saved after the screen has changed; a preference that cannot be saved is only forgotten.
	const [saved, setSaved] = useState(preferences);
	useEffect(() => {
		if (saved === preferences) return;
		setSaved(preferences);
		preferencesSet(preferences).catch(() => undefined);
	}, [preferences, saved]);

	const active = accounts.find((one) => one.id === activeId) ?? null;
	const { version, commit, settings_damaged: settingsDamaged } = start;
	const session = useMemo(
		() => ({
			version,
			commit,
			settingsDamaged,
			accounts,
			active,
			preferences,
			opened,
			switchTo,
			changed,
			removed,
			prefer,
			restart,
		}),
		[
			version,
			commit,
			settingsDamaged,
			accounts,
			active,
			preferences,
			opened,
			switchTo,
			changed,
			removed,
			prefer,
			restart,
		],
	);
	return <SessionContext value={session}>{children}</SessionContext>;
}

export function useSession(): Session {
	const session = useContext(SessionContext);
	if (!session) throw new Error("useSession outside SessionProvider");
	return session;
}

/** The account in front. Only for screens of the shell, which shows none without an account. */
export function useAccount(): Account {
	const { active } = useSession();
	if (!active) throw new Error("useAccount without an account");
	return active;
}

export function useAccounts(): readonly Account[] {
	return useSession().accounts;
}
