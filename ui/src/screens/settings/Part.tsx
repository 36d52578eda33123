import { type ReactNode, useId } from "react";
import css from "./settings.module.css";

/** A part of the settings: its name, what can be done with all of it, its lines. */
export function Part({ title, action, children }: { title: string; action?: ReactNode; children: ReactNode }) {
	const id = useId();
	return (
		<section className={css.part} aria-labelledby={id}>
			<div className={css.partHead}>
				<h2 id={id}>{title}</h2>
				{action}
			</div>
			{children}
		</section>
	);
}

/** A setting: its name on the left. What it holds names itself. */
export function Line({ name, children }: { name: string; children: ReactNode }) {
	return (
		<div className={css.line}>
			<span className={css.lineName}>{name}</span>
			{children}
		</div>
	);
}
