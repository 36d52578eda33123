import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { errorText } from "../../../app/errors";
import { keys } from "../../../app/query";
import {
	type AccountId,
	BridgeError,
	campaignsBlock,
	campaignsBlockGroup,
	campaignsDoNotMessage,
	type DoNotMessage,
	groupsList,
} from "../../../bridge";
import { Button, Dialog, DialogBody, ErrorBanner, SelectField, Skeleton, useToast } from "../../../components";
import { AddNumber } from "./AddNumber";
import { BlockList } from "./BlockList";

/** Stands for no group in the list. */
const NONE = "none";
const NOBODY: DoNotMessage["people"] = [];

interface Props {
	account: AccountId;
	open: boolean;
	onOpenChange: (open: boolean) => void;
}

/** Who is never sent to from this computer: numbers, and a group of the server. */
export function BlockDialog({ account, open, onOpenChange }: Props) {
	const { t } = useTranslation();
	const client = useQueryClient();
	const toast = useToast();
	const key = [...keys.campaigns(account), "do-not-message"];
	const list = useQuery({ queryKey: key, queryFn: () => campaignsDoNotMessage(account) });
	const groups = useQuery({ queryKey: keys.groups(account), queryFn: () => groupsList(account) });
	const [failure, setFailure] = useState<BridgeError | null>(null);
	const take = (next: DoNotMessage) => void client.setQueryData(key, next);
	const put = async (phone: string, blocked: boolean): Promise<boolean> => {
		try {
			take(await campaignsBlock(account, phone, blocked));
			return true;
		} catch (error) {
			if (!(error instanceof BridgeError)) throw error;
			const words = errorText(error, t);
			toast.show({ tone: "danger", text: `${words.title} ${words.text}` });
			return false;
		}
	};
	const remove = async (phone: string, shown: string) => {
		if (!(await put(phone, false))) return;
		toast.show({
			text: t("campaigns:toast.removed", { phone: shown }),
			action: { label: t("campaigns:toast.undo"), onSelect: () => void put(phone, true) },
		});
	};
	const choose = async (value: string) => {
		setFailure(null);
		try {
			take(await campaignsBlockGroup(account, value === NONE ? null : Number(value)));
		} catch (error) {
			if (!(error instanceof BridgeError)) throw error;
			setFailure(error);
		}
	};
	const chosen = list.data?.group ?? null;
	const known = groups.data ?? [];
	const gone = chosen !== null && groups.isSuccess && !known.some(({ id }) => id === chosen);
	const options = [
		{ value: NONE, label: t("campaigns:block.noGroup") },
		...(gone ? [{ value: String(chosen), label: t("campaigns:block.goneGroup", { id: chosen }) }] : []),
		...known.map(({ id, name }) => ({ value: String(id), label: name })),
	];
	return (
		<Dialog
			open={open}
			onOpenChange={onOpenChange}
			title={t("campaigns:block.title")}
			width={460}
			footer={
				<Button variant="quiet" size="large" keys="Escape" onClick={() => onOpenChange(false)}>
					{t("common:close")}
				</Button>
			}
		>
			<DialogBody>
				<p className="muted">{t("campaigns:block.text")}</p>
				{failure ? <ErrorBanner boxed error={failure} /> : null}
				{list.error instanceof BridgeError ? (
					<ErrorBanner boxed error={list.error} onRetry={() => void list.refetch()} />
				) : null}
				{/* There at once: the focus goes to it. */}
				<AddNumber account={account} people={list.data?.people ?? NOBODY} onAdded={take} />
				{list.data ? (
					<>
						<BlockList people={list.data.people} onRemove={(phone, shown) => void remove(phone, shown)} />
						<SelectField
							label={t("campaigns:block.group")}
							help={t("campaigns:block.groupHelp")}
							value={chosen === null ? NONE : String(chosen)}
							options={options}
							onChange={(value) => void choose(value)}
						/>
					</>
				) : list.isPending ? (
					<div role="status">
						<span className="hidden">{t("campaigns:block.loading")}</span>
						<Skeleton width="70%" />
					</div>
				) : null}
			</DialogBody>
		</Dialog>
	);
}
