// A run as it stands in the dialog, and what of it Rust is told. Pure.
import type { AudiencePart, AudienceSource, CampaignDraft, FunnelRules, Pace, SlotFill } from "../../bridge";
import { NO_SETTINGS, type Settings } from "./send/settings";

/** Values by the slot's `field`. */
export type Values = Readonly<Record<string, string>>;
export type Fills = Readonly<Record<string, SlotFill>>;

export interface Part {
	/** Its name while the dialog is open. */
	id: number;
	minus: boolean;
	of: AudienceSource;
	/** What one knows it by: the file it was read from, the filter as it was typed. */
	label?: string | undefined;
}

export interface Draft {
	parts: readonly Part[];
	rules: FunnelRules;
	/** `template_id`. */
	template: string | null;
	/** By template: going back to one finds it as it was left. */
	fills: Readonly<Record<string, Fills>>;
	/** By template, then by the person's key: places have the same names in every template. */
	edits: Readonly<Record<string, Readonly<Record<string, Values>>>>;
	/** People's keys. */
	leftOut: readonly string[];
	settings: Settings;
}

/** Who gets which words; how it is sent says nothing of that. */
export type People = Omit<Draft, "settings">;

export function newDraft(
	audience: readonly AudienceSource[],
	template: string | null,
	settings: Settings = NO_SETTINGS,
): Draft {
	return {
		parts: audience.map((of, index) => ({ id: index + 1, minus: false, of })),
		rules: { messaged_days: null, create_unknown: false, leave_out_unfit: false },
		template,
		fills: {},
		edits: {},
		leftOut: [],
		settings,
	};
}

export const fillsOf = (draft: Pick<Draft, "template" | "fills">): Fills =>
	draft.template === null ? {} : (draft.fills[draft.template] ?? {});

export const editsOf = (draft: Pick<Draft, "template" | "edits">): Readonly<Record<string, Values>> =>
	draft.template === null ? {} : (draft.edits[draft.template] ?? {});

/** Nothing is said of a place whose words are empty. */
export const isFilled = ({ source }: SlotFill): boolean => source.from !== "fixed" || source.text.trim() !== "";

const wirePart = ({ minus, of }: Part): AudiencePart => ({ minus, of });

/**
 * What is worked out. While no template is chosen, `standIn` is: who is chosen and who falls out does not depend on it, as
 * long as nobody falls out for its empty places.
 */
export function toWire(draft: People, pace: Pace, standIn: string | null): CampaignDraft | null {
	const template = draft.template ?? standIn;
	if (template === null || draft.parts.length === 0) return null;
	const chosen = draft.template !== null;
	return {
		template,
		audience: draft.parts.map(wirePart),
		slots: Object.fromEntries(Object.entries(fillsOf(draft)).filter(([, fill]) => isFilled(fill))),
		funnel: { ...draft.rules, leave_out_unfit: chosen && draft.rules.leave_out_unfit },
		edits: Object.entries(editsOf(draft)).map(([key, values]) => ({ key, values: { ...values } })),
		left_out: [...draft.leftOut],
		pace,
	};
}

// ── Changes ──

export type Change = (draft: Draft) => Draft;

const nextId = (parts: readonly Part[]) => Math.max(0, ...parts.map(({ id }) => id)) + 1;

export const addPart =
	(of: AudienceSource, label?: string): Change =>
	(draft) => ({ ...draft, parts: [...draft.parts, { id: nextId(draft.parts), minus: false, of, label }] });

export const changePart =
	(id: number, change: Partial<Omit<Part, "id">>): Change =>
	(draft) => ({ ...draft, parts: draft.parts.map((part) => (part.id === id ? { ...part, ...change } : part)) });

export const dropPart =
	(id: number): Change =>
	(draft) => ({ ...draft, parts: draft.parts.filter((part) => part.id !== id) });

export const setRules =
	(rules: Partial<FunnelRules>): Change =>
	(draft) => ({ ...draft, rules: { ...draft.rules, ...rules } });

export const setTemplate =
	(template: string): Change =>
	(draft) => ({ ...draft, template });

export const setFill =
	(field: string, fill: SlotFill): Change =>
	(draft) => {
		if (draft.template === null) return draft;
		return { ...draft, fills: { ...draft.fills, [draft.template]: { ...fillsOf(draft), [field]: fill } } };
	};

/** Values of one person; none: as for all. */
export const setEdit =
	(key: string, values: Values | null): Change =>
	(draft) => {
		if (draft.template === null) return draft;
		const { [key]: _, ...others } = editsOf(draft);
		const edits = values === null || Object.keys(values).length === 0 ? others : { ...others, [key]: values };
		return { ...draft, edits: { ...draft.edits, [draft.template]: edits } };
	};

export const leaveOut =
	(key: string, out: boolean): Change =>
	(draft) => {
		const others = draft.leftOut.filter((one) => one !== key);
		return { ...draft, leftOut: out ? [...others, key] : others };
	};

export const setSettings =
	(settings: Partial<Settings>): Change =>
	(draft) => ({ ...draft, settings: { ...draft.settings, ...settings } });
