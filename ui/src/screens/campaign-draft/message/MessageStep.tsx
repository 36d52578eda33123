import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import type { PlanShow, Template } from "../../../bridge";
import { pickLanguage } from "../../outbox/families";
import { keepChosen } from "../../outbox/session";
import { TemplateList } from "../../outbox/TemplateList";
import type { useTemplates } from "../../outbox/useTemplates";
import type { Place } from "../check/place";
import { setFill, setTemplate } from "../draft";
import type { StepProps } from "../step";
import { FillPane } from "./FillPane";
import css from "./Message.module.css";
import { PreviewSide } from "./PreviewSide";

interface Props extends StepProps {
	templates: ReturnType<typeof useTemplates>;
	template: Template | undefined;
	/** Next was pressed: places not filled say so. */
	tried: boolean;
	place: Place;
	onPlace: (place: Place) => void;
	/** Opens a list of people. */
	onShow: (show: PlanShow) => void;
	onClose: () => void;
}

/** Which template, and what stands in its places. */
export function MessageStep(props: Props) {
	const { account, draft, change, planning, templates, template, tried, place, onPlace, onShow, onClose } = props;
	const { i18n } = useTranslation();
	const { families } = templates;
	const family = families?.find(({ members }) => members.some((one) => one === template));
	const search = useRef<HTMLInputElement>(null);
	const pane = useRef<HTMLElement>(null);
	// One comes here to choose, or to go on where nothing is filled yet.
	useEffect(() => {
		const first = pane.current?.querySelector<HTMLElement>("input[data-empty]");
		(first ?? search.current)?.focus();
	}, []);
	useEffect(() => {
		if (tried) pane.current?.querySelector<HTMLElement>("[aria-invalid='true']")?.focus();
	}, [tried]);
	const goOn = useRef(false);
	const chosen = template?.template_id;
	// biome-ignore lint/correctness/useExhaustiveDependencies: runs when another template is shown
	useEffect(() => {
		if (goOn.current) pane.current?.querySelector<HTMLElement>("input")?.focus();
		goOn.current = false;
	}, [chosen]);
	const choose = (next: Template) => {
		keepChosen(account.id, next);
		change(setTemplate(next.template_id));
	};
	const languageOf = (one: NonNullable<typeof family>) => pickLanguage(one, template?.language, false, i18n.language);
	return (
		<div className={css.columns}>
			<TemplateList
				families={families}
				chosen={template}
				languageOf={languageOf}
				onChoose={(one, on = false) => {
					goOn.current = on;
					choose(languageOf(one));
				}}
				onEnter={() => pane.current?.querySelector<HTMLElement>("input")?.focus()}
				onClose={onClose}
				error={templates.error}
				onRetry={templates.retry}
				onAsk={templates.ask}
				asking={templates.asking}
				askError={templates.askError}
				searchRef={search}
			/>
			<FillPane
				ref={pane}
				{...{ draft, change, planning, family, template, tried, onShow }}
				onLanguage={choose}
				onFill={(field, fill) => change(setFill(field, fill))}
			/>
			<PreviewSide {...{ account, draft, change, planning, template, place, onPlace }} />
		</div>
	);
}
