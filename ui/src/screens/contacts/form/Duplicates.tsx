import { Users } from "lucide-react";
import { useEffect, useState } from "react";
import { Trans, useTranslation } from "react-i18next";
import { personLabel } from "../../../app/person";
import { type AccountId, type Contact, type ContactInput, contactsDuplicates, type Duplicate } from "../../../bridge";
import { StatusDot } from "../../../components";
import type { Lists } from "../lists";
import { isKnownType } from "../rows";
import styles from "./Duplicates.module.css";

const AFTER_TYPING_MS = 150;
const SHOWN = 3;

interface Props {
	account: AccountId;
	own: number | null;
	values: ContactInput;
	base: ContactInput;
	lists: Lists;
	onOpen: (contact: Contact) => void;
}

/** Who may be written down already, while one types: the mirror is asked, never the server. */
export function Duplicates({ account, own, values, base, lists, onOpen }: Props) {
	const { t } = useTranslation();
	const [found, setFound] = useState<Duplicate[]>([]);
	const { firstname, lastname, company, phone, email } = values;
	// An edit asks only about what was changed: the rest was known when it was saved.
	const changed = (field: "phone" | "email") => own === null || values[field] !== base[field];
	const names = own === null || firstname !== base.firstname || lastname !== base.lastname || company !== base.company;
	const request = {
		own,
		phone: changed("phone") ? phone : "",
		email: changed("email") ? email : "",
		firstname: names ? firstname : "",
		lastname: names ? lastname : "",
		company: names ? company : "",
	};
	const key = JSON.stringify(request);
	// biome-ignore lint/correctness/useExhaustiveDependencies: the key stands for the request, which is new at every render
	useEffect(() => {
		let current = true;
		const nothing = [request.phone, request.email, request.lastname].every((text) => text.trim() === "");
		if (nothing) {
			setFound([]);
			return;
		}
		const timer = setTimeout(() => {
			contactsDuplicates(account, request).then(
				(people) => current && setFound(people),
				() => current && setFound([]),
			);
		}, AFTER_TYPING_MS);
		return () => {
			current = false;
			clearTimeout(timer);
		};
	}, [account, key]);

	return (
		<div
			role="status"
			className={found.length > 0 ? styles.people : styles.none}
			aria-label={t("form:duplicate.label")}
		>
			{found.slice(0, SHOWN).map(({ contact, why }) => {
				const name = personLabel(contact);
				const status = lists.names.statuses.get(contact.status_id ?? -1);
				const type = isKnownType(contact.type) ? t(`contacts:type.${contact.type}`) : contact.type;
				return (
					<div
						key={contact.id}
						className={why === "same_phone" || why === "same_email" || why === "twin_phone" ? styles.sure : styles.soft}
					>
						<Users aria-hidden="true" className="icon-s" />
						<span>
							<Trans
								t={t}
								i18nKey={`form:duplicate.${why}`}
								values={{ name, number: contact.phone_display, email: contact.email ?? "" }}
								components={[<bdi key="name" className="medium" />]}
							/>{" "}
							<span className={styles.more}>
								{type}
								{status ? (
									<>
										{", "}
										<StatusDot color={status.color} tone="waiting" /> <bdi>{status.name}</bdi>
									</>
								) : null}
							</span>{" "}
							<button type="button" className="link" onClick={() => onOpen(contact)}>
								{t("form:duplicate.open", { name })}
							</button>
						</span>
					</div>
				);
			})}
		</div>
	);
}
