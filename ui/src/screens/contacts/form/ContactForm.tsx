import { useQueryClient } from "@tanstack/react-query";
import { PanelRightClose, PanelRightOpen } from "lucide-react";
import { type ReactNode, type RefObject, useEffect, useRef, useState } from "react";
import { Controller, type UseFormReturn, useForm } from "react-hook-form";
import { useTranslation } from "react-i18next";
import { useShortcut } from "../../../app/actions";
import { fieldErrorText } from "../../../app/errors";
import { keys } from "../../../app/query";
import {
	type AccountId,
	BridgeError,
	type Contact,
	type ContactDraft,
	type ContactInput,
	contactsCreate,
	contactsUpdate,
	type Group,
	groupsCreate,
} from "../../../bridge";
import {
	Button,
	cx,
	Dialog,
	matchesKeys,
	SelectField,
	type SelectOption,
	TextArea,
	TextField,
} from "../../../components";
import { topLayer, useLayer } from "../../../components/layers";
import type { Lists } from "../lists";
import { isKnownType } from "../rows";
import styles from "./ContactForm.module.css";
import { FormProblem, type Problem } from "./FormProblem";
import { GroupsField } from "./GroupsField";
import { blankInput, type Chosen, type FieldName, inputOf, isMoreField, LIMITS, landErrors, sameInput } from "./input";
import { lastChosen, rememberChosen, rememberMore, showsMore } from "./memory";
import { useDraft } from "./useDraft";

export interface ContactFormProps {
	account: AccountId;
	open: boolean;
	onClose: () => void;
	/** The contact as opened; none: a new one. */
	contact: Contact | null;
	draft: ContactDraft | null;
	/** Text a new contact starts with, from a search that found nobody. */
	start?: Partial<ContactInput> | undefined;
	lists: Lists;
	/** `stays`: the form is ready for the next one. */
	onSaved: (contact: Contact, stays: boolean) => void;
	onLookFor: (phone: string) => void;
	/** Where the number is looked for: the focus goes there. */
	searchBox: RefObject<HTMLInputElement | null>;
	/** The contact was deleted meanwhile: write it down anew. */
	onAgain: (input: ContactInput) => void;
}

type TextName = Exclude<FieldName, "type" | "source_id" | "status_id" | "groups">;

const TYPES = ["lead", "customer", "guest"];
/** A count is shown when this much of the room is left. */
const NEAR = 0.1;

function chosenAtFirst(account: AccountId, lists: Lists): Chosen {
	const last = lastChosen(account);
	const kept = (id: number | null | undefined, list: readonly { id: number }[]) =>
		list.some((one) => one.id === id) ? (id ?? null) : (list[0]?.id ?? null);
	return {
		type: last?.type ?? "lead",
		source_id: kept(last?.source_id, lists.sources),
		status_id: kept(last?.status_id, lists.statuses),
		groups: (last?.groups ?? []).filter((id) => lists.groups.some((group) => group.id === id)),
	};
}

