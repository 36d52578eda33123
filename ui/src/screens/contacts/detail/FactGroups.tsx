import { useQueryClient } from "@tanstack/react-query";
import { useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { errorText } from "../../../app/errors";
import { keys } from "../../../app/query";
import { type AccountId, BridgeError, type Contact, detailSetGroup, type Group, groupsCreate } from "../../../bridge";
import { GroupsField } from "../form/GroupsField";
import css from "./Facts.module.css";

interface Props {
	account: AccountId;
	contact: Contact;
	groups: readonly Group[];
}

/** The groups of a contact: each is put in or taken out by a call of its own, so that what others do stays. */
export function FactGroups({ account, contact, groups }: Props) {
	const { t } = useTranslation();
	const client = useQueryClient();
	const [text, setText] = useState("");
	const [error, setError] = useState<string>();
	/** Changes asked for and not answered yet, by group. */
	const [asked, setAsked] = useState<ReadonlyMap<number, boolean>>(new Map());
	const last = useRef<Promise<unknown>>(Promise.resolve());

	const kept = contact.groups.filter((id) => asked.get(id) !== false);
	const added = [...asked].filter(([id, member]) => member && !contact.groups.includes(id)).map(([id]) => id);
	const value = [...kept, ...added];

	const set = (group: number, member: boolean) => {
		setError(undefined);
		setAsked((before) => new Map(before).set(group, member));
		// One after the other: the answer to the last one is the whole truth.
		last.current = last.current.then(async () => {
			try {
				const saved = await detailSetGroup(account, { contact: contact.id, group, member });
				client.setQueryData([...keys.contacts(account), saved.id], saved);
			} catch (cause) {
				if (!(cause instanceof BridgeError)) throw cause;
				const words = errorText(cause, t);
				const name = groups.find((one) => one.id === group)?.name ?? t("contacts:form.groupGone", { id: group });
				const what = cause.params.what === "group" ? t("detail:groups.gone") : `${words.title} ${words.text}`;
				setError(t(member ? "detail:groups.notAdded" : "detail:groups.notRemoved", { name, reason: what }));
			} finally {
				setAsked((before) => {
					const left = new Map(before);
					left.delete(group);
					return left;
				});
			}
		});
	};

	return (
		<GroupsField
			account={account}
			className={css.row}
			groups={groups}
			value={value}
			onChange={(next) => {
				for (const id of next) if (!value.includes(id)) set(id, true);
				for (const id of value) if (!next.includes(id)) set(id, false);
			}}
			text={text}
			onText={setText}
			onCreate={(name) => groupsCreate(account, name)}
			error={error}
			ref={null}
		/>
	);
}
