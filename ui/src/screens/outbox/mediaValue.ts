// What stands in a header's place: a link, or a file that Rust keeps. Pure.
import type { HeaderKind } from "../../bridge";

const KEPT = "file:";

/** The name of a kept file; none: it is a link, or nothing yet. */
export function keptName(value: string): string | null {
	if (!value.startsWith(KEPT)) return null;
	return value.slice(value.indexOf("/") + 1);
}

/** What the system's dialog offers, by the kind of header. */
export const ACCEPTED: Partial<Record<HeaderKind, string>> = {
	image: ".jpg,.jpeg,.png",
	video: ".mp4,.3gp",
	document: ".pdf,.doc,.docx,.xls,.xlsx,.ppt,.pptx,.txt",
};

/** More is never taken, of no kind: not even read. */
export const MOST_MB = 100;
