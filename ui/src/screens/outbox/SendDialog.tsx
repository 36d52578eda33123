import { useEffect, useMemo, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { useShortcut } from "../../app/actions";
import { fieldErrorText } from "../../app/errors";
import { personLabel } from "../../app/person";
import type { Account, Contact, FieldError, SendRow, Template } from "../../bridge";
import { Button, ConfirmDialog, Dialog, Name, Tel, useToast } from "../../components";
import { type Family, pickLanguage } from "./families";
import { dayTime } from "./moment";
import { Before, OutcomeBanner } from "./Outcome";
import { PreviewPane } from "./PreviewPane";
import { Recipients } from "./Recipients";
import styles from "./SendDialog.module.css";
import { SlotsPane } from "./SlotsPane";
import { forgetValues, keepChosen, keepValues, lastChosen, typedValues, type Values } from "./session";
import { TemplateList } from "./TemplateList";
import { usePreview } from "./usePreview";
import { useSend } from "./useSend";
import { useTemplates } from "./useTemplates";
import { problemKey } from "./words";

export interface SendDialogProps {
	open: boolean;
	onOpenChange: (open: boolean) => void;
	account: Account;
	contact: Contact;
}

interface Question {
	earlier: SendRow;
	answer: (yes: boolean) => void;
}

export function SendDialog({ open, onOpenChange, account, contact }: SendDialogProps) {
	const { t, i18n } = useTranslation();
	const toast = useToast();
	const name = personLabel(contact);
	const templates = useTemplates(account.id, open);

	// ── What is chosen ──
	const [picked, setPicked] = useState(() => lastChosen(account.id));
	const family = templates.families?.find((one) => one.name === picked?.name);
	const template = useMemo(
		() => family && pickLanguage(family, picked?.language, picked?.exact ?? false, i18n.language),
		[family, picked, i18n.language],
	);
	const templateId = template?.template_id;

	// ── What is typed ──
	const [typed, setTyped] = useState<Record<string, Values>>({});
	const values = useMemo(
		() => (templateId === undefined ? {} : (typed[templateId] ?? typedValues(account.id, contact.id, templateId))),
		[typed, templateId, account.id, contact.id],
	);
	const [tried, setTried] = useState(false);
	const [touched, setTouched] = useState<ReadonlySet<string>>(new Set());
	/** What the server said of a value, until that value is changed. */
	const [remarks, setRemarks] = useState<FieldError[]>([]);

	const request = useMemo(
		() =>
			template && template.problem === null
				? { key: "preview", contact: contact.id, template: template.template_id, values }
				: undefined,
		[template, contact.id, values],
	);
	const preview = usePreview(account.id, open ? request : undefined);
	const problems = preview.data?.problems ?? [];

	// ── Focus ──
	const search = useRef<HTMLInputElement>(null);
	const inputs = useRef(new Map<string, HTMLInputElement>());
	const focusField = (field: string | undefined) => {
		const input = field === undefined ? undefined : inputs.current.get(field);
		input?.focus();
		return input !== undefined;
	};
	const firstEmpty = () => template?.slots.find((slot) => !values[slot.field]?.trim())?.field;
	const start = useRef(firstEmpty);
	start.current = firstEmpty;
	/** The first empty place when a template is remembered, else the search. */
	const [initialFocus] = useState(() => ({
		get current() {
			return inputs.current.get(start.current() ?? "") ?? search.current;
		},
	}));
	const arrived = useRef(templates.families !== undefined);
	useEffect(() => {
		// The templates came after the dialog had opened: go on from the search, unless somebody is typing there.
		if (arrived.current || templates.families === undefined) return;
		arrived.current = true;
		if (document.activeElement === search.current && search.current?.value === "") initialFocus.current?.focus();
	}, [templates.families, initialFocus]);

	// ── Sending ──
	const [question, setQuestion] = useState<Question | null>(null);
	const sending = useSend({
		account: account.id,
		ask: (earlier) => new Promise((answer) => setQuestion({ earlier, answer })),
		onAccepted: (row) => {
			if (templateId !== undefined) forgetValues(account.id, contact.id, templateId);
			const words = row.delivery === "not_reported" ? "acceptedNotReported" : "accepted";
			toast.show({ text: t(`outbox:outcome.${words}`, { name }) });
			onOpenChange(false);
		},
		onProblems: ({ problems: found }) => {
			setTried(true);
			void preview.refetch();
			focusField(template?.slots.find((slot) => found.some((problem) => problem.field === slot.field))?.field);
		},
		onRemarks: (fields) => {
			setRemarks(fields);
			focusField(fields[0]?.field);
		},
	});
	const { busy, outcome } = sending;
	/** An earlier unknown send, looked up while the dialog is open. */
	const [earlier, setEarlier] = useState<SendRow | null>(null);
	const unknownBefore = outcome ? null : (preview.data?.unknown_before ?? null);
	const optedOut = contact.is_opted_out || (preview.data?.opted_out ?? false);

	const choose = (next: Template, exact: boolean) => {
		setPicked({ name: next.name, language: next.language, exact });
		if (next.template_id === templateId) return;
		keepChosen(account.id, next);
		setTried(false);
		setTouched(new Set());
		setRemarks([]);
		setEarlier(null);
		sending.reset();
	};
	/** The places of a template just chosen come with the next render. */
	const goOn = useRef(false);
	// biome-ignore lint/correctness/useExhaustiveDependencies: runs when another template is shown
	useEffect(() => {
		if (goOn.current) inputs.current.get(start.current() ?? "")?.focus();
		goOn.current = false;
	}, [templateId]);
	const chooseFamily = (next: Family, on = false) => {
		if (busy) return;
		goOn.current = on;
		choose(pickLanguage(next, picked?.language, false, i18n.language), false);
	};

	const change = (field: string, value: string) => {
		if (templateId === undefined) return;
		const next = { ...values, [field]: value };
		keepValues(account.id, contact.id, templateId, next);
		setTyped((all) => ({ ...all, [templateId]: next }));
		setRemarks((all) => all.filter((remark) => remark.field !== field));
	};

	const shown = tried ? problems : problems.filter((problem) => touched.has(problem.field));
	const errors = new Map(
		[...shown, ...remarks]
			.filter((error) => template?.slots.some((slot) => slot.field === error.field))
			.map((error) => [error.field, fieldErrorText(error, t)]),
	);
	const ofBody = problems.filter((problem) => !template?.slots.some((slot) => slot.field === problem.field));

	const why = !template
		? t("outbox:why.choose")
		: template.problem
			? t(problemKey(template.problem))
			: optedOut
				? t("outbox:why.optedOut")
				: outcome?.kind === "unknown"
					? t("outbox:why.unknown")
					: outcome?.kind === "settled" || (outcome?.kind === "failed" && outcome.error.code === "already_sent")
						? t("outbox:why.asked")
						: null;

	const send = () => {
		if (why || busy || !template) return;
		setRemarks([]);
		setTried(true);
		void sending.send({ contact: contact.id, template: template.template_id, values });
	};
	/** While it is being sent nothing closes it. */
	const close = (next: boolean) => {
		if (!next && busy) return;
		onOpenChange(next);
	};

	return (
		<Dialog
			open={open}
			onOpenChange={close}
			title={t("outbox:title")}
			width={1184}
			height="min(712px, 100%)"
			initialFocus={initialFocus}
			headerActions={
				<span className={styles.to}>
					<span className="muted">{t("outbox:to")}</span> <Name className="medium">{name}</Name>
					{name === contact.phone_display ? null : <Tel className="muted">{contact.phone_display}</Tel>}
				</span>
			}
			footer={
				<>
					<Recipients name={name} phone={contact.phone_display} optedOut={optedOut} />
					<span className={styles.missing}>
						{tried && errors.size > 0 ? t("outbox:why.fill", { count: errors.size }) : null}
					</span>
					<Button variant="quiet" size="large" onClick={() => close(false)}>
						{t("common:cancel")}
					</Button>
					<Button
						variant="primary"
						size="large"
						keys="Ctrl+Enter"
						busy={busy === "sending"}
						disabledReason={why}
						onClick={send}
					>
						{t("outbox:send")}
					</Button>
				</>
			}
		>
			<SendKey run={send} label={t("outbox:send")} />
			<div className={styles.banners}>
				<OutcomeBanner
					outcome={outcome}
					name={name}
					looking={busy === "looking"}
					lookUpError={sending.lookUpError}
					onLookUp={sending.lookUpOutcome}
					onClose={() => close(false)}
				/>
				<Before
					unknown={unknownBefore}
					lookedUp={earlier}
					name={name}
					looking={busy === "looking"}
					lookUpError={outcome ? null : sending.lookUpError}
					onLookUp={(row) => void sending.lookUp(row, setEarlier)}
				/>
			</div>
			<div className={styles.body}>
				<TemplateList
					families={templates.families}
					chosen={template}
					languageOf={(one) => pickLanguage(one, picked?.language, false, i18n.language)}
					onChoose={chooseFamily}
					onEnter={() => focusField(firstEmpty() ?? template?.slots[0]?.field)}
					onClose={() => close(false)}
					error={templates.error}
					onRetry={templates.retry}
					onAsk={templates.ask}
					asking={templates.asking}
					askError={templates.askError}
					searchRef={search}
				/>
				<SlotsPane
					family={family}
					template={template}
					contact={contact}
					values={values}
					errors={errors}
					readOnly={busy === "sending"}
					onLanguage={(next) => !busy && choose(next, true)}
					onChange={change}
					onBlur={(field) => {
						if (values[field] !== undefined) setTouched((all) => new Set(all).add(field));
					}}
					inputs={inputs.current}
				/>
				<PreviewPane
					account={account}
					name={name}
					template={template}
					rendered={preview.data?.rendered}
					error={preview.error}
					onRetry={() => void preview.refetch()}
					problems={ofBody}
				/>
			</div>
			<ConfirmDialog
				open={question !== null}
				title={t("outbox:before.confirmTitle")}
				text={t("outbox:before.confirmText", {
					when: question ? dayTime(question.earlier.created_at, i18n.language) : "",
					name,
				})}
				confirmLabel={t("outbox:before.confirm")}
				onAnswer={(yes) => {
					question?.answer(yes);
					setQuestion(null);
				}}
			/>
		</Dialog>
	);
}

/** Inside the dialog, so that its key works only while the dialog is on top. */
function SendKey({ run, label }: { run: () => void; label: string }) {
	useShortcut("Ctrl+Enter", run, { label });
	return null;
}
