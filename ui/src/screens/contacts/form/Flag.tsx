// Emoji flags are not drawn by every system: pictures are.
import styles from "./Flag.module.css";

const files = import.meta.glob<string>("/../node_modules/country-flag-icons/3x2/*.svg", {
	query: "?url&no-inline",
	import: "default",
	eager: true,
});
const urls = new Map(Object.entries(files).map(([path, url]) => [path.replace(/^.*\/|\.svg$/g, ""), url] as const));

/** Decoration: the country's name or code stands beside it. */
export function Flag({ region }: { region: string }) {
	const url = urls.get(region);
	return url ? <img src={url} alt="" className={styles.flag} width={18} height={12} /> : null;
}
