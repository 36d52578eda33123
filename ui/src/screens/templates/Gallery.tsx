import { type KeyboardEvent, type Ref, useEffect, useId, useImperativeHandle, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { grouped } from "../../app/number";
import { Card } from "./Card";
import type { Shelf } from "./filters";
import css from "./Gallery.module.css";
import type { Marks } from "./marks";
import { isArrow, neighbour } from "./neighbour";
import { whichKey } from "./words";

export interface GalleryHandle {
	/** To a card by its name; without one, to where Tab leads. */
	focus: (name?: string) => void;
}

export interface GalleryProps {
	ref: Ref<GalleryHandle>;
	shelves: readonly Shelf[];
	marks: Marks;
	/** The name the keyboard is on. */
	current: string | null;
	/** The name in the detail. */
	open: string | null;
	onOpen: (name: string) => void;
	onMove: (name: string) => void;
}

/** As many cards are drawn at once; scrolling and End draw more. */
const STEP = 120;

/** The cards on their shelves. Tab leads to one of them; arrows go on from it. */
export function Gallery({ ref, shelves, marks, current, open, onOpen, onMove }: GalleryProps) {
	const { t } = useTranslation();
	const id = useId();
	const root = useRef<HTMLDivElement>(null);
	const [most, setMost] = useState(STEP);
	const cards = shelves.flatMap((shelf) => shelf.cards);
	const at = cards.findIndex(({ family }) => family.name === current);
	const stop = Math.max(at, 0);

	const cardAt = (index: number) => root.current?.querySelector<HTMLElement>(`[data-card="${index}"]`) ?? null;
	/** Focused once it is drawn. */
	const wanted = useRef<number | null>(null);
	const go = (index: number) => {
		if (index < most) return cardAt(index)?.focus();
		wanted.current = index;
		setMost(index + STEP);
	};
	useEffect(() => {
		if (wanted.current === null || wanted.current >= most) return;
		cardAt(wanted.current)?.focus();
		wanted.current = null;
	});
	useImperativeHandle(ref, () => ({
		focus: (name) => go(name === undefined ? stop : cards.findIndex(({ family }) => family.name === name)),
	}));

	const onKeyDown = (event: KeyboardEvent) => {
		if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey || !isArrow(event.key)) return;
		event.preventDefault();
		const places = [...(root.current?.querySelectorAll<HTMLElement>("[data-card]") ?? [])].map((card) => {
			const { top, left } = card.getBoundingClientRect();
			return { top, left };
		});
		const rtl = root.current !== null && getComputedStyle(root.current).direction === "rtl";
		go(event.key === "End" ? cards.length - 1 : neighbour(places, stop, event.key, rtl));
	};

	let first = 0;
	return (
		// biome-ignore lint/a11y/noStaticElementInteractions: the cards are the buttons; arrows go from one to another
		<div
			ref={root}
			className={css.shelves}
			onKeyDown={onKeyDown}
			onScroll={({ currentTarget: { scrollTop, clientHeight, scrollHeight } }) => {
				if (most < cards.length && scrollTop + 2 * clientHeight > scrollHeight) setMost(most + STEP);
			}}
		>
			{shelves.map((shelf) => {
				const from = first;
				first += shelf.cards.length;
				const drawn = shelf.cards.slice(0, Math.max(0, most - from));
				if (drawn.length === 0) return null;
				const part = shelf.id === "favourites" || shelf.id === "recent" || shelf.id === "hidden" ? shelf.id : null;
				const title = part ? t(whichKey(part)) : t(`outbox:category.${shelf.id}`, shelf.id);
				return (
					<section key={shelf.id}>
						<h2 id={`${id}${shelf.id}`} className={css.head}>
							{title}{" "}
							<span className="num" aria-hidden="true">
								{grouped(shelf.cards.length)}
							</span>
						</h2>
						{/* biome-ignore lint/a11y/noRedundantRoles: WebKit takes the role from a list without marks */}
						<ul role="list" aria-label={title} className={css.shelf}>
							{drawn.map((card, index) => (
								<Card
									key={card.family.name}
									id={`${id}${from + index}`}
									index={from + index}
									card={card}
									favourite={marks.favourites.includes(card.family.name)}
									open={card.family.name === open}
									stop={from + index === stop}
									onOpen={onOpen}
									onFocus={onMove}
								/>
							))}
						</ul>
					</section>
				);
			})}
		</div>
	);
}
