import { ArrowLeft } from "lucide-react";
import { useTranslation } from "react-i18next";
import type { SelectionPart } from "../../../bridge";
import { Button } from "../../../components";
import css from "./PartBar.module.css";

interface Props {
	part: SelectionPart;
	/** Rows of it. */
	total: number;
	onBack: () => void;
}

/** In place of the filters while the list shows the ticked, or those left out. */
export function PartBar({ part, total, onBack }: Props) {
	const { t } = useTranslation();
	return (
		<div className={css.bar}>
			<Button
				size="small"
				variant="quiet"
				icon={<ArrowLeft aria-hidden="true" className="icon-s icon-turn" />}
				keys="Escape"
				onClick={onBack}
			>
				{t("selection:part.back")}
			</Button>
			<span role="status">{t(`selection:part.${part}`, { count: total })}</span>
		</div>
	);
}
