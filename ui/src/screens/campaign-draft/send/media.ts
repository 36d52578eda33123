// What is said of what stands in the header, and whether it stops the run.
import type { TFunction } from "i18next";
import type { MediaCheck, MediaProblem } from "../../../bridge";

/** In whole megabytes, as WhatsApp gives its limits. */
const megabytes = (bytes: number) => Math.ceil(bytes / 1024 / 1024);

export function mediaWords(t: TFunction, problem: MediaProblem): string {
	switch (problem.why) {
		case "file_gone":
			return t("newCampaign:media.file_gone");
		case "unreachable":
			return t("newCampaign:media.unreachable");
		case "refused":
			return t("newCampaign:media.refused", { status: problem.status });
		case "wrong_type":
			return t("newCampaign:media.wrong_type", { type: problem.content_type });
		case "too_large":
			return t("newCampaign:media.too_large", { size: megabytes(problem.bytes), most: megabytes(problem.most) });
	}
}

/** The first thing that WhatsApp will refuse; that this computer cannot reach a link does not say that the server cannot. */
export function mediaStop({ bad }: MediaCheck): MediaProblem | null {
	return bad.find(({ problem }) => problem.why !== "unreachable")?.problem ?? null;
}
