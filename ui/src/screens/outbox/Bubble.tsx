import {
	Copy,
	ExternalLink,
	FileText,
	Image,
	type LucideIcon,
	MapPin,
	Phone as PhoneIcon,
	Reply,
	Video,
} from "lucide-react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { HeaderKind, Rendered } from "../../bridge";
import styles from "./Bubble.module.css";
import { type Run, readMarks } from "./marks";
import { keptName } from "./mediaValue";
import { slotNumber } from "./slots";
import { mediaKey } from "./words";

const BUTTON_ICONS: Record<string, LucideIcon> = {
	QUICK_REPLY: Reply,
	URL: ExternalLink,
	PHONE_NUMBER: PhoneIcon,
	COPY_CODE: Copy,
};

/** Pictures of a header; none for words and for nothing. */
export const MEDIA_ICONS: Record<HeaderKind, LucideIcon | null> = {
	none: null,
	text: null,
	image: Image,
	video: Video,
	document: FileText,
	location: MapPin,
	other: FileText,
};

/** The file's name in a link, readable; the host where there is none. */
export function fileName(link: string): string {
	const kept = keptName(link);
	if (kept !== null) return kept;
	let url: URL;
	try {
		url = new URL(link);
	} catch {
		return link;
	}
	const last = url.pathname.split("/").filter(Boolean).at(-1);
	if (last === undefined) return url.host;
	try {
		return decodeURIComponent(last);
	} catch {
		return last;
	}
}

/** A message as the person reads it. Every part is text; nothing is loaded. */
export function Bubble({ rendered, time }: { rendered: Rendered; time: string }) {
	const { t } = useTranslation();
	const MediaIcon = MEDIA_ICONS[rendered.header];
	return (
		<div className={styles.wa} dir="auto">
			{MediaIcon && (
				<div className={styles.media}>
					<MediaIcon aria-hidden="true" />
					<span className="hidden">{t(mediaKey(rendered.header))}</span>
					{rendered.header_link ? <bdi className={styles.file}>{fileName(rendered.header_link)}</bdi> : null}
				</div>
			)}
			{rendered.header_text.length > 0 && (
				<p className={styles.header}>
					{rendered.header_text.map((piece, index) => (
						// biome-ignore lint/suspicious/noArrayIndexKey: pieces have no identity but their place
						<Words key={index} text={piece.text} slot={piece.slot} />
					))}
				</p>
			)}
			<p className={styles.text}>
				{readMarks(rendered.body).map((run, index) => (
					// biome-ignore lint/suspicious/noArrayIndexKey: runs have no identity but their place
					<Styled key={index} run={run} />
				))}
			</p>
			<div className={styles.foot}>
				<span>{rendered.footer}</span>
				<time className="num">{time}</time>
			</div>
			{rendered.buttons.map((button, index) => {
				const Icon = BUTTON_ICONS[button.kind];
				return (
					// biome-ignore lint/suspicious/noArrayIndexKey: two buttons may read alike
					<div key={index} className={styles.button}>
						{Icon && <Icon className="icon-turn" aria-hidden="true" />}
						<bdi className="cut">{button.text}</bdi>
					</div>
				);
			})}
		</div>
	);
}

/** Words of the template, or of a slot: underlined, dashed with the slot's number while it is empty. */
function Words({ text, slot }: { text: string; slot: string | null }) {
	const { t } = useTranslation();
	if (slot === null) return text;
	if (text !== "") return <span className={styles.fill}>{text}</span>;
	const number = slotNumber(slot);
	return (
		<span className={styles.missing}>
			{number === 0 ? t("outbox:slots.header") : t("outbox:slots.variable", { number })}
		</span>
	);
}

function Styled({ run }: { run: Run }) {
	let node: ReactNode = <Words text={run.text} slot={run.slot} />;
	if (run.code) node = <code className={styles.code}>{node}</code>;
	if (run.strike) node = <s>{node}</s>;
	if (run.italic) node = <em>{node}</em>;
	if (run.bold) node = <strong>{node}</strong>;
	return node;
}

/** The phone round a bubble: whose message it is, on its wallpaper. */
export function Phone({ from, children }: { from: string; children: ReactNode }) {
	return (
		<div className={styles.phone}>
			<div className={styles.head}>
				<bdi className="cut">{from}</bdi>
			</div>
			{/* biome-ignore lint/a11y/noNoninteractiveTabindex: a long message scrolls, by keyboard too */}
			<div className={styles.wall} tabIndex={0}>
				{children}
			</div>
		</div>
	);
}
