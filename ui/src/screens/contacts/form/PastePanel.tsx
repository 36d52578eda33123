import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { type ContactInput, contactsReadPasted, type Pasted, type PastedField } from "../../../bridge";
import { Button, Checkbox, TextArea } from "../../../components";
import styles from "./PastePanel.module.css";

interface Props {
	values: ContactInput;
	/** ISO code that numbers without a code are of. */
	region: string | null;
	onTake: (values: Partial<Record<PastedField, string>>) => void;
	onClose: () => void;
}

/** What is in a pasted text, each value to be approved; what stands in the form already is never replaced unasked. */
export function PastePanel({ values, region, onTake, onClose }: Props) {
	const { t } = useTranslation();
	const [text, setText] = useState("");
	const [pasted, setPasted] = useState<Pasted>();
	const [ticked, setTicked] = useState<Partial<Record<PastedField, boolean>>>({});
	const [picked, setPicked] = useState<Partial<Record<PastedField, number>>>({});
	const area = useRef<HTMLTextAreaElement>(null);
	const take = useRef<HTMLButtonElement>(null);
	useEffect(() => {
		if (pasted && pasted.values.length > 0) take.current?.focus();
		else area.current?.focus();
	}, [pasted]);

	const read = async (from: string) => {
		const found = await contactsReadPasted({ text: from, region });
		setPicked({});
		setTicked(Object.fromEntries(found.values.map(({ field }) => [field, values[field].trim() === ""])));
		setPasted(found);
	};
	const give = (all: boolean) => {
		const taken: Partial<Record<PastedField, string>> = {};
		for (const { field, choices } of pasted?.values ?? []) {
			const choice = choices[picked[field] ?? 0];
			if (choice && (all || ticked[field])) taken[field] = choice.value;
		}
		onTake(taken);
	};

	return (
		<section className={styles.panel} aria-label={t("form:paste.region")}>
			{pasted && pasted.values.length > 0 ? (
				<>
					<b className="medium">{t("form:paste.found")}</b>
					<ul className={styles.values}>
						{pasted.values.map(({ field, choices }) => {
							const now = values[field].trim();
							const label = t(`contacts:fields.${field}`);
							return (
								<li key={field} className={styles.value}>
									<Checkbox
										className={styles.tick}
										checked={ticked[field] ?? false}
										onChange={(event) => setTicked({ ...ticked, [field]: event.target.checked })}
										label={
											<>
												<span className={styles.label}>{label}</span>{" "}
												{choices.length === 1 && <bdi className={styles.text}>{choices[0]?.value}</bdi>}
											</>
										}
									/>
									{choices.length > 1 && (
										<div role="radiogroup" aria-label={label} className={styles.choices}>
											{choices.map((choice, index) => (
												<Checkbox
													key={choice.value}
													oneOf
													name={`paste-${field}`}
													checked={(picked[field] ?? 0) === index}
													onChange={() => setPicked({ ...picked, [field]: index })}
													label={
														<>
															<bdi>{choice.value}</bdi>{" "}
															{choice.kind && (
																<span className={styles.label}>{t(`form:paste.kind.${choice.kind}`)}</span>
															)}
														</>
													}
												/>
											))}
										</div>
									)}
									{now !== "" && (
										<span className={styles.instead}>
											{now === choices[picked[field] ?? 0]?.value
												? t("form:paste.same")
												: t("form:paste.instead", { value: now })}
										</span>
									)}
								</li>
							);
						})}
					</ul>
					{pasted.others > 0 && <p className={styles.instead}>{t("form:paste.others", { count: pasted.others })}</p>}
					<div className={styles.buttons}>
						<Button ref={take} size="small" variant="primary" onClick={() => give(false)}>
							{t("form:paste.take")}
						</Button>
						<Button size="small" onClick={() => give(true)}>
							{t("form:paste.all")}
						</Button>
						<Button size="small" variant="quiet" onClick={() => setPasted(undefined)}>
							{t("form:paste.another")}
						</Button>
						<Button size="small" variant="quiet" onClick={onClose}>
							{t("form:paste.reject")}
						</Button>
					</div>
				</>
			) : (
				<>
					<TextArea
						ref={area}
						label={t("form:paste.field")}
						help={t("form:paste.help")}
						error={pasted ? t("form:paste.nothing") : undefined}
						announce
						rows={3}
						dir="auto"
						value={text}
						onChange={(event) => setText(event.target.value)}
						onPaste={(event) => {
							const data = event.clipboardData.getData("text/plain");
							if (text.trim() !== "" || data.trim() === "") return;
							event.preventDefault();
							setText(data);
							void read(data);
						}}
					/>
					<div className={styles.buttons}>
						<Button size="small" variant="primary" onClick={() => void read(text)}>
							{t("form:paste.read")}
						</Button>
						<Button size="small" variant="quiet" onClick={onClose}>
							{t("common:cancel")}
						</Button>
					</div>
				</>
			)}
		</section>
	);
}
