import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { errorText } from "../../app/errors";
import { sized } from "../../app/number";
import { type BridgeError, dataOpenFolder, dataPlace } from "../../bridge";
import { Button, useToast } from "../../components";
import { DeleteAllDialog } from "./DeleteAllDialog";
import { Line, Part } from "./Part";
import css from "./settings.module.css";

/** What lies on this computer. */
export function DataPart() {
	const { t } = useTranslation();
	const { show } = useToast();
	const [asking, setAsking] = useState(false);
	const { data } = useQuery({ queryKey: ["data-place"], queryFn: dataPlace });
	const open = () => {
		dataOpenFolder().catch((error: BridgeError) => {
			const { title } = errorText(error, t);
			show({ tone: "danger", text: t("settings:data.notOpened", { why: title, folder: data?.folder }) });
		});
	};
	return (
		<Part title={t("settings:data.title")}>
			<Line name={t("settings:data.folder")}>
				<span className={css.grow}>
					<bdi className="cut" title={data?.folder}>
						{data?.folder}
					</bdi>
					<span className="small faint">{data ? sized(data.bytes) : null}</span>
				</span>
				<Button size="small" onClick={open}>
					{t("settings:data.open")}
				</Button>
			</Line>
			<Line name={t("settings:data.all")}>
				<span className={`${css.grow} faint`}>{t("settings:data.allHelp")}</span>
				<Button size="small" variant="danger" onClick={() => setAsking(true)}>
					{t("settings:data.delete")}
				</Button>
			</Line>
			<DeleteAllDialog open={asking} onOpenChange={setAsking} />
		</Part>
	);
}
