import { EyeOff, Languages, RefreshCw, Search, Send, Star } from "lucide-react";
import type { RefObject } from "react";
import { useTranslation } from "react-i18next";
import { useAction, useTaught } from "../../app/actions";
import type { Template } from "../../bridge";

export interface TemplateActions {
	/** The one the keyboard is on, in the language that is shown. */
	template: Template | null;
	/** Its detail is open. */
	open: boolean;
	/** There are cards to move among. */
	cards: boolean;
	languages: number;
	hidden: boolean;
	search: RefObject<HTMLInputElement | null>;
	onOpen: () => void;
	onClose: () => void;
	onFavourite: () => void;
	onHide: () => void;
	onLanguage: () => void;
	onSend: () => void;
	onRefresh: () => void;
}

/** What the keys and the palette can do on this screen. */
export function useTemplateActions(props: TemplateActions): void {
	const { template, open, search, hidden } = props;
	const { t } = useTranslation();
	const of = template?.name;
	const when = template !== null;
	useAction({
		id: "templates.search",
		label: t("templates:search"),
		keys: "/",
		icon: <Search aria-hidden="true" />,
		rank: 0,
		run: () => {
			search.current?.focus();
			search.current?.select();
		},
	});
	useAction({
		id: "templates.refresh",
		label: t("templates:keys.refresh"),
		keys: "R",
		icon: <RefreshCw aria-hidden="true" />,
		rank: 0,
		run: props.onRefresh,
	});
	useAction({
		id: "templates.send",
		label: t("templates:detail.send"),
		keys: "T",
		of,
		icon: <Send aria-hidden="true" />,
		when: when && template.problem === null,
		run: props.onSend,
	});
	useAction({
		id: "templates.favourite",
		label: t("templates:detail.favourite"),
		keys: "F",
		of,
		icon: <Star aria-hidden="true" />,
		when,
		run: props.onFavourite,
	});
	useAction({
		id: "templates.hide",
		label: t(hidden ? "templates:detail.unhide" : "templates:detail.hide"),
		keys: "H",
		of,
		icon: <EyeOff aria-hidden="true" />,
		when,
		run: props.onHide,
	});
	useAction({
		id: "templates.language",
		label: t("templates:keys.language"),
		keys: "L",
		of,
		icon: <Languages aria-hidden="true" />,
		when: when && open && props.languages > 1,
		run: props.onLanguage,
	});
	useAction({
		id: "templates.open",
		label: t("templates:keys.open"),
		keys: "Enter",
		of,
		when: when && !open,
		// The card is a button and reads it itself.
		elsewhere: true,
		run: props.onOpen,
	});
	useAction({
		id: "templates.close",
		label: t("templates:keys.close"),
		keys: "Escape",
		when: open,
		keyOnly: true,
		run: props.onClose,
	});
	useTaught("ArrowLeft ArrowRight ArrowUp ArrowDown", { label: t("templates:keys.move"), when: props.cards });
	useTaught("Home End", { label: t("templates:keys.ends"), when: props.cards });
}
