import type { Account, Checked, ConnectRequest, ReplaceTokenRequest } from "../bridge";
import { type Command, type FakeBridge, refuse } from "./fake-bridge";
import { PRACTICE } from "./fake-data";

function find(bridge: FakeBridge, id: string): Account {
	return bridge.accounts.find((account) => account.id === id) ?? refuse("account_unknown");
}

function change(bridge: FakeBridge, id: string, values: Partial<Account>): Account {
	const account = Object.assign(find(bridge, id), values);
	bridge.emit({ type: "accounts_changed" });
	return account;
}

function check(bridge: FakeBridge, request: ConnectRequest): Checked {
	if (!request.token.trim()) refuse("token_missing");
	return {
		server: request.server.trim().replace(/\/+$/, ""),
		name: "Blue Harbour Books",
		plan: "Growth",
		missing_scopes: [],
		clock_ahead: null,
		...bridge.checked,
	};
}

export function accountCommands(): Record<string, Command> {
	return {
		accounts_start: (bridge) => bridge.start,
		accounts_list: (bridge) => bridge.accounts,
		accounts_check: (bridge, { request }) => check(bridge, request),
		accounts_connect: (bridge, args) => {
			const request: ConnectRequest = args.request;
			const { server, name, plan } = check(bridge, request);
			const account: Account = {
				id: `a-${bridge.accounts.length + 1}`,
				name: name ?? server,
				server,
				plan,
				accent: "violet",
				practice: false,
				token: request.session_only ? "session" : "keyring",
				missing_scopes: [],
				clock_ahead: null,
			};
			bridge.accounts.push(account);
			bridge.active = account.id;
			bridge.emit({ type: "accounts_changed" });
			return account;
		},
		accounts_practice: (bridge) => {
			if (!bridge.accounts.some((account) => account.practice)) bridge.accounts.push(structuredClone(PRACTICE));
			bridge.active = PRACTICE.id;
			bridge.emit({ type: "accounts_changed" });
			return find(bridge, PRACTICE.id);
		},
		accounts_switch: (bridge, { account }) => {
			bridge.active = find(bridge, account).id;
			return find(bridge, account);
		},
		accounts_rename: (bridge, { account, name }) => change(bridge, account, { name }),
		accounts_set_accent: (bridge, { account, accent }) => change(bridge, account, { accent }),
		accounts_replace_token: (bridge, args) => {
			const request: ReplaceTokenRequest = args.request;
			return change(bridge, args.account, { token: request.session_only ? "session" : "keyring" });
		},
		accounts_remove: (bridge, { account }) => {
			bridge.accounts = bridge.accounts.filter((one) => one.id !== account);
			if (bridge.active === account) bridge.active = bridge.accounts[0]?.id ?? null;
			bridge.emit({ type: "accounts_changed" });
			return bridge.active;
		},
		sync_status: (bridge) => bridge.sync,
		sync_now: () => null,
		preferences_set: (bridge, { preferences }) => {
			bridge.preferences = preferences;
			return null;
		},
	};
}
