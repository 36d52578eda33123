import { useEffect } from "react";
import type { PlanShow, Template } from "../../../bridge";
import { fillsOf } from "../draft";
import { PreviewSide } from "../message/PreviewSide";
import type { StepProps } from "../step";
import { useShowCount } from "../usePlanRows";
import css from "./Check.module.css";
import { PersonTools } from "./PersonTools";
import { type Place, sameShow } from "./place";
import { Sheet } from "./Sheet";
import { ShowList } from "./ShowList";
import { listsOf } from "./shows";

interface Props extends StepProps {
	template: Template | undefined;
	place: Place;
	onPlace: (place: Place) => void;
}

const ODD: PlanShow = { kind: "odd" };

/** Every message before it goes: by list, by search, one after the other; each can be changed or left out. */
export function CheckStep({ account, draft, change, planning, template, place, onPlace }: Props) {
	const { plan } = planning;
	const odd = useShowCount({ account: account.id, planning, show: ODD, text: "" }) ?? 0;
	const lists = plan ? listsOf(plan, odd, template ? fillsOf(draft) : null) : [];
	const known = lists.some(({ show }) => sameShow(show, place.show));
	// The list one looked at is empty now: on to those who get it. While its numbers are on their way it may come back.
	const gone = plan !== undefined && planning.fresh && !known && place.show.kind !== "odd";
	useEffect(() => {
		if (gone) onPlace({ show: { kind: "going" }, index: 0, text: place.text });
	}, [gone, onPlace, place.text]);
	const shared = { account, planning, template, place, onPlace };
	return (
		<div className={css.columns}>
			<ShowList lists={lists} show={place.show} onShow={(show) => onPlace({ show, index: 0, text: place.text })} />
			<Sheet {...shared} draft={draft} />
			<PreviewSide {...shared} draft={draft} change={change} jumps={false}>
				{(row) => (
					<PersonTools
						key={row.key}
						account={account}
						draft={draft}
						change={change}
						planning={planning}
						template={template}
						row={row}
					/>
				)}
			</PreviewSide>
		</div>
	);
}
