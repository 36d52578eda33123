import { splitSlots } from "../outbox/slots";
import css from "./SlotText.module.css";

/** Words with their places as grey fields. */
export function SlotText({ text }: { text: string }) {
	return splitSlots(text).map((part, index) =>
		part.slot === null ? (
			part.text
		) : (
			// biome-ignore lint/suspicious/noArrayIndexKey: parts have no identity but their place
			<Slot key={index}>{part.text}</Slot>
		),
	);
}

/** A place, by its number or name. */
export function Slot({ children }: { children: string | number }) {
	return <span className={css.slot}>{children}</span>;
}