export function ContactForm(props: ContactFormProps) {
	const { account, open, onClose, contact, draft, start, lists, onSaved } = props;
	const { t } = useTranslation();
	const client = useQueryClient();
	const [base, setBase] = useState(() => (contact ? inputOf(contact) : blankInput(chosenAtFirst(account, lists))));
	const restored = draft !== null && start === undefined;
	const form = useForm<ContactInput>({
		defaultValues: restored ? draft.input : { ...base, ...start },
		shouldFocusError: false,
	});
	const { setError, clearErrors, setFocus, getValues, reset, setValue } = form;
	const values = form.watch();
	const { state: kept, keep, drop } = useDraft({ account, contact: contact?.id ?? null, values, base, restored, open });
	const [more, setMore] = useState(showsMore);
	const [problem, setProblem] = useState<Problem>();
	const [busy, setBusy] = useState<"save" | "another">();
	/** Closed in order to look for the number. */
	const [looking, setLooking] = useState(false);
	const [groupText, setGroupText] = useState("");
	/** A group on its way: true once it is made. */
	const creating = useRef<Promise<boolean> | null>(null);
	const first = useRef<HTMLInputElement | null>(null);

	// The lists may come after the form: an untouched form still begins with their first entries.
	useEffect(() => {
		if (contact || !lists.ready) return;
		const chosen = chosenAtFirst(account, lists);
		for (const field of ["source_id", "status_id"] as const) {
			if (getValues(field) === null && chosen[field] !== null) setValue(field, chosen[field]);
		}
	}, [account, contact, lists, getValues, setValue]);

	const showMore = (next: boolean) => {
		setMore(next);
		rememberMore(next);
	};

	/** Fields that wait for the next render are focused after it. */
	const [focus, setFocusOn] = useState<FieldName>();
	useEffect(() => {
		if (!focus) return;
		setFocus(focus);
		setFocusOn(undefined);
	}, [focus, setFocus]);

	const land = (error: BridgeError) => {
		const { landed, others } = landErrors(error.fields);
		for (const [field, refused] of landed) {
			const place = refused.field.split(".")[1];
			const group =
				field === "groups" && place ? lists.names.groups.get(getValues("groups")[Number(place)] ?? -1) : null;
			const sentence = fieldErrorText(refused, t);
			const message = group ? t("contacts:form.groupError", { name: group, sentence }) : sentence;
			setError(field, { type: "server", message });
		}
		if (landed.some(([field]) => isMoreField(field))) setMore(true);
		if (landed[0]) setFocusOn(landed[0][0]);
		if (others.length > 0 || landed.length === 0) setProblem({ error, others });
	};

	const save = async (stays: boolean) => {
		if (busy) return;
		setBusy(stays ? "another" : "save");
		setProblem(undefined);
		clearErrors();
		try {
			const made = await creating.current;
			const open = made === null && groupText.trim() !== "";
			if (open) setError("groups", { type: "open", message: t("contacts:form.groupOpen", { name: groupText.trim() }) });
			if (open || made === false) {
				setFocusOn("groups");
				return;
			}
			const input = getValues();
			if (contact && sameInput(base, input)) {
				onClose();
				return;
			}
			// On the disk before the server is asked: whatever becomes of the call, what was typed is there.
			await keep(input);
			const saved = contact
				? await contactsUpdate(account, { id: contact.id, base, input })
				: await contactsCreate(account, input);
			if (!contact) rememberChosen(account, input);
			const next = contact ? inputOf(saved) : blankInput(input);
			setBase(next);
			reset(next);
			await drop(next);
			onSaved(saved, stays);
			if (stays) setFocusOn("firstname");
		} catch (error) {
			if (!(error instanceof BridgeError)) throw error;
			land(error);
		} finally {
			setBusy(undefined);
		}
	};

	const createGroup = (name: string): Promise<Group> => {
		const made = groupsCreate(account, name).then((group) => {
			client.setQueryData<Group[]>(keys.groups(account), (before) =>
				before?.some((one) => one.id === group.id) ? before : [...(before ?? []), group],
			);
			return group;
		});
		const settled = made.then(
			() => true,
			() => false,
		);
		creating.current = settled;
		void settled.then(() => {
			if (creating.current === settled) creating.current = null;
		});
		return made;
	};

	const empty = () => {
		const next = contact ? base : blankInput(chosenAtFirst(account, lists));
		setBase(next);
		reset(next);
		setProblem(undefined);
		setGroupText("");
		void drop(next);
		setFocusOn("firstname");
	};

	const text = (name: TextName) => {
		const { ref, ...field } = form.register(name);
		const limit = LIMITS[name];
		const length = [...values[name]].length;
		const over = limit !== undefined && length > limit;
		const near = limit !== undefined && length >= limit * (1 - NEAR) && length > 10;
		const error = form.formState.errors[name]?.message;
		return {
			...field,
			ref,
			label: t(`contacts:fields.${name}`),
			error: error ?? (over ? t("contacts:form.over", { count: limit, length }) : undefined),
			trailing: near ? (
				<span className={cx("num", over && styles.over)}>{t("contacts:form.count", { length, limit })}</span>
			) : undefined,
		};
	};
	const firstName = text("firstname");
	const { trailing: _, ...description } = text("description");

	return (
		<Dialog
			open={open}
			onOpenChange={(next) => {
				if (!next) onClose();
			}}
			title={t(contact ? "contacts:form.edit" : "contacts:form.new")}
			width={more ? 904 : 584}
			initialFocus={first}
			finalFocus={looking ? props.searchBox : undefined}
			titleExtra={<DraftNote state={kept} editing={contact !== null} onEmpty={empty} />}
			headerActions={
				<Button
					variant="quiet"
					keys="Alt+M"
					className={styles.toggle}
					aria-expanded={more}
					icon={
						more ? (
							<PanelRightClose aria-hidden="true" className="icon-turn" />
						) : (
							<PanelRightOpen aria-hidden="true" className="icon-turn" />
						)
					}
					onClick={() => showMore(!more)}
				>
					{t(more ? "contacts:form.fewer" : "contacts:form.more")}
				</Button>
			}
			footer={
				<div className={styles.foot}>
					<Button
						variant="primary"
						size="large"
						keys="Ctrl+Enter"
						busy={busy === "save"}
						onClick={() => void save(false)}
					>
						{t(contact ? "contacts:form.save" : "contacts:form.create")}
					</Button>
					{contact === null && (
						<Button size="large" keys="Ctrl+Shift+Enter" busy={busy === "another"} onClick={() => void save(true)}>
							{t("contacts:form.createAnother")}
						</Button>
					)}
					<Button variant="quiet" size="large" keys="Escape" onClick={onClose}>
						{t("common:cancel")}
					</Button>
				</div>
			}
		>
			<Keys
				onSave={() => void save(false)}
				onAnother={contact ? undefined : () => void save(true)}
				onMore={() => showMore(!more)}
			/>
			<div className={styles.scroll}>
				{problem && (
					<FormProblem
						problem={problem}
						creating={contact === null}
						phone={values.phone}
						onRetry={() => void save(false)}
						onLookFor={() => {
							setLooking(true);
							onClose();
							props.onLookFor(getValues("phone"));
						}}
						onAgain={() => props.onAgain(getValues())}
					/>
				)}
				<div className={cx(styles.body, more && styles.both)}>
					<div className={styles.first}>
						<TextField
							{...firstName}
							ref={(element) => {
								firstName.ref(element);
								first.current = element;
							}}
							className={styles.half}
						/>
						<TextField {...text("lastname")} className={styles.half} />
						<TextField
							{...text("phone")}
							type="tel"
							dir="ltr"
							hint={t("contacts:form.phoneHint")}
							className={styles.tel}
						/>
						<Selects form={form} lists={lists} type={values.type} />
						<Controller
							control={form.control}
							name="groups"
							render={({ field, fieldState }) => (
								<GroupsField
									account={account}
									className={styles.whole}
									groups={lists.groups}
									value={field.value}
									onChange={field.onChange}
									text={groupText}
									onText={setGroupText}
									onCreate={createGroup}
									error={fieldState.error?.message}
									ref={field.ref}
								/>
							)}
						/>
					</div>
					{more && (
						<div className={styles.more}>
							<TextField {...text("email")} type="email" dir="auto" className={styles.half} />
							<TextField {...text("company")} className={styles.half} />
							<TextArea {...description} rows={2} dir="auto" className={styles.whole} />
							<TextField {...text("address")} className={styles.whole} />
							<TextField {...text("city")} className={styles.half} />
							<TextField {...text("state")} className={styles.quarter} />
							<TextField {...text("zip")} className={styles.quarter} />
							<TextField
								{...text("country_id")}
								inputMode="numeric"
								hint={t("contacts:form.serverId")}
								className={styles.half}
							/>
							<TextField
								{...text("assigned_id")}
								inputMode="numeric"
								hint={t("contacts:form.serverId")}
								className={styles.half}
							/>
						</div>
					)}
				</div>
			</div>
		</Dialog>
	);
}

