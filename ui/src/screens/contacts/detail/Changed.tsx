import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Banner, Button } from "../../../components";
import type { InPlace } from "./useInPlace";

/** The field was changed on the server meanwhile: what stands there now, and whose is to stay. */
export function Changed({ edit, theirs, onEnd }: { edit: InPlace; theirs: ReactNode; onEnd: () => void }) {
	const { t } = useTranslation();
	return (
		<Banner
			tone="warn"
			role="alert"
			boxed
			actions={
				<>
					<Button size="small" busy={edit.saving} onClick={async () => (await edit.keepMine()) && onEnd()}>
						{t("detail:changed.mine")}
					</Button>
					<Button
						size="small"
						variant="quiet"
						onClick={() => {
							edit.takeTheirs();
							onEnd();
						}}
					>
						{t("detail:changed.theirs")}
					</Button>
				</>
			}
		>
			<b className="medium">{t("detail:changed.title")}</b> {t("detail:changed.now")} <bdi>{theirs}</bdi>
		</Banner>
	);
}
