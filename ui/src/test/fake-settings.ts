import type { CertificateFile, DataPlace } from "../bridge";
import { type Command, refuse } from "./fake-bridge";
import { PREFERENCES } from "./fake-data";

/** What the settings ask for beside accounts. */
export function settingsCommands(): Record<string, Command> {
	return {
		network_get: (bridge) => bridge.network,
		network_set_proxy: (bridge, { request }) => {
			const { proxy, address, user } = request;
			if (proxy === "through" && address.trim() === "") {
				refuse("invalid", { fields: [{ field: "address", code: "required" }] });
			}
			bridge.network = { ...bridge.network, proxy, address: address.trim(), user: user.trim() };
			return bridge.network;
		},
		network_put_certificate: (bridge, { name }) => {
			if (!name.endsWith(".pem")) refuse("invalid", { fields: [{ field: "file", code: "wrong_file" }] });
			const certificate: CertificateFile = { name, count: 2 };
			bridge.network = { ...bridge.network, certificate };
			return bridge.network;
		},
		network_drop_certificate: (bridge) => {
			bridge.network = { ...bridge.network, certificate: null };
			return bridge.network;
		},
		data_place: (): DataPlace => ({ folder: "/home/anna/.local/share/cr.wa.desk", bytes: 48_300_000 }),
		data_open_folder: () => null,
		data_delete_all: (bridge) => {
			bridge.accounts = [];
			bridge.active = null;
			bridge.preferences = structuredClone(PREFERENCES);
			return null;
		},
		diagnostics_read: () =>
			"WA.cr Desk 1.0.0 (0123456789)\nlinux x86_64, webview 2.50\n\nLast calls (1)\n  GET contacts 200 41 ms",
		diagnostics_crash: (bridge) => bridge.crash,
		diagnostics_crash_seen: (bridge) => {
			bridge.crash = null;
			return null;
		},
	};
}
