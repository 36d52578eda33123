// Runs before they start. What becomes of them afterwards is played elsewhere.
import type {
	Campaign,
	CampaignDraft,
	ExportPlan,
	PlanCheck,
	PlanRowsRequest,
	SavedReport,
	SendRow,
	StartCampaign,
	TestSend,
} from "../bridge";
import { type Command, refuse } from "./fake-bridge";
import { type FakePlan, makePlan, showOf } from "./fake-plan";

/** As many as Rust keeps. */
const KEPT = 4;

export function planCommands(): Record<string, Command> {
	let plans: FakePlan[] = [];
	const tests = new Set<string>();
	let made = 0;
	let runs = 0;
	const find = (id: string) => plans.find(({ shown }) => shown.id === id) ?? refuse("plan_gone");
	const searched = ({ plan, show, text }: PlanRowsRequest) => {
		const wanted = text.trim().toLowerCase();
		return showOf(find(plan), show).filter((row) =>
			[row.name, row.phone, ...row.rendered.body.map((piece) => piece.text)].join(" ").toLowerCase().includes(wanted),
		);
	};
	return {
		campaigns_plan: (bridge, args) => {
			made += 1;
			const plan = makePlan(bridge, args.draft as unknown as CampaignDraft, `plan-${made}`);
			plans = [...plans, plan].slice(-KEPT);
			return plan.shown;
		},
		campaigns_plan_rows: (_, args) => {
			const request = args.request as unknown as PlanRowsRequest;
			const found = searched(request);
			return { total: found.length, rows: found.slice(request.offset, request.offset + request.limit) };
		},
		campaigns_export_plan: (_, args): SavedReport => {
			const { format, people } = args.request as unknown as ExportPlan;
			const { template } = find(people.plan).shown;
			return { path: `/home/ilse/Downloads/${template.name}.${format}`, rows: searched(people).length };
		},
		campaigns_check: (bridge, args): PlanCheck => {
			const { shown } = find((args as unknown as { plan: string }).plan);
			const now = bridge.templates.find((one) => one.template_id === shown.template.template_id);
			return {
				template: !now
					? { rule: "template_gone" }
					: now.problem
						? { rule: "template_not_sendable", problem: now.problem }
						: now.body === shown.template.body
							? null
							: { rule: "template_changed" },
				conversations_left: bridge.conversationsLeft,
				going: shown.funnel.going,
				estimate: { per_minute: 60, seconds: shown.funnel.going },
				media: bridge.media,
			};
		},
		campaigns_start: (bridge, args): Campaign => {
			const request = args.request as unknown as StartCampaign;
			const plan = find(request.plan);
			const { template, funnel, problems, estimate } = plan.shown;
			if (problems.length > 0) refuse("invalid", { fields: [{ field: "plan", code: "required" }] });
			plans = plans.filter((one) => one !== plan);
			runs += 1;
			bridge.emit({ type: "campaigns_changed", account: args.account });
			const left = plan.people.length - funnel.going;
			return {
				id: runs,
				name: request.name || template.name,
				template,
				settings: {
					slots: {},
					funnel: { messaged_days: null, create_unknown: false, leave_out_unfit: false },
					pace: request.pace,
					stop: request.stop,
				},
				funnel,
				state: "scheduled",
				stopped: null,
				waiting: null,
				starts_at: request.starts_at ?? new Date(Date.now() + request.cancel_window * 1_000).toISOString(),
				created_at: new Date().toISOString(),
				started_at: null,
				ended_at: null,
				totals: {
					people: plan.people.length,
					planned: funnel.going,
					in_flight: 0,
					accepted: 0,
					refused: 0,
					unknown: 0,
					skipped: left,
					cancelled: 0,
				},
				estimate,
			};
		},
		campaigns_send_test: (_, args): SendRow => {
			const request = args.request as unknown as TestSend;
			if (tests.has(request.key)) refuse("already_sent");
			if (request.phone.replace(/\D/g, "").length < 7)
				refuse("invalid", { fields: [{ field: "phone", code: "not_a_phone" }] });
			const { shown, people } = find(request.plan);
			const row = people.find(({ key }) => key === request.row) ?? refuse("not_found");
			tests.add(request.key);
			const refused = request.phone.endsWith("9001");
			const unknown = request.phone.endsWith("9004");
			return {
				id: 9_000 + tests.size,
				contact: 0,
				phone: request.phone,
				template: shown.template.name,
				language: shown.template.language,
				rendered: row.rendered,
				state: refused ? "refused" : unknown ? "unknown" : "accepted",
				delivery: refused || unknown ? null : "not_reported",
				refusal: refused ? { key: "wa_131026", class: "never", detail: null, fields: [] } : null,
				evidence: [],
				created_at: new Date().toISOString(),
				settled_at: null,
				request_id: null,
			};
		},
	};
}
