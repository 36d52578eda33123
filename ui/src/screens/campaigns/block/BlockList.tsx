import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useFormatTime } from "../../../app/time";
import type { DoNotMessageEntry } from "../../../bridge";
import { Button, SearchBox, Tel } from "../../../components";
import css from "./Block.module.css";

/** More are found by their digits. */
const SHOWN = 100;
/** Fewer are seen at a glance. */
const FIND_FROM = 8;

interface Props {
	people: readonly DoNotMessageEntry[];
	onRemove: (phone: string, shown: string) => void;
}

export function BlockList({ people, onRemove }: Props) {
	const { t } = useTranslation();
	const time = useFormatTime();
	const [text, setText] = useState("");
	const digits = text.replace(/\D/g, "");
	const found = digits === "" ? people : people.filter(({ phone }) => phone.includes(digits));
	const more = found.length - SHOWN;
	if (people.length === 0) return <p className="muted">{t("campaigns:block.none")}</p>;
	return (
		<div className={css.numbers}>
			{people.length >= FIND_FROM ? (
				<SearchBox label={t("campaigns:block.find")} value={text} onChange={setText} inputMode="tel" dir="ltr" />
			) : null}
			<ul className={css.list} aria-label={t("campaigns:block.list")}>
				{found.slice(0, SHOWN).map(({ phone, phone_display: shown, added_at: since }) => (
					<li key={phone} className={css.number}>
						<Tel>{shown}</Tel>
						<time dateTime={since} className={css.since}>
							{t("campaigns:block.since", { time: time.short(since) })}
						</time>
						<Button
							size="small"
							variant="quiet"
							aria-label={t("campaigns:block.remove", { phone: shown })}
							onClick={() => onRemove(phone, shown)}
						>
							{t("campaigns:block.removeShort")}
						</Button>
					</li>
				))}
			</ul>
			{found.length === 0 ? <p className="small muted">{t("campaigns:block.noMatch")}</p> : null}
			{more > 0 ? <p className="small muted">{t("campaigns:block.more", { count: more })}</p> : null}
		</div>
	);
}
