// Every action of the program, by name: one registry feeds the keyboard, the palette and the sheet of keys.
import { createContext, type ReactNode, useContext, useEffect, useMemo, useRef, useSyncExternalStore } from "react";
import { isTyping, matchesKeys } from "../components/keys";
import { topLayer, useLayer } from "../components/layers";

export interface Action {
	/** Unique while registered. */
	id: string;
	/** Its name in the palette and on the sheet. */
	label: string;
	keys?: string | undefined;
	icon?: ReactNode;
	run: () => void;
	/** False: not now; it is neither run nor listed. */
	when?: boolean | undefined;
	/** Whom it is done to: the open contact's name. Such actions stand first in the palette. */
	of?: string | undefined;
	/** In the palette and on the sheet: 0 is what the screen is for, 2 what is rarely wanted; default 1. */
	rank?: number | undefined;
	/** Its key is read by what has the focus, and only taught here. */
	elsewhere?: boolean | undefined;
	/** Only by its key: not worth a line in the palette. */
	keyOnly?: boolean | undefined;
}

export interface Registered extends Action {
	/** 0: the window; else the dialog it belongs to. */
	layer: number;
}

export class Actions {
	private readonly all = new Map<string, Registered>();
	private readonly watchers = new Set<() => void>();
	private list: readonly Registered[] = [];

	put(action: Registered): void {
		this.all.set(action.id, action);
		this.changed();
	}

	drop(id: string): void {
		this.all.delete(id);
		this.changed();
	}

	private changed(): void {
		this.list = [...this.all.values()];
		for (const watcher of this.watchers) watcher();
	}

	subscribe = (watcher: () => void): (() => void) => {
		this.watchers.add(watcher);
		return () => this.watchers.delete(watcher);
	};

	snapshot = (): readonly Registered[] => this.list;

	/** Whether a key of the window means something on this screen, now or at another time. */
	takes(event: KeyboardEvent): boolean {
		return this.list.some(
			({ keys, elsewhere, layer }) => layer === 0 && keys !== undefined && !elsewhere && matchesKeys(event, keys),
		);
	}

	/** Runs what the key means where the person is; true if it meant something. */
	press(event: KeyboardEvent): boolean {
		if (event.defaultPrevented || event.isComposing) return false;
		const typing = isTyping(event.target);
		const layer = topLayer();
		for (const action of this.list) {
			if (!action.keys || action.elsewhere || action.when === false || action.layer !== layer) continue;
			// What is no text may act while typing; a field that uses Esc itself stops it.
			if (typing && !/^(Ctrl|Alt)\+|^(Shift\+)?F\d|^Escape$/.test(action.keys)) continue;
			if (!matchesKeys(event, action.keys)) continue;
			event.preventDefault();
			action.run();
			return true;
		}
		return false;
	}
}

const ActionsContext = createContext<Actions | null>(null);

export function ActionsProvider({ children }: { children: ReactNode }) {
	const actions = useMemo(() => new Actions(), []);
	useEffect(() => {
		const press = (event: KeyboardEvent) => {
			actions.press(event);
		};
		window.addEventListener("keydown", press);
		return () => window.removeEventListener("keydown", press);
	}, [actions]);
	return <ActionsContext value={actions}>{children}</ActionsContext>;
}

function useActions(): Actions {
	const actions = useContext(ActionsContext);
	if (!actions) throw new Error("useAction outside ActionsProvider");
	return actions;
}

/** For what reads letters itself: tells those that are the key of an action. */
export function useIsTaken(): (event: KeyboardEvent) => boolean {
	const actions = useActions();
	return (event) => actions.takes(event);
}

/** Registers an action while the component is there. Inside a dialog its key works only while that dialog is on top. */
export function useAction(action: Action): void {
	const actions = useActions();
	const layer = useLayer();
	const run = useRef(action.run);
	useEffect(() => {
		run.current = action.run;
	});
	const { id, label, keys, icon, of, rank, when, elsewhere, keyOnly } = action;
	// The icon is an element made anew at each render; it belongs to the label.
	const shown = useRef(icon);
	shown.current = icon;
	useEffect(() => {
		actions.put({
			id,
			label,
			keys,
			icon: shown.current,
			of,
			rank,
			when,
			elsewhere,
			keyOnly,
			layer,
			run: () => run.current(),
		});
		return () => actions.drop(id);
	}, [actions, id, label, keys, of, rank, when, elsewhere, keyOnly, layer]);
}

export interface ShortcutOptions {
	/** On the sheet of keys. */
	label: string;
	when?: boolean | undefined;
}

/** A key that is not worth a line in the palette. */
export function useShortcut(keys: string, handler: () => void, { label, when }: ShortcutOptions): void {
	useAction({ id: `${keys} ${label}`, label, keys, run: handler, when, keyOnly: true });
}

/** Keys that a part of the screen reads itself, taught on the sheet: `ArrowUp ArrowDown`. */
export function useTaught(keys: string, { label, when }: ShortcutOptions): void {
	useAction({ id: `${keys} ${label}`, label, keys, run: () => {}, when, elsewhere: true, keyOnly: true });
}

/** What is done to somebody comes first. */
const rankOf = ({ of, rank }: Action) => (of ? -1 : (rank ?? 1));

/** What can be done now, by rank, else in the order it was registered. */
export function useActionList(): readonly Registered[] {
	const actions = useActions();
	const all = useSyncExternalStore(actions.subscribe, actions.snapshot);
	return useMemo(
		() => all.filter((action) => action.when !== false).sort((one, other) => rankOf(one) - rankOf(other)),
		[all],
	);
}
