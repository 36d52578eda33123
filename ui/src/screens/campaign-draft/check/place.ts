import type { PlanShow } from "../../../bridge";

/** Which of the people one looks at; it stays when one goes to another step. */
export interface Place {
	show: PlanShow;
	/** From 0. */
	index: number;
	/** Searched for. */
	text: string;
}

export const NO_PLACE: Place = { show: { kind: "going" }, index: 0, text: "" };

/** The same list of people. */
export function sameShow(one: PlanShow, other: PlanShow): boolean {
	return JSON.stringify(one) === JSON.stringify(other);
}
