import { Tooltip as Base } from "@base-ui/react/tooltip";
import type { ReactElement, ReactNode } from "react";
import { Kbd } from "../small/kbd";
import css from "./tooltip.module.css";

export interface TooltipProps {
	/** Extra clarity only: what one must know stands on screen or in a description. */
	content: ReactNode;
	keys?: string | undefined;
	side?: "top" | "bottom" | "left" | "right";
	children: ReactElement<Record<string, unknown>>;
}

/** Shows after half a second, at once if another was open. */
export function Tooltip({ content, keys, side = "bottom", children }: TooltipProps) {
	return (
		<Base.Root>
			<Base.Trigger delay={500} render={children} />
			<Base.Portal>
				<Base.Positioner side={side} sideOffset={6} className={css.positioner}>
					<Base.Popup className={css.tooltip}>
						<span>{content}</span>
						{keys ? <Kbd keys={keys} /> : null}
					</Base.Popup>
				</Base.Positioner>
			</Base.Portal>
		</Base.Root>
	);
}

/** Once, round the whole program: a second tooltip opens at once while one is open. */
export const TooltipProvider = Base.Provider;
