import { RefreshCw } from "lucide-react";
import type { RefObject } from "react";
import { useTranslation } from "react-i18next";
import { Button, SearchBox } from "../../components";
import frame from "../frame.module.css";
import css from "./TemplatesScreen.module.css";

export interface ToolbarProps {
	search: RefObject<HTMLInputElement | null>;
	text: string;
	onText: (text: string) => void;
	/** Names on screen, and all there are. */
	shown: number;
	all: number;
	narrowed: boolean;
	/** From the search to the cards. */
	onCards: () => void;
	asking: boolean;
	onAsk: () => void;
}

/** The title, the search, and the way to have the server asked. */
export function Toolbar({ search, text, onText, shown, all, narrowed, onCards, asking, onAsk }: ToolbarProps) {
	const { t } = useTranslation();
	return (
		<header className={frame.bar}>
			<h1 className={frame.title} tabIndex={-1}>
				{t("templates:title")}
			</h1>
			{all > 0 ? (
				<span className={frame.count} aria-live="polite">
					{narrowed ? t("templates:countOf", { shown, all }) : t("templates:count", { count: all })}
				</span>
			) : null}
			<SearchBox
				ref={search}
				className={css.search}
				label={t("templates:search")}
				placeholder={t("templates:placeholder")}
				keys="/"
				value={text}
				onChange={onText}
				onEscape={onCards}
				onKeyDown={(event) => {
					if (event.nativeEvent.isComposing || shown === 0) return;
					if (event.key !== "ArrowDown" && event.key !== "Enter") return;
					event.preventDefault();
					onCards();
				}}
			/>
			<span className="grow" />
			{/* With no templates it stands in the middle too, as the one filled button. */}
			<Button keys="R" busy={asking} icon={<RefreshCw aria-hidden="true" className="icon-s" />} onClick={onAsk}>
				{t("templates:refresh")}
			</Button>
		</header>
	);
}
