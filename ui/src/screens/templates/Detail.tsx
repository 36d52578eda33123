import { CircleSlash, EyeOff, Star, X } from "lucide-react";
import { useTranslation } from "react-i18next";
import { useNow } from "../../app/time";
import type { Account, Template } from "../../bridge";
import { Banner, Button, cx, IconButton, Segment } from "../../components";
import { Bubble, Phone } from "../outbox/Bubble";
import type { Family } from "../outbox/families";
import { LanguageChoice } from "../outbox/LanguageChoice";
import { clock } from "../outbox/moment";
import { asWritten } from "../outbox/usePreview";
import { problemKey } from "../outbox/words";
import css from "./Detail.module.css";
import { Facts } from "./Facts";
import type { Used } from "./filters";
import { useWallpaper } from "./useWallpaper";

export interface DetailProps {
	account: Account;
	family: Family;
	/** The language that is shown. */
	template: Template;
	onLanguage: (template: Template) => void;
	favourite: boolean;
	onFavourite: () => void;
	hidden: boolean;
	onHide: () => void;
	/** Its runs; undefined where they are not known. */
	used: ReturnType<Used["get"]>;
	onSend: () => void;
	onClose: () => void;
}

/** What a person will read, what is to be filled in, and why it cannot be sent if it cannot. */
export function Detail(props: DetailProps) {
	const { account, family, template, onLanguage, favourite, onFavourite, hidden, onHide, used, onSend, onClose } =
		props;
	const { t, i18n } = useTranslation();
	const now = useNow(10_000);
	const { wallpaper, forced, choose } = useWallpaper();
	const problem = template.problem ? t(problemKey(template.problem)) : null;
	return (
		<aside className={css.detail} aria-label={family.name} data-region="detail">
			<header className={css.bar}>
				<h2 className={cx(css.title, "cut")}>
					<bdi>{family.name}</bdi>
				</h2>
				<span className="grow" />
				<IconButton
					label={t("templates:detail.favourite")}
					keys="F"
					aria-pressed={favourite}
					icon={<Star aria-hidden="true" className={cx(favourite && css.starred)} />}
					onClick={onFavourite}
				/>
				<IconButton
					label={t(hidden ? "templates:detail.unhide" : "templates:detail.hide")}
					keys="H"
					className={cx(hidden && css.pressed)}
					icon={<EyeOff aria-hidden="true" />}
					onClick={onHide}
				/>
				<IconButton
					label={t("templates:detail.close")}
					keys="Escape"
					icon={<X aria-hidden="true" />}
					onClick={onClose}
				/>
			</header>
			{/* Another name begins at its top. */}
			<div key={family.name} className={css.body}>
				{problem ? (
					<Banner tone="warn" boxed>
						{problem}
					</Banner>
				) : null}
				<div className={css.line}>
					<LanguageChoice family={family} template={template} onLanguage={onLanguage} className={css.only} />
					<span className="grow" />
					<Segment
						label={t("templates:detail.wallpaper")}
						value={wallpaper}
						onChange={choose}
						options={[
							{ value: "light", label: t("templates:detail.light") },
							{ value: "dark", label: t("templates:detail.dark") },
						]}
					/>
				</div>
				<section className={css.phone} data-wall={forced} aria-label={t("templates:detail.preview")}>
					<Phone from={account.name}>
						<Bubble rendered={asWritten(template)} time={clock(now, i18n.language)} />
					</Phone>
				</section>
				<Facts template={template} used={used} />
			</div>
			<footer className={css.foot}>
				<Button
					variant="primary"
					size="large"
					keys="T"
					icon={problem ? <CircleSlash aria-hidden="true" className="icon-s" /> : undefined}
					disabledReason={problem}
					onClick={onSend}
				>
					{t("templates:detail.send")}
				</Button>
			</footer>
		</aside>
	);
}
