import { useQuery } from "@tanstack/react-query";
import { type FormEvent, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { errorText, fieldErrorText } from "../../../app/errors";
import {
	type AccountId,
	BridgeError,
	campaignsBlock,
	type DoNotMessage,
	type DoNotMessageEntry,
	phonesRead,
} from "../../../bridge";
import { Button, TextField, useToast } from "../../../components";
import css from "./Block.module.css";

interface Props {
	account: AccountId;
	people: readonly DoNotMessageEntry[];
	onAdded: (list: DoNotMessage) => void;
}

/** A number to be put on the list; what it is read as is shown before. */
export function AddNumber({ account, people, onAdded }: Props) {
	const { t } = useTranslation();
	const toast = useToast();
	const field = useRef<HTMLInputElement>(null);
	const [text, setText] = useState("");
	const [error, setError] = useState<string>();
	const [busy, setBusy] = useState(false);
	const typed = text.trim();
	const reading = useQuery({
		queryKey: [account, "number-read", typed],
		queryFn: () => phonesRead({ text: typed, region: null }),
		enabled: typed !== "",
		gcTime: 0,
	}).data;
	const stored = reading?.stored ?? null;
	const known = stored !== null && people.some(({ phone }) => phone === stored);
	const help = known
		? t("campaigns:block.already")
		: stored === null
			? t("campaigns:block.phoneHelp")
			: t("campaigns:block.reads", { phone: stored });
	const add = async (event: FormEvent) => {
		event.preventDefault();
		if (busy || typed === "" || known) return;
		setBusy(true);
		setError(undefined);
		try {
			const list = await campaignsBlock(account, typed, true);
			onAdded(list);
			setText("");
			const phone = list.people[0]?.phone_display ?? typed;
			toast.show({ text: t("campaigns:block.added", { phone }) });
		} catch (failure) {
			if (!(failure instanceof BridgeError)) throw failure;
			const [wrong] = failure.fields;
			const words = errorText(failure, t);
			setError(wrong ? fieldErrorText(wrong, t) : `${words.title} ${words.text}`);
		} finally {
			setBusy(false);
			field.current?.focus();
		}
	};
	return (
		<form className={css.add} noValidate onSubmit={(event) => void add(event)}>
			<TextField
				ref={field}
				label={t("campaigns:block.phone")}
				type="tel"
				dir="ltr"
				value={text}
				help={help}
				warning={
					stored !== null && !known && reading?.warning ? t("campaigns:block.odd", { phone: stored }) : undefined
				}
				error={error}
				announce
				onChange={(event) => {
					setText(event.target.value);
					setError(undefined);
				}}
			/>
			<Button type="submit" size="large" busy={busy}>
				{t("campaigns:block.add")}
			</Button>
		</form>
	);
}
