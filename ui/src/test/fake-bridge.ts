import type {
	Accent,
	Account,
	AppEvent,
	CampaignRowsRequest,
	Checked,
	CommandError,
	CompareRequest,
	ConnectRequest,
	ContactDraft,
	ContactInput,
	ContactQuery,
	CountsRequest,
	CrashReport,
	DeepLink,
	DuplicateRequest,
	ErrorCode,
	ExportCampaign,
	FindRequest,
	JobPlanRequest,
	JobRowsRequest,
	JobStart,
	LinkKind,
	MediaCheck,
	MemberRequest,
	NetworkSettings,
	Opening,
	Pasted,
	PasteRequest,
	PhoneRequest,
	Preferences,
	ProxyRequest,
	RememberRequest,
	ReplaceTokenRequest,
	RescheduleCampaign,
	ResolveRequest,
	RetryCampaign,
	SelectionChange,
	SelectionPart,
	SendRequest,
	SetPace,
	StartState,
	StatusInput,
	SyncStatus,
	Transport,
	UpdateContactRequest,
	View,
	Views,
	WindowRequest,
} from "../bridge";
import { EVERYBODY } from "../screens/views/useViews";
import { accountCommands } from "./fake-accounts";
import { campaignCommands, NO_BLOCKS } from "./fake-campaigns";
import { contactCommands, matching } from "./fake-contacts";
import { ACCOUNTS, GROUPS, makeContacts, PREFERENCES, SOURCES, STATUSES, TEMPLATES } from "./fake-data";
import { detailCommands, type FakeStory } from "./fake-detail";
import { type FakeJob, jobCommands } from "./fake-jobs";
import { listCommands } from "./fake-lists";
import { outboxCommands } from "./fake-outbox";
import { NOTHING, phoneCommands } from "./fake-phones";
import { planCommands } from "./fake-plans";
import type { FakeRun } from "./fake-runs";
import { nobody, selectionCommands } from "./fake-selection";
import { settingsCommands } from "./fake-settings";
import { viewCommands } from "./fake-views";

/** The arguments of all commands together; each reads its own. */
export interface Args {
	account: string;
	accent: Accent;
	/** Whether a number is never sent to. */
	blocked: boolean;
	/** A run's number. */
	campaign: number;
	change: SelectionChange;
	contact: number | null;
	draft: ContactDraft;
	field: string;
	group: number | null;
	id: number;
	input: ContactInput & StatusInput;
	kind: LinkKind;
	line: string;
	list: "groups" | "sources" | "statuses";
	/** A job's number. */
	job: number;
	/** One contact instead of the selection. */
	of: number | null;
	phone: string;
	snapshot: string;
	start: JobStart;
	which: SelectionPart;
	view: View;
	name: string;
	preferences: Preferences;
	query: ContactQuery;
	request: ConnectRequest &
		ReplaceTokenRequest &
		WindowRequest &
		UpdateContactRequest &
		SendRequest &
		ResolveRequest &
		CountsRequest &
		FindRequest &
		CompareRequest &
		RememberRequest &
		MemberRequest &
		DuplicateRequest &
		PasteRequest &
		PhoneRequest &
		JobPlanRequest &
		JobRowsRequest &
		CampaignRowsRequest &
		RescheduleCampaign &
		RetryCampaign &
		SetPace &
		ExportCampaign &
		ProxyRequest;
	text: string | null;
}

export type Command = (bridge: FakeBridge, args: Args) => unknown;

export interface FakeOptions {
	/** Default: three accounts; `[]` for a first start. */
	accounts?: Account[];
	active?: string | null;
	preferences?: Partial<Preferences>;
	contacts?: number;
}

interface Failure {
	error: CommandError;
	times: number;
}

