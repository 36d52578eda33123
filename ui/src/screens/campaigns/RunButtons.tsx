import { useTranslation } from "react-i18next";
import type { Campaign } from "../../bridge";
import { Button, type ButtonProps } from "../../components";
import { canBegin, canCancel, canPause, canResume, inCancelWindow } from "./states";
import type { Controls } from "./useControls";

interface Props {
	run: Campaign;
	controls: Controls;
	/** In a row of the list: small, named by the row's name, reached when the row is. */
	row?: Pick<ButtonProps, "tabIndex" | "aria-describedby">;
}

/** What may be done to a run as it stands; the likeliest last, where the hand is. */
export function RunButtons({ run, controls, row }: Props) {
	const { t } = useTranslation();
	const shape = row ? ({ size: "small", ...row } as const) : {};
	const main = row ? "secondary" : "primary";
	if (inCancelWindow(run))
		return (
			<Button {...shape} variant={main} onClick={() => controls.takeBack(run)}>
				{t("campaigns:action.takeBack")}
			</Button>
		);
	return (
		<>
			{canCancel(run) ? (
				<Button {...shape} variant="danger" onClick={() => controls.askCancel(run)}>
					{t("campaigns:action.cancel")}
				</Button>
			) : null}
			{canBegin(run) ? (
				<>
					<Button {...shape} onClick={() => controls.reschedule(run)}>
						{t("campaigns:action.anotherTime")}
					</Button>
					<Button
						{...shape}
						variant={run.state === "missed" ? main : "secondary"}
						onClick={() => controls.askBegin(run)}
					>
						{t("campaigns:action.beginNow")}
					</Button>
				</>
			) : null}
			{canPause(run) ? (
				<Button {...shape} variant={main} keys={row ? undefined : "P"} onClick={() => controls.toggle(run)}>
					{t("campaigns:action.pause")}
				</Button>
			) : null}
			{canResume(run) ? (
				<Button {...shape} variant={main} keys={row ? undefined : "P"} onClick={() => controls.toggle(run)}>
					{t("campaigns:action.resume")}
				</Button>
			) : null}
		</>
	);
}
