import type { Campaign, CampaignRowsRequest, CampaignState, DoNotMessage, Recipient } from "../bridge";
import { type Command, type FakeBridge, refuse } from "./fake-bridge";
import { reasonOf, reasonsOf, runOf, shown, told, verdict } from "./fake-runs";

export const NO_BLOCKS: DoNotMessage = { group: null, people: [] };

/** From which states each step may be made. */
const FROM = {
	pause: ["running"],
	resume: ["paused", "stopped"],
	cancel: ["scheduled", "missed", "running", "paused", "stopped"],
	begin: ["scheduled", "missed"],
} as const satisfies Record<string, readonly CampaignState[]>;

function step(bridge: FakeBridge, id: number, by: keyof typeof FROM, to: CampaignState): Campaign {
	const of = runOf(bridge, id);
	if (!(FROM[by] as readonly CampaignState[]).includes(of.run.state)) refuse("conflict");
	of.run.state = to;
	if (to !== "stopped") of.run.stopped = null;
	if (by === "cancel") {
		of.run.ended_at = new Date().toISOString();
		for (const row of of.rows) if (row.send.state === "planned") row.send.state = "cancelled";
	}
	told(bridge);
	return shown(of);
}

function asked(bridge: FakeBridge, request: CampaignRowsRequest): Recipient[] {
	const text = request.text.trim().toLowerCase();
	const digits = text.replace(/\D/g, "");
	return runOf(bridge, request.campaign).rows.filter((row) => {
		const reason = reasonOf(row);
		if (request.states.length > 0 && !request.states.includes(row.send.state)) return false;
		if (request.reasons.length > 0 && !(reason !== null && request.reasons.includes(reason))) return false;
		const byNumber = digits !== "" && row.send.phone.includes(digits);
		return text === "" || row.name.toLowerCase().includes(text) || byNumber;
	});
}

export function campaignCommands(): Record<string, Command> {
	return {
		campaigns_list: (bridge) => bridge.runs.map(shown),
		campaigns_get: (bridge, { campaign }) => {
			const of = runOf(bridge, campaign);
			return { campaign: shown(of), reasons: reasonsOf(of.rows) };
		},
		campaigns_rows: (bridge, args) => {
			const { request } = args;
			const all = asked(bridge, request);
			const rows = all.slice(request.offset, request.offset + request.limit);
			return { total: all.length, rows: rows.map((row) => ({ ...row, retry: verdict(row) })) };
		},
		campaigns_contacts: (bridge, args) => [...new Set(asked(bridge, args.request).map((row) => row.send.contact))],
		campaigns_pause: (bridge, { campaign }) => step(bridge, campaign, "pause", "paused"),
		campaigns_resume: (bridge, { campaign }) => step(bridge, campaign, "resume", "running"),
		campaigns_cancel: (bridge, { campaign }) => step(bridge, campaign, "cancel", "cancelled"),
		campaigns_pause_all: (bridge) => {
			const running = bridge.runs.filter(({ run }) => run.state === "running");
			for (const { run } of running) run.state = "paused";
			told(bridge);
			return running.length;
		},
		campaigns_reschedule: (bridge, args) => {
			const { request } = args;
			if (request.starts_at === null) return step(bridge, request.campaign, "begin", "running");
			if (Date.parse(request.starts_at) <= Date.now())
				refuse("invalid", { fields: [{ field: "starts_at", code: "not_in_list" }] });
			runOf(bridge, request.campaign).run.starts_at = request.starts_at;
			return step(bridge, request.campaign, "begin", "scheduled");
		},
		campaigns_set_pace: (bridge, args) => {
			const { request } = args;
			const of = runOf(bridge, request.campaign);
			of.run.settings.pace = request.pace;
			told(bridge);
			return shown(of);
		},
		campaigns_retry: (bridge, args) => {
			const { request } = args;
			const of = runOf(bridge, request.campaign);
			const again = of.rows.filter(
				(row) =>
					verdict(row)?.may === "now" &&
					(request.reasons.length === 0 || request.reasons.includes(reasonOf(row) ?? "")) &&
					(request.rows.length === 0 || request.rows.includes(row.send.id)),
			);
			if (again.length === 0 || of.run.state === "cancelled") refuse("conflict");
			for (const row of again) {
				Object.assign(row, { attempt: row.attempt + 1, retry_of: row.send.id, called_at: null });
				Object.assign(row.send, { state: "planned", refusal: null, settled_at: null });
			}
			if (of.run.state === "done") of.run.state = "running";
			told(bridge);
			return shown(of);
		},
		campaigns_export: (bridge, { request: { format, people } }) => ({
			path: `/home/ilse/Downloads/Spring_catalogue.${format}`,
			rows: asked(bridge, people).length,
		}),
		campaigns_do_not_message: (bridge) => bridge.blocked,
		campaigns_block: (bridge, { phone, blocked }) => {
			const digits = `+${phone.replace(/\D/g, "")}`;
			if (digits.length < 8) refuse("invalid", { fields: [{ field: "phone", code: "not_a_phone" }] });
			const others = bridge.blocked.people.filter((one) => one.phone !== digits);
			const entry = { phone: digits, phone_display: digits, added_at: new Date().toISOString() };
			bridge.blocked.people = blocked ? [entry, ...others] : others;
			told(bridge);
			return bridge.blocked;
		},
		campaigns_block_group: (bridge, { group }) => {
			bridge.blocked.group = group;
			return bridge.blocked;
		},
	};
}
