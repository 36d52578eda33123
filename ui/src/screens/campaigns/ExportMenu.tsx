import { ChevronDown, FileDown } from "lucide-react";
import { useTranslation } from "react-i18next";
import type { ReportFormat } from "../../bridge";
import { Button, Menu } from "../../components";

/** What is shown, as a file of the kind that is chosen. */
export function ExportMenu({ onSave }: { onSave: (format: ReportFormat) => void }) {
	const { t } = useTranslation();
	return (
		<Menu
			label={t("campaigns:action.export")}
			align="end"
			trigger={
				<Button icon={<FileDown aria-hidden="true" className="icon-s" />}>
					{t("campaigns:action.export")}
					<ChevronDown aria-hidden="true" className="icon-s" />
				</Button>
			}
			items={(["csv", "xlsx"] as const).map((format) => ({
				label: t(`campaigns:export.${format}`),
				onSelect: () => onSave(format),
			}))}
		/>
	);
}
