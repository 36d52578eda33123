import { useNavigate } from "@tanstack/react-router";
import { Plus } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Button } from "../../components";

export function AddAccount() {
	const { t } = useTranslation();
	const navigate = useNavigate();
	return (
		<Button
			size="small"
			icon={<Plus aria-hidden="true" className="icon-s" />}
			onClick={() => void navigate({ to: "/connect" })}
		>
			{t("shell:accounts.add")}
		</Button>
	);
}
