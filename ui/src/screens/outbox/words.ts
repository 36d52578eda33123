// Keys of words for what Rust names. Each is total: a new value does not compile until it stands in outbox.json.
import type { Delivery, HeaderKind, SendState, TemplateProblem } from "../../bridge";
import type outbox from "../../locales/en/outbox.json";

type Words = typeof outbox;
type Sends = Words["sends"];

export const problemKey = (problem: TemplateProblem): `outbox:problem.${keyof Words["problem"]}` =>
	`outbox:problem.${problem}`;

export const mediaKey = (header: HeaderKind): `outbox:preview.media.${keyof Words["preview"]["media"]}` =>
	`outbox:preview.media.${header}`;

export const stateKey = (state: SendState): `outbox:sends.state.${keyof Sends["state"]}` =>
	`outbox:sends.state.${state}`;

export const deliveryKey = (delivery: Delivery): `outbox:sends.delivery.${keyof Sends["delivery"]}` =>
	`outbox:sends.delivery.${delivery}`;

/** What is said beside a state that has neither a reason nor a delivery. */
export const ABOUT: Record<SendState, `outbox:sends.about.${keyof Sends["about"]}` | null> = {
	planned: "outbox:sends.about.planned",
	in_flight: "outbox:sends.about.in_flight",
	accepted: null,
	refused: null,
	unknown: "outbox:sends.about.unknown",
	skipped: null,
	cancelled: "outbox:sends.about.cancelled",
};
