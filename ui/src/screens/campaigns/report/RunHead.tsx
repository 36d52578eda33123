import { Link } from "@tanstack/react-router";
import { ChevronRight, PanelRight } from "lucide-react";
import { useTranslation } from "react-i18next";
import type { Campaign } from "../../../bridge";
import { Button, IconButton, StatusDot } from "../../../components";
import frame from "../../frame.module.css";
import { RunButtons } from "../RunButtons";
import { toneOf } from "../states";
import type { Controls } from "../useControls";
import type { RunWords } from "../useRunWords";
import css from "./RunScreen.module.css";

interface Props {
	run: Campaign;
	words: RunWords;
	controls: Controls;
	retryReason: string | null;
	onRetry: () => void;
	/** The pane beside the people is open. */
	about: boolean;
	onAbout: () => void;
}

export function RunHead({ run, words, controls, retryReason, onRetry, about, onAbout }: Props) {
	const { t } = useTranslation();
	return (
		<header className={frame.bar}>
			<Link to="/campaigns" activeOptions={{ exact: true }} className={css.crumb}>
				{t("campaigns:title")}
			</Link>
			<ChevronRight aria-hidden="true" className="icon-s icon-turn faint" />
			<h1 className={css.title} tabIndex={-1}>
				<bdi className="cut">{run.name}</bdi>
			</h1>
			<span className={css.state}>
				<StatusDot tone={toneOf(run)} /> <span className="cut">{words.state(run)}</span>
			</span>
			<span className="grow" />
			<IconButton
				label={t("campaigns:action.about")}
				icon={<PanelRight aria-hidden="true" className="icon-turn" />}
				aria-pressed={about}
				onClick={onAbout}
			/>
			<Button disabledReason={retryReason} onClick={onRetry}>
				{t("campaigns:action.retry")}
			</Button>
			<RunButtons run={run} controls={controls} />
		</header>
	);
}
