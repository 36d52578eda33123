import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Button, Dialog, DialogBody, SearchBox, Skeleton, WhoseContext } from "../../components";
import css from "./settings.module.css";

interface Props {
	open: boolean;
	onOpenChange: (open: boolean) => void;
}

/** What this program is made of, as it was built: each package, its licence and its text. */
export function LicencesDialog({ open, onOpenChange }: Props) {
	const { t } = useTranslation();
	const [text, setText] = useState("");
	const { data, isError } = useQuery({
		queryKey: ["licences"],
		queryFn: async () => (await import("virtual:licences")).default,
		enabled: open,
		staleTime: Number.POSITIVE_INFINITY,
	});
	const wanted = text.trim().toLowerCase();
	const found = data?.packages.filter((one) => `${one.name} ${one.licence}`.toLowerCase().includes(wanted)) ?? [];
	return (
		<WhoseContext value={null}>
			<Dialog
				open={open}
				onOpenChange={onOpenChange}
				title={t("settings:licences.title")}
				width={640}
				height="80vh"
				footer={
					<Button variant="quiet" size="large" keys="Escape" onClick={() => onOpenChange(false)}>
						{t("common:close")}
					</Button>
				}
			>
				<DialogBody>
					<p>{t("settings:licences.text", { count: data?.packages.length ?? 0 })}</p>
					<SearchBox
						label={t("settings:licences.find")}
						placeholder={t("settings:licences.find")}
						value={text}
						onChange={setText}
						onEscape={() => onOpenChange(false)}
					/>
					{data ? null : isError ? <p className={css.danger}>{t("settings:licences.failed")}</p> : <Skeleton />}
					{data && found.length === 0 ? <p className="faint">{t("settings:licences.nothing")}</p> : null}
					<ul className={css.licences}>
						{found.map((one) => (
							<li key={`${one.name} ${one.version}`}>
								<details>
									<summary>
										<span className="medium">{one.name}</span> <span className="num faint">{one.version}</span>
										<span className={css.licence}>{one.licence}</span>
									</summary>
									{one.texts.length === 0 ? <p className="small faint">{t("settings:licences.noText")}</p> : null}
									{one.texts.map((place) => (
										<pre key={place} className={css.text} dir="ltr">
											{data?.texts[place]}
										</pre>
									))}
								</details>
							</li>
						))}
					</ul>
				</DialogBody>
			</Dialog>
		</WhoseContext>
	);
}
