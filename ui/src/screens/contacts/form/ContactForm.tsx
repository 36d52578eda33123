import { useQuery, useQueryClient } from "@tanstack/react-query";
import { ClipboardPaste, PanelRightClose, PanelRightOpen } from "lucide-react";
import { type ReactNode, type RefObject, useEffect, useRef, useState } from "react";
import { Controller, useForm } from "react-hook-form";
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
	contactsGet,
	contactsUpdate,
	type Group,
	groupsCreate,
	type PastedField,
	phonesKnownIds,
} from "../../../bridge";
import { Button, cx, Dialog, matchesKeys, TextArea, TextField } from "../../../components";
import { topLayer, useLayer } from "../../../components/layers";
import type { Lists } from "../lists";
import { ConflictDialog } from "./ConflictDialog";
import styles from "./ContactForm.module.css";
import { type Conflict, conflictOf, type Side, settled } from "./conflict";
import { countryName, useCountries } from "./countries";
import { Duplicates } from "./Duplicates";
import { FormProblem, type Problem } from "./FormProblem";
import { GroupsField } from "./GroupsField";
import { IdField } from "./IdField";
import { blankInput, type Chosen, type FieldName, inputOf, isMoreField, LIMITS, landErrors, sameInput } from "./input";
import { lastChosen, rememberChosen, rememberMore, showsMore } from "./memory";
import { PastePanel } from "./PastePanel";
import { PhoneField, type PhoneHandle } from "./PhoneField";
import { Selects } from "./Selects";
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
	/** Somebody who may be the same person: their record; the draft is kept. */
	onOpen: (contact: Contact) => void;
	/** The contact was deleted meanwhile: write it down anew. */
	onAgain: (input: ContactInput) => void;
}

type TextName = Exclude<FieldName, "type" | "source_id" | "status_id" | "groups">;

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
	const [base, setBase] = useState(() =>
		contact ? (start === undefined && draft?.base) || inputOf(contact) : blankInput(chosenAtFirst(account, lists)),
	);
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
	const phone = useRef<PhoneHandle | null>(null);
	const [conflict, setConflict] = useState<Conflict>();
	const [pasting, setPasting] = useState(false);
	const { i18n } = useTranslation();
	const { home } = useCountries(account);
	const ids = useQuery({
		queryKey: [account, "known-ids"],
		queryFn: () => phonesKnownIds(account),
		enabled: more,
		staleTime: 60_000,
	}).data;
	const taken = problem?.error.params.contact;

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
		if (others.length > 0 || landed.length === 0 || error.params.contact || error.params.saved) {
			setProblem({ error, others });
		}
	};

	const save = async (stays: boolean, from = base) => {
		if (busy) return;
		const base = from;
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
			const number = await phone.current?.settle();
			if (number !== undefined && number !== getValues("phone")) setValue("phone", number);
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
			if (error.code === "changed_meanwhile" && error.contact) {
				setConflict(conflictOf(base, getValues(), error.contact, error.fields));
				return;
			}
			land(error);
		} finally {
			setBusy(undefined);
		}
	};

	const resolve = (choice: Partial<Record<FieldName, Side>>) => {
		if (!conflict) return;
		const next = settled(conflict, choice);
		setConflict(undefined);
		setBase(next.base);
		reset(next.input);
		void save(false, next.base);
	};

	const take = (values: Partial<Record<PastedField, string>>) => {
		for (const [field, value] of Object.entries(values)) {
			setValue(field as PastedField, value, { shouldDirty: true });
		}
		if (Object.keys(values).some((field) => isMoreField(field as FieldName))) showMore(true);
		setPasting(false);
		setFocusOn("firstname");
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
			width={more ? 904 : 680}
			initialFocus={first}
			finalFocus={looking ? props.searchBox : undefined}
			titleExtra={<DraftNote state={kept} editing={contact !== null} onEmpty={empty} />}
			headerActions={
				<>
					<Button
						variant="quiet"
						keys="Ctrl+Shift+V"
						className={cx(styles.toggle, !more && styles.keyless)}
						aria-expanded={pasting}
						icon={<ClipboardPaste aria-hidden="true" />}
						onClick={() => setPasting(!pasting)}
					>
						{t("form:paste.button")}
					</Button>
					<Button
						variant="quiet"
						keys="Alt+M"
						className={cx(styles.toggle, !more && styles.keyless)}
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
				</>
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
				onPaste={() => setPasting(true)}
			/>
			{conflict && (
				<ConflictDialog conflict={conflict} lists={lists} onChosen={resolve} onBack={() => setConflict(undefined)} />
			)}
			<div className={styles.scroll}>
				{problem && (
					<FormProblem
						problem={problem}
						creating={contact === null}
						phone={values.phone}
						onRetry={() => void save(false)}
						onOpenTaken={
							taken === undefined
								? undefined
								: () => void contactsGet(account, Number(taken)).then(props.onOpen, () => undefined)
						}
						onLookFor={() => {
							setLooking(true);
							onClose();
							props.onLookFor(getValues("phone"));
						}}
						onAgain={() => props.onAgain(getValues())}
					/>
				)}
				{pasting && <PastePanel values={values} region={home} onTake={take} onClose={() => setPasting(false)} />}
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
						<Controller
							control={form.control}
							name="phone"
							render={({ field, fieldState }) => (
								<PhoneField
									account={account}
									className={styles.tel}
									value={field.value}
									onChange={field.onChange}
									onBlur={field.onBlur}
									pristine={contact !== null && field.value === base.phone}
									error={fieldState.error?.message}
									inputRef={field.ref}
									handle={phone}
								/>
							)}
						/>
						<Duplicates
							account={account}
							own={contact?.id ?? null}
							values={values}
							base={base}
							lists={lists}
							onOpen={props.onOpen}
						/>
						<Selects account={account} form={form} lists={lists} type={values.type} />
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
							<IdField
								{...text("country_id")}
								value={values.country_id}
								onValue={(next) => setValue("country_id", next, { shouldDirty: true })}
								choices={(ids?.countries ?? []).map(({ id, contacts, region }) => ({
									id,
									contacts,
									name: region && countryName(region, i18n.language),
								}))}
								why={t("form:ids.why")}
								className={styles.half}
							/>
							<IdField
								{...text("assigned_id")}
								value={values.assigned_id}
								onValue={(next) => setValue("assigned_id", next, { shouldDirty: true })}
								choices={(ids?.assigned ?? []).map((one) => ({ ...one, name: null }))}
								why={t("form:ids.whyAssigned")}
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
	onPaste,
}: {
	onSave: () => void;
	onAnother: (() => void) | undefined;
	onMore: () => void;
	onPaste: () => void;
}) {
	const { t } = useTranslation();
	useShortcut("Ctrl+Enter", onSave, { label: t("contacts:form.saveKey") });
	useShortcut("Ctrl+Shift+Enter", () => onAnother?.(), {
		label: t("contacts:form.createAnother"),
		when: onAnother !== undefined,
	});
	useShortcut("Ctrl+Shift+V", onPaste, { label: t("form:paste.button") });
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
