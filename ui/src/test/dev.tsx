// For looking only, never built: the whole UI on the fake bridge. `npm run dev`, then /dev.html with, if wished,
// ?first ?practice ?theme=dark ?contrast ?density=compact ?contacts=1184 ?sync=filling ?account=token:none
// ?lists=500 (or 0; groups, sources and statuses, names in many scripts) ?checked (a token with remarks) ?fail=accounts_check:token_expired
// ?views=1 ?form (a paste with something in it, an edit that meets another) ?templates (or =0, =2000; a Refresh finds changes)
// ?campaign=who|message|check|send (the dialog of a new run at that step; ?left=12 conversations)
// ?runs (a run in each state; ?runs=5000 people in the first)
import { createRoot } from "react-dom/client";
import { App } from "../app/app";
import { type ErrorCode, type FilterTest, useTransport as putTransport, type SyncState, type Theme } from "../bridge";
import { seedRuns } from "./dev-runs";
import { FakeBridge } from "./fake-bridge";
import { PRACTICE } from "./fake-data";
import { makeTemplate, shopTemplates, shopTemplatesLater } from "./fake-templates";
import "../theme/tokens.css";
import "../theme/fonts.css";
import "../theme/base.css";

const wish = new URLSearchParams(window.location.search);
const bridge = new FakeBridge({
	...(wish.has("first") ? { accounts: [] } : {}),
	contacts: Number(wish.get("contacts") ?? 60),
	preferences: {
		theme: (wish.get("theme") ?? "system") as Theme,
		contrast: wish.has("contrast"),
		density: (wish.get("density") ?? "normal") as "normal",
	},
});
if (wish.has("practice")) {
	bridge.accounts.push(structuredClone(PRACTICE));
	bridge.active = PRACTICE.id;
}
const [first] = bridge.accounts;
if (first && wish.has("account")) {
	Object.assign(first, {
		token: wish.get("account")?.includes("none") ? "none" : "keyring",
		clock_ahead: wish.get("account")?.includes("clock") ? 340 : null,
		missing_scopes: wish.get("account")?.includes("scopes") ? ["account:read", "contacts:delete"] : [],
	});
}
const lists = wish.get("lists");
if (lists !== null) {
	const names = [
		"عملاء الربيع",
		"वसंत के ग्राहक",
		"春季新书发布会",
		"Привет, весна",
		"Ägypten 2026",
		"A name ".repeat(30),
	];
	const many = Array.from({ length: Number(lists) }, (_, index) => ({
		id: 1 + index,
		name: names[index] ?? `Entry ${index + 1}`,
	}));
	bridge.groups = structuredClone(many);
	bridge.sources = structuredClone(many);
	bridge.statuses = many.map((one, index) => ({
		...one,
		color: index % 7 === 3 ? null : `#${((index * 2_654_435) % 0xffffff).toString(16).padStart(6, "0").toUpperCase()}`,
	}));
}
if (wish.has("checked")) bridge.checked = { missing_scopes: ["contacts:delete", "templates:sync"], clock_ahead: 340 };
for (const failure of wish.getAll("fail")) {
	const [command, code] = failure.split(":");
	if (command && code) bridge.fail(command, { code: code as ErrorCode });
}
const SYNC: Record<string, SyncState> = {
	filling: { state: "filling", done: 38_200, total: 100_412 },
	checking: { state: "checking" },
	failed: {
		state: "failed",
		error: { code: "timed_out", message: "" },
		last: new Date(Date.now() - 9e6).toISOString(),
	},
	revoked: { state: "failed", error: { code: "token_revoked", message: "" }, last: null },
	paused: { state: "paused" },
};
const sync = SYNC[wish.get("sync") ?? ""];
if (sync) bridge.sync = { ...bridge.sync, ...sync } as typeof bridge.sync;

