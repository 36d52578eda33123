import { useTranslation } from "react-i18next";
import { Button, Dialog, DialogBody } from "../../components";
import { NetworkFields } from "../settings/NetworkFields";

/** The way to the servers, for who does not get as far as the settings without it. */
export function NetworkDialog({ open, onOpenChange }: { open: boolean; onOpenChange: (open: boolean) => void }) {
	const { t } = useTranslation();
	return (
		<Dialog
			open={open}
			onOpenChange={onOpenChange}
			title={t("settings:network.title")}
			width={620}
			footer={
				<Button variant="quiet" size="large" keys="Escape" onClick={() => onOpenChange(false)}>
					{t("common:close")}
				</Button>
			}
		>
			<DialogBody>
				<NetworkFields />
			</DialogBody>
		</Dialog>
	);
}