/** Plays Rust in memory: believable answers, and any command can be made to fail or to wait. */
export class FakeBridge implements Transport {
	accounts: Account[];
	active: string | null;
	preferences: Preferences;
	sync: SyncStatus = { state: "synced", at: new Date().toISOString(), calls: { used: 12, limit: 60 } };
	/** What a check finds, where it differs from the usual. */
	checked: Partial<Checked> = {};
	/** Of every account alike. */
	contacts;
	groups = structuredClone(GROUPS);
	sources = structuredClone(SOURCES);
	statuses = structuredClone(STATUSES);
	templates = structuredClone(TEMPLATES);
	views: Views = { current: null, all: structuredClone(EVERYBODY), views: [] };
	/** A link that waits. */
	link: DeepLink | null = null;
	/** Contacts of each entry that only the server has yet. */
	elsewhere = 0;
	/** Notes, history and kept texts by contact. */
	readonly stories = new Map<number, FakeStory>();
	/** What is found in any pasted text. */
	pasted: Pasted = NOTHING;
	/** The lists made so far, by name. */
	readonly snapshots = new Map<string, number[]>();
	/** The ticked. */
	chosen = nobody();
	/** The newest first. */
	jobs: FakeJob[] = [];
	readonly plans = new Map<string, JobPlanRequest>();
	/** What each plan says of it. */
	missingScope: string | null = null;
	conflicts = 0;
	/** What a check finds of the header's links. */
	media: MediaCheck = { links: 0, looked_at: 0, bad: [] };
	/** What is left of the plan this month. */
	conversationsLeft: number | null = 588;
	/** The newest first. */
	readonly runs: FakeRun[] = [];
	/** Who is never sent to. */
	blocked = structuredClone(NO_BLOCKS);
	/** The settings of before could not be read. */
	settingsDamaged = false;
	/** What broke the last time. */
	crash: CrashReport | null = null;
	/** The way to the servers. */
	network: NetworkSettings = { proxy: "system", address: "", user: "", certificate: null };
	/** What comes with the start; else the screens ask. */
	opening: Opening | null = null;
	/** What was asked, in order. */
	readonly calls: { command: string; args: Record<string, unknown> }[] = [];
	private readonly failures = new Map<string, Failure>();
	private readonly gates = new Map<string, Promise<void>>();
	private readonly handlers = new Set<(event: AppEvent) => void>();
	private readonly commands: Record<string, Command>;

	constructor(options: FakeOptions = {}) {
		this.accounts = structuredClone(options.accounts ?? ACCOUNTS);
		this.active = options.active === undefined ? (this.accounts[0]?.id ?? null) : options.active;
		this.preferences = { ...structuredClone(PREFERENCES), ...options.preferences };
		this.contacts = makeContacts(options.contacts ?? 60);
		this.commands = {
			...accountCommands(),
			...campaignCommands(),
			...contactCommands(),
			...detailCommands(),
			...selectionCommands(),
			...jobCommands(),
			...listCommands(),
			...outboxCommands(),
			...phoneCommands(),
			...planCommands(),
			...settingsCommands(),
			...viewCommands(matching),
			deep_links_take: (bridge) => {
				const link = bridge.link;
				bridge.link = null;
				return link;
			},
		};
	}

	get start(): StartState {
		const { accounts, active, preferences, opening } = this;
		const settings_damaged = this.settingsDamaged;
		return { version: "1.0.0", commit: "0123456789", accounts, active, preferences, settings_damaged, opening };
	}

	/** Makes a command fail, for ever or so many times; `null` mends it. */
	fail(
		command: string,
		error: (Partial<CommandError> & { code: ErrorCode }) | null,
		times = Number.POSITIVE_INFINITY,
	): void {
		if (error === null) this.failures.delete(command);
		else this.failures.set(command, { error: { message: error.code, ...error }, times });
	}

	/** Makes a command wait until the returned function is called. */
	hold(command: string): () => void {
		let release = () => {};
		this.gates.set(
			command,
			new Promise<void>((resolve) => {
				release = () => {
					this.gates.delete(command);
					resolve();
				};
			}),
		);
		return () => release();
	}

	/** The arguments of every call of a command. */
	asked(command: string): Record<string, unknown>[] {
		return this.calls.filter((call) => call.command === command).map((call) => call.args);
	}

	emit(event: AppEvent): void {
		for (const handler of this.handlers) handler(event);
	}

	listen(handler: (event: AppEvent) => void): () => void {
		this.handlers.add(handler);
		return () => this.handlers.delete(handler);
	}

	async call(command: string, args: Record<string, unknown>): Promise<unknown> {
		this.calls.push({ command, args: structuredClone(args) });
		await this.gates.get(command);
		const failure = this.failures.get(command);
		if (failure && failure.times > 0) {
			failure.times -= 1;
			throw failure.error;
		}
		const run = this.commands[command];
		if (!run) throw { code: "internal", message: `the fake has no ${command}` } satisfies CommandError;
		return structuredClone(await run(this, args as unknown as Args));
	}
}

/** What a command throws. */
export function refuse(code: ErrorCode, more: Partial<CommandError> = {}): never {
	throw { code, message: code, ...more } satisfies CommandError;
}
