import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { keys } from "../../../app/query";
import { type AccountId, contactsCounts, contactsReadFilter, type TypedFilter } from "../../../bridge";
import { Button, Dialog, DialogBody, TextField } from "../../../components";

interface Props {
	account: AccountId;
	/** As it was typed before. */
	before?: string;
	open: boolean;
	onOpenChange: (open: boolean) => void;
	/** The filter, and how it was typed. */
	onSave: (typed: TypedFilter, line: string) => void;
}

/** Whoever meets a filter, as it is typed into the search of the contacts. Rust reads it. */
export function FilterDialog({ account, before = "", open, onOpenChange, onSave }: Props) {
	const { t } = useTranslation();
	const [line, setLine] = useState(before);
	const [tried, setTried] = useState(false);
	const field = useRef<HTMLInputElement>(null);
	const read = useQuery({
		queryKey: [account, "typed-filter", line],
		queryFn: () => contactsReadFilter(account, line),
		placeholderData: keepPreviousData,
		gcTime: 0,
	});
	const typed = read.isPlaceholderData ? undefined : read.data;
	// An unfinished last word is no error while it is typed.
	const error = read.data?.errors.find(({ end }) => tried || end < line.length);
	const right = typed !== undefined && typed.errors.length === 0;
	const count = useQuery({
		queryKey: [...keys.filterCounts(account), "total", typed],
		queryFn: () =>
			contactsCounts(account, { text: typed?.text ?? "", filter: typed?.filter ?? { all: [] }, field: "type" }),
		enabled: right && line.trim() !== "",
		placeholderData: keepPreviousData,
		gcTime: 0,
	}).data?.total;
	const save = async () => {
		// Pressed before the last letter was read.
		const whole = typed ?? (await read.refetch()).data;
		if (whole?.errors.length === 0) return onSave(whole, line.trim());
		setTried(true);
		field.current?.focus();
	};
	const empty = line.trim() === "";
	return (
		<Dialog
			open={open}
			onOpenChange={onOpenChange}
			title={t("newCampaign:filter.title")}
			width={480}
			initialFocus={field}
			footer={
				<>
					<Button variant="quiet" size="large" keys="Escape" onClick={() => onOpenChange(false)}>
						{t("common:cancel")}
					</Button>
					<Button
						variant="primary"
						size="large"
						keys="Enter"
						disabledReason={empty ? t("newCampaign:filter.empty") : null}
						onClick={() => void save()}
					>
						{t(before ? "newCampaign:paste.save" : "newCampaign:paste.add")}
					</Button>
				</>
			}
		>
			<DialogBody>
				<form
					onSubmit={(event) => {
						event.preventDefault();
						if (!empty) void save();
					}}
				>
					<TextField
						ref={field}
						label={t("newCampaign:filter.label")}
						placeholder={t("newCampaign:filter.placeholder")}
						hint={
							count === undefined || empty || !right
								? t("newCampaign:filter.help")
								: t("newCampaign:filter.count", { count })
						}
						error={
							error &&
							t(`contacts:filter.error.${error.code}`, {
								value: error.value,
								field: t(`contacts:filter.field.${error.field}`),
							})
						}
						dir="auto"
						spellCheck={false}
						value={line}
						onChange={(event) => {
							setLine(event.target.value);
							setTried(false);
						}}
					/>
				</form>
			</DialogBody>
		</Dialog>
	);
}