if (wish.has("form")) {
	// A paste finds this, and the first save of an edit meets another's.
	const text = (field: "firstname" | "lastname" | "company" | "city", value: string) => ({
		field,
		choices: [{ value, kind: null }],
	});
	bridge.pasted = {
		values: [
			text("firstname", "Sara"),
			text("lastname", "Okonkwo-Lindqvist"),
			{
				field: "phone",
				choices: [
					{ value: "+44 7400 123456", kind: "mobile" },
					{ value: "+44 20 7946 0142", kind: "work" },
				],
			},
			text("company", "شركة النخيل للتجارة"),
			text("city", "Harwich"),
		],
		others: 2,
	};
	const [contact] = bridge.contacts;
	if (contact)
		bridge.fail(
			"contacts_update",
			{
				code: "changed_meanwhile",
				fields: ["lastname", "status_id", "company"].map((field) => ({ field, code: "changed_meanwhile" })),
				contact: { ...contact, lastname: "الشريف", status_id: 5, company: null, city: "Ghent" },
			},
			1,
		);
}
const templates = wish.get("templates");
if (templates !== null) {
	bridge.templates = templates === "0" ? [] : shopTemplates();
	for (let index = 0; index < Number(templates); index++)
		bridge.templates.push(makeTemplate(`entry_${index + 1}`, "en", `The text of entry ${index + 1} for {{1}}.`));
	let later = shopTemplatesLater(bridge.templates);
	const ask = bridge.call.bind(bridge);
	bridge.call = async (command, args) => {
		if (command === "templates_refresh") {
			await new Promise((done) => setTimeout(done, 900));
			[bridge.templates, later] = [later, bridge.templates];
		}
		return ask(command, args);
	};
}
if (wish.has("views")) {
	const one = (not: boolean, test: FilterTest) => [{ not, test }];
	const all = [
		one(false, { field: "type", values: ["lead"] }),
		one(true, { field: "group", values: [18] }),
		one(false, { field: "created", when: { is: "within", days: 30 } }),
	];
	bridge.views.views = [
		"New this week",
		"Trade fair, no reply",
		"عملاء الجملة",
		"किताब घर वाले",
		"海港的老顾客",
		"A name that is far too long for the sidebar",
	].map((name, index) => ({
		id: index + 1,
		position: index + 1,
		name,
		query: {
			text: "",
			filter: { all: all.slice(0, 1 + (index % 3)) },
			sort: "updated",
			reverse: false,
			layout: { columns: [], density: null },
		},
		present: null,
	}));
	bridge.views.current = Number(wish.get("views")) || null;
	if (!bridge.views.current)
		bridge.views.all.filter = { all: [...all, one(false, { field: "status", values: [1, 2, 4] })] };
}

const left = wish.get("left");
if (left !== null) bridge.conversationsLeft = left === "" ? null : Number(left);

if (wish.has("runs")) seedRuns(bridge, Number(wish.get("runs")) || 412);
putTransport(bridge);
const root = document.getElementById("root");
if (root) createRoot(root).render(<App />);

const campaign = wish.get("campaign");
if (campaign !== null) void walk(campaign);

/** Presses its way to a step, as a person would. */
async function walk(to: string): Promise<void> {
	const find = async (what: string, words: string): Promise<HTMLElement> => {
		for (let tries = 0; tries < 200; tries += 1) {
			const found = [...document.querySelectorAll<HTMLElement>(what)].find((one) =>
				(one.getAttribute("aria-label") ?? one.textContent ?? "").includes(words),
			);
			if (found && found.getAttribute("aria-disabled") !== "true") return found;
			await new Promise((done) => setTimeout(done, 20));
		}
		throw new Error(`no ${what} ${words}`);
	};
	const press = async (what: string, words: string) => (await find(what, words)).click();
	const steps = ["who", "message", "check", "send"];
	window.location.hash = "#/groups";
	await press("[role=row] button", "Send to this group");
	await press("nav[aria-label=Steps] button", "Who");
	await press("[role=toolbar][aria-label=Add] button", "All contacts");
	if (to === "who") return;
	await press("nav[aria-label=Steps] button", "Message");
	await press("[role=option]", "spring_catalogue");
	for (const [slot, field] of [
		["Header", "First name"],
		["Variable 1", "Last name"],
		["Variable 2", "Status"],
		["Variable 3", "Company"],
	] as const) {
		await press("button", `Field for ${slot}`);
		await press("[role=menuitem]", field);
		while (document.querySelector("[role=menu]")) await new Promise((done) => setTimeout(done, 20));
	}
	if (to === "message") return;
	await press("section[aria-label=Values] button", "leave these");
	await press(`nav[aria-label=Steps] button`, steps.includes(to) ? `${to[0]?.toUpperCase()}${to.slice(1)}` : "Check");
}
