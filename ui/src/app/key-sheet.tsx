import { Keyboard } from "lucide-react";
import { useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { Button, Dialog, DialogBody, Kbd } from "../components";
import { useAction, useActionList } from "./actions";
import css from "./key-sheet.module.css";

/** `?`: every key that does something now. */
export function KeySheet() {
	const { t } = useTranslation();
	const [open, setOpen] = useState(false);
	useAction({
		id: "keys",
		label: t("shell:keys.title"),
		keys: "?",
		icon: <Keyboard aria-hidden="true" />,
		rank: 2,
		run: () => setOpen(true),
	});
	const actions = useActionList();
	const rows = useMemo(() => actions.filter((action) => action.keys !== undefined && action.layer === 0), [actions]);
	return (
		<Dialog
			open={open}
			onOpenChange={setOpen}
			title={t("shell:keys.title")}
			width={480}
			footer={
				<Button size="large" onClick={() => setOpen(false)}>
					{t("common:close")}
				</Button>
			}
		>
			<DialogBody>
				<dl className={css.keys}>
					{rows.map((action) => (
						<div key={action.id}>
							<dt>{action.label}</dt>
							<dd>
								{action.keys?.split(" ").map((keys) => (
									<Kbd key={keys} keys={keys} />
								))}
								<span className="hidden">{action.keys}</span>
							</dd>
						</div>
					))}
				</dl>
			</DialogBody>
		</Dialog>
	);
}
