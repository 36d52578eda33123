// Letters typed in the list go to the row whose name begins so; what no row begins with is searched for.
import { type KeyboardEvent, useEffect, useRef } from "react";
import { useIsTaken } from "../../../app/actions";
import { type AccountId, contactsFind } from "../../../bridge";

/** After a pause this long the next letter begins another name. */
const PAUSE_MS = 1000;

interface Options {
	account: AccountId;
	/** Of the list on screen. */
	snapshot: string;
	active: number;
	onFound: (index: number) => void;
	/** No row begins with it. */
	onNone: (text: string) => void;
}

/** Says whether the key was taken. */
export function useTypeAhead(options: Options): (event: KeyboardEvent) => boolean {
	const isTaken = useIsTaken();
	const typed = useRef({ text: "", at: 0, from: 0, asked: 0 });
	const present = useRef(options);
	present.current = options;
	useEffect(
		() => () => {
			typed.current.asked = -1;
		},
		[],
	);

	const find = async () => {
		const now = typed.current;
		now.asked += 1;
		const mine = now.asked;
		const { text } = now;
		const { account, snapshot } = present.current;
		const ask = (name: string) => contactsFind(account, { snapshot, text: name, from: now.from });
		const same = new Set(text.toLocaleLowerCase()).size === 1;
		try {
			// The same letter again goes on to the next.
			const found = (await ask(text)) ?? (same && text.length > 1 ? await ask(text.slice(0, 1)) : null);
			if (mine !== now.asked) return;
			if (found !== null) {
				present.current.onFound(found);
				if (same) now.from = found + 1;
				return;
			}
		} catch {
			if (mine !== now.asked) return;
		}
		now.at = 0;
		present.current.onNone(text.trimStart());
	};

	return (event) => {
		const { key } = event;
		const modified = event.ctrlKey || event.metaKey || event.altKey;
		if ((modified && !event.getModifierState("AltGraph")) || [...key].length !== 1) return false;
		const now = typed.current;
		const goesOn = event.timeStamp - now.at < PAUSE_MS && now.at > 0;
		if (!goesOn && (!/[\p{L}\p{N}+]/u.test(key) || isTaken(event.nativeEvent))) return false;
		if (!goesOn && !/\p{L}/u.test(key)) {
			// No name begins with a digit: it is a number that is looked for.
			present.current.onNone(key);
			return true;
		}
		now.text = goesOn ? now.text + key : key;
		if (!goesOn) now.from = present.current.active + 1;
		now.at = Math.max(event.timeStamp, 1);
		void find();
		return true;
	};
}
