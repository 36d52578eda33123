import { useTranslation } from "react-i18next";
import { useFormatTime } from "../../app/time";
import type { HeaderKind } from "../../bridge";
import { Button, Dialog, DialogBody, StatusDot, type StatusDotProps } from "../../components";
import { problemKey } from "../outbox/words";
import css from "./ChangesDialog.module.css";
import { type Change, type ChangeKind, type Edit, KINDS } from "./difference";
import { SlotText } from "./SlotText";
import type { Told } from "./useTemplateList";
import { wordDiff } from "./wordDiff";
import { headerKey, kindKey, partKey } from "./words";

const TONE: Record<ChangeKind, NonNullable<StatusDotProps["tone"]>> = {
	gone: "danger",
	rejected: "danger",
	disabled: "danger",
	paused: "warn",
	blocked: "warn",
	review: "info",
	approved: "ok",
	edited: "neutral",
	new: "ok",
};

export interface ChangesDialogProps {
	told: Told;
	open: boolean;
	onClose: () => void;
}

/** What became of the templates since they were last looked at, the bad news first. */
export function ChangesDialog({ told, open, onClose }: ChangesDialogProps) {
	const { t } = useTranslation();
	const time = useFormatTime();
	const { changes } = told;
	const edited = changes.some((change) => change.edits.length > 0);
	return (
		<Dialog
			open={open}
			onOpenChange={(next) => !next && onClose()}
			title={t("templates:changes.title", { time: time.clock(told.since) })}
			width={640}
			footer={
				<>
					{edited ? <span className={css.legend}>{t("templates:changes.legend")}</span> : null}
					<span className="grow" />
					<Button variant="primary" size="large" onClick={onClose}>
						{t("templates:changes.done")}
					</Button>
				</>
			}
		>
			<DialogBody>
				{KINDS.map((kind) => {
					const some = changes.filter((change) => change.kind === kind);
					if (some.length === 0) return null;
					return (
						<section key={kind} className={css.part}>
							<h3 className={css.head}>
								<StatusDot tone={TONE[kind]} />
								{t(kindKey(kind))} <span className="num faint">{some.length}</span>
							</h3>
							{/* biome-ignore lint/a11y/noRedundantRoles: WebKit takes the role from a list without marks */}
							<ul role="list" aria-label={t(kindKey(kind))}>
								{some.map((change) => (
									<Row key={`${change.template.name} ${change.template.language}`} change={change} />
								))}
							</ul>
						</section>
					);
				})}
			</DialogBody>
		</Dialog>
	);
}

/** These say themselves why nothing can be sent. */
const SAID: readonly ChangeKind[] = ["gone", "rejected", "disabled", "paused", "review"];

function Row({ change: { kind, template, edits } }: { change: Change }) {
	const { t } = useTranslation();
	const why = template.problem && !SAID.includes(kind) ? t(problemKey(template.problem)) : null;
	return (
		<li className={css.row}>
			<p className={css.name}>
				<bdi className="medium">{template.name}</bdi> <span className="faint">{template.language}</span>
			</p>
			{why ? <p className={css.why}>{why}</p> : null}
			{kind === "new" ? (
				<p className={css.text} dir="auto">
					<SlotText text={template.body} />
				</p>
			) : null}
			{edits.length > 0 ? (
				<dl className={css.edits}>
					{edits.map((edit) => (
						<Edited key={edit.part} edit={edit} />
					))}
				</dl>
			) : null}
		</li>
	);
}

function Edited({ edit: { part, before, after } }: { edit: Edit }) {
	const { t } = useTranslation();
	const words = (value: string) => {
		if (part === "category") return t(`outbox:category.${value}`, value);
		if (part === "headerKind") return t(headerKey(value as HeaderKind));
		return value;
	};
	const whole = part === "category" || part === "headerKind";
	const parts = whole
		? [
				{ kind: "gone" as const, text: words(before) },
				{ kind: "same" as const, text: " " },
				{ kind: "new" as const, text: words(after) },
			]
		: wordDiff(before, after);
	return (
		<>
			<dt>{t(partKey(part))}</dt>
			<dd className={css.text} dir="auto">
				{parts.map((one, index) => {
					if (one.kind === "same")
						// biome-ignore lint/suspicious/noArrayIndexKey: parts have no identity but their place
						return <SlotText key={index} text={one.text} />;
					const Mark = one.kind === "gone" ? "del" : "ins";
					return (
						// biome-ignore lint/suspicious/noArrayIndexKey: parts have no identity but their place
						<Mark key={index}>
							{/* Most screen readers say neither mark. */}
							<span className="hidden">
								{t(one.kind === "gone" ? "templates:changes.went" : "templates:changes.came")}
							</span>
							<SlotText text={one.text} />
						</Mark>
					);
				})}
			</dd>
		</>
	);
}
