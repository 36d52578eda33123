import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { Controller, type UseFormReturn } from "react-hook-form";
import { useTranslation } from "react-i18next";
import { errorText, fieldErrorText } from "../../../app/errors";
import { keys } from "../../../app/query";
import {
	type AccountId,
	BridgeError,
	type ContactInput,
	type Source,
	type Status,
	sourcesCreate,
	statusesCreate,
} from "../../../bridge";
import { ChoiceField, SelectField, type SelectOption } from "../../../components";
import type { Lists } from "../lists";
import { isKnownType } from "../rows";
import styles from "./ContactForm.module.css";

const TYPES = ["lead", "customer", "guest"];
/** A status made in the form; its colour is changed among the statuses. */
const COLOUR = "#1E88E5";

interface Props {
	account: AccountId;
	form: UseFormReturn<ContactInput>;
	lists: Lists;
	type: string;
}

/** Type, source, status; the last two can be made while one chooses. */
export function Selects({ account, form, lists, type }: Props) {
	const { t } = useTranslation();
	const client = useQueryClient();
	const [failed, setFailed] = useState<Partial<Record<"source_id" | "status_id", string>>>({});
	// A type the server has and we do not know is kept.
	const types = TYPES.includes(type) || type === "" ? TYPES : [...TYPES, type];
	const help = (list: readonly unknown[], none: string) =>
		lists.error ? t("contacts:form.listsFailed") : lists.ready && list.length === 0 ? none : undefined;

	const create = async (name: "source_id" | "status_id", text: string): Promise<string | undefined> => {
		setFailed({ ...failed, [name]: undefined });
		const source = name === "source_id";
		try {
			const made = source
				? await sourcesCreate(account, text)
				: await statusesCreate(account, { name: text, color: COLOUR });
			client.setQueryData<(Source | Status)[]>(source ? keys.sources(account) : keys.statuses(account), (before) =>
				before?.some((one) => one.id === made.id) ? before : [...(before ?? []), made],
			);
			return String(made.id);
		} catch (error) {
			if (!(error instanceof BridgeError)) throw error;
			// Somebody made it meanwhile: that is the one that was wanted.
			const refused = error.fields[0];
			if (refused?.code === "taken" && error.params.id) return error.params.id;
			const words = errorText(error, t);
			setFailed({ ...failed, [name]: refused ? fieldErrorText(refused, t) : `${words.title} ${words.text}` });
			return undefined;
		}
	};

	const choice = (name: "source_id" | "status_id", options: SelectOption[], none: string) => (
		<Controller
			control={form.control}
			name={name}
			render={({ field, fieldState }) => (
				<ChoiceField
					label={t(`contacts:fields.${name}`)}
					className={styles.third}
					value={field.value === null ? "" : String(field.value)}
					onChange={(next) => field.onChange(Number(next))}
					onBlur={field.onBlur}
					ref={field.ref}
					options={options}
					placeholder={field.value === null ? t("contacts:form.choose") : t("contacts:form.gone")}
					help={help(options, none)}
					error={failed[name] ?? fieldState.error?.message}
					findLabel={t("form:choice.find", { label: t(`contacts:fields.${name}`) })}
					findPlaceholder={t("form:choice.placeholder")}
					nothing={t("form:choice.none")}
					createLabel={(text) => t("form:choice.create", { name: text })}
					onCreate={(text) => create(name, text)}
				/>
			)}
		/>
	);
	return (
		<div className={styles.thirds}>
			<Controller
				control={form.control}
				name="type"
				render={({ field, fieldState }) => (
					<SelectField
						label={t("contacts:fields.type")}
						className={styles.third}
						value={field.value}
						onChange={field.onChange}
						onBlur={field.onBlur}
						ref={field.ref}
						options={types.map((one) => ({ value: one, label: isKnownType(one) ? t(`contacts:type.${one}`) : one }))}
						error={fieldState.error?.message}
					/>
				)}
			/>
			{choice(
				"source_id",
				lists.sources.map(({ id, name }) => ({ value: String(id), label: name })),
				t("contacts:form.noSources"),
			)}
			{choice(
				"status_id",
				lists.statuses.map(({ id, name, color }) => ({ value: String(id), label: name, dot: color })),
				t("contacts:form.noStatuses"),
			)}
		</div>
	);
}