/** Inside the dialog, so that the keys are the dialog's. */
function Keys({
	onSave,
	onAnother,
	onMore,
}: {
	onSave: () => void;
	onAnother: (() => void) | undefined;
	onMore: () => void;
}) {
	const { t } = useTranslation();
	useShortcut("Ctrl+Enter", onSave, { label: t("contacts:form.saveKey") });
	useShortcut("Ctrl+Shift+Enter", () => onAnother?.(), {
		label: t("contacts:form.createAnother"),
		when: onAnother !== undefined,
	});
	useShortcut("Alt+M", onMore, { label: t("contacts:form.moreKey") });

	// On a button these keys would press it as well: here they mean the form wherever the focus is.
	const layer = useLayer();
	const run = useRef({ onSave, onAnother });
	run.current = { onSave, onAnother };
	useEffect(() => {
		const press = (event: KeyboardEvent) => {
			if (!(event.target instanceof HTMLButtonElement) || topLayer() !== layer) return;
			const { onSave: save, onAnother: another } = run.current;
			if (matchesKeys(event, "Ctrl+Enter")) save();
			else if (another && matchesKeys(event, "Ctrl+Shift+Enter")) another();
			else return;
			event.preventDefault();
			event.stopImmediatePropagation();
		};
		window.addEventListener("keydown", press, true);
		return () => window.removeEventListener("keydown", press, true);
	}, [layer]);
	return null;
}

function DraftNote({
	state,
	editing,
	onEmpty,
}: {
	state: "none" | "kept" | "failed";
	editing: boolean;
	onEmpty: () => void;
}): ReactNode {
	const { t } = useTranslation();
	return (
		<span className={styles.note} role="status">
			{state === "failed" && <span className={styles.over}>{t("contacts:form.draftFailed")}</span>}
			{state === "kept" && (
				<>
					<span>{t("contacts:form.draftKept")}</span>
					<button type="button" className={cx("link", styles.quiet)} onClick={onEmpty}>
						{t(editing ? "contacts:form.asSaved" : "contacts:form.startEmpty")}
					</button>
				</>
			)}
		</span>
	);
}

function Selects({ form, lists, type }: { form: UseFormReturn<ContactInput>; lists: Lists; type: string }) {
	const { t } = useTranslation();
	// A type the server has and we do not know is kept.
	const types = TYPES.includes(type) || type === "" ? TYPES : [...TYPES, type];
	const help = (list: readonly unknown[], none: string) =>
		lists.error ? t("contacts:form.listsFailed") : lists.ready && list.length === 0 ? none : undefined;
	const choice = (name: "source_id" | "status_id", options: SelectOption[], none: string) => (
		<Controller
			control={form.control}
			name={name}
			render={({ field, fieldState }) => (
				<SelectField
					label={t(`contacts:fields.${name}`)}
					className={styles.third}
					value={field.value === null ? "" : String(field.value)}
					onChange={(next) => field.onChange(Number(next))}
					onBlur={field.onBlur}
					ref={field.ref}
					options={options}
					placeholder={field.value === null ? t("contacts:form.choose") : t("contacts:form.gone")}
					help={help(options, none)}
					error={fieldState.error?.message}
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
