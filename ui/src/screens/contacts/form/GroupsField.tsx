import { Combobox } from "@base-ui/react/combobox";
import { Check, LoaderCircle, Plus } from "lucide-react";
import { type ComponentProps, type Ref, useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { errorText, fieldErrorText } from "../../../app/errors";
import { type AccountId, BridgeError, type Group } from "../../../bridge";
import { Chip, Field, Kbd } from "../../../components";
import styles from "./GroupsField.module.css";
import { groupsUsedLately, rememberGroup } from "./memory";

/** Stands for "make this group" in the list. */
const CREATE = -1;
/** More are found by typing. */
const SHOWN = 100;

interface Props {
	account: AccountId;
	className?: string | undefined;
	groups: readonly Group[];
	value: readonly number[];
	onChange: (value: number[]) => void;
	/** What is typed and not yet chosen. */
	text: string;
	onText: (text: string) => void;
	/** Makes a group and gives it back; the form waits for it before it saves. */
	onCreate: (name: string) => Promise<Group>;
	error: string | undefined;
	ref: Ref<HTMLInputElement>;
}

const fold = (text: string) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLocaleLowerCase().trim();

/** 0 the whole name, 1 its beginning, 2 the beginning of a word, 3 elsewhere. */
function nearness(name: string, wanted: string): number {
	if (name === wanted) return 0;
	if (name.startsWith(wanted)) return 1;
	return name.includes(` ${wanted}`) ? 2 : 3;
}

/** The name with the part that was typed made strong. */
function Hit({ name, text }: { name: string; text: string }) {
	const at = text ? name.toLocaleLowerCase().indexOf(text.toLocaleLowerCase()) : -1;
	if (at < 0) return <bdi className="cut">{name}</bdi>;
	return (
		<bdi className="cut">
			{name.slice(0, at)}
			<b>{name.slice(at, at + text.length)}</b>
			{name.slice(at + text.length)}
		</bdi>
	);
}

export function GroupsField({
	account,
	className,
	groups,
	value,
	onChange,
	text,
	onText,
	onCreate,
	error,
	ref,
}: Props) {
	const { t } = useTranslation();
	const [open, setOpen] = useState(false);
	const [marked, setMarked] = useState(false);
	const [creating, setCreating] = useState(false);
	const [failed, setFailed] = useState<string>();
	const box = useRef<HTMLDivElement>(null);
	const highlighted = useRef<Group | undefined>(undefined);
	const latest = useRef(value);
	useEffect(() => {
		latest.current = value;
	}, [value]);

	const known = new Map(groups.map((group) => [group.id, group]));
	// A group that is gone from the account keeps its place, so that it can be taken out.
	const chosen = value.map((id) => known.get(id) ?? { id, name: t("contacts:form.groupGone", { id }) });
	const lately = groupsUsedLately(account);
	const used = (group: Group) => {
		const at = lately.indexOf(group.id);
		return at < 0 ? lately.length : at;
	};
	const wanted = fold(text);
	const found = groups
		.filter((group) => fold(group.name).includes(wanted))
		.map((group) => ({ group, near: nearness(fold(group.name), wanted), used: used(group) }))
		// The whole name, then what was used lately, then what begins with the text.
		.sort(
			(a, b) =>
				Number(b.near === 0) - Number(a.near === 0) ||
				a.used - b.used ||
				a.near - b.near ||
				a.group.name.localeCompare(b.group.name),
		)
		.slice(0, SHOWN)
		.map(({ group }) => group);
	const exact = groups.find((group) => fold(group.name) === wanted);
	const shown = wanted && !exact ? [...found, { id: CREATE, name: text.trim() }] : found;

	const take = (id: number) => {
		latest.current = [...latest.current, id];
		onChange([...latest.current]);
		rememberGroup(account, id);
	};
	const drop = (id: number) => {
		latest.current = latest.current.filter((one) => one !== id);
		onChange([...latest.current]);
	};
	const type = (next: string) => {
		highlighted.current = undefined;
		setFailed(undefined);
		setMarked(false);
		onText(next);
	};
	const create = async () => {
		const name = text.trim();
		if (!name || creating) return;
		setCreating(true);
		setFailed(undefined);
		setOpen(false);
		try {
			const group = await onCreate(name);
			if (!latest.current.includes(group.id)) take(group.id);
			type("");
		} catch (cause) {
			const refused = cause instanceof BridgeError ? cause.fields[0] : undefined;
			if (refused) setFailed(fieldErrorText(refused, t));
			else if (cause instanceof BridgeError) {
				const words = errorText(cause, t);
				setFailed(`${words.title} ${words.text}`);
			} else throw cause;
		} finally {
			setCreating(false);
		}
	};
	const choose = (group: Group) => {
		if (group.id === CREATE) {
			void create();
			return;
		}
		if (!latest.current.includes(group.id)) take(group.id);
		// Typing a name means wanting it: only a list opened without text takes out.
		else if (!wanted) drop(group.id);
		type("");
	};

	const onKeyDown: ComponentProps<typeof Combobox.Input>["onKeyDown"] = (event) => {
		if (event.nativeEvent.isComposing) return;
		if (event.ctrlKey || event.metaKey || event.altKey) {
			// The form's keys: the list would lie over what they show.
			if (event.key === "Enter") setOpen(false);
			return;
		}
		if (event.key === "Enter") {
			event.preventDefault();
			event.preventBaseUIHandler();
			if (event.shiftKey) {
				if (exact) choose(exact);
				else void create();
			} else {
				const row = open ? (highlighted.current ?? (wanted ? shown[0] : undefined)) : wanted ? shown[0] : undefined;
				if (row) choose(row);
			}
			setOpen(false);
		} else if (event.key === "Backspace" && text === "" && value.length > 0) {
			event.preventBaseUIHandler();
			setOpen(false);
			const last = value.at(-1);
			if (marked && last !== undefined) drop(last);
			setMarked(!marked);
		} else if (event.key === "Escape" && !open) {
			// Base UI would empty the field; here Esc belongs to the dialog.
			event.preventBaseUIHandler();
		} else if (event.key !== "Shift") setMarked(false);
	};

	const below = failed ?? error;
	return (
		<Combobox.Root<Group, true>
			multiple
			items={shown}
			filteredItems={shown}
			value={chosen}
			onValueChange={(next) => {
				const pressed =
					next.find((group) => !value.includes(group.id)) ??
					chosen.find((group) => !next.some((one) => one.id === group.id));
				if (pressed) choose(pressed);
			}}
			isItemEqualToValue={(one, other) => one.id === other.id}
			itemToStringLabel={(group) => group.name}
			inputValue={text}
			onInputValueChange={(next, { reason }) => {
				// Base UI empties the text whenever its list closes; it goes only when it was taken.
				if (reason !== "input-change") return;
				type(next);
				if (next === "") setOpen(false);
			}}
			open={open && shown.length > 0}
			onOpenChange={(next) => {
				if (!next) highlighted.current = undefined;
				setOpen(next);
			}}
			onItemHighlighted={(group) => {
				highlighted.current = group;
			}}
			autoHighlight
		>
			<Field label={t("contacts:form.groups")} error={below} announce={failed !== undefined} className={className}>
				{(control) => (
					// biome-ignore lint/a11y/noStaticElementInteractions: a press beside the text goes to the text, as in any field
					<div
						ref={box}
						className={below ? `${styles.box} ${styles.isError}` : styles.box}
						onMouseDown={(event) => {
							if (event.target !== box.current) return;
							event.preventDefault();
							box.current.querySelector("input")?.focus();
						}}
					>
						{chosen.map((group, index) => (
							<Chip
								key={group.id}
								onRemove={() => drop(group.id)}
								removeLabel={t("contacts:form.removeGroup", { name: group.name })}
								marked={marked && index === chosen.length - 1}
							>
								{group.name}
							</Chip>
						))}
						<Combobox.Input
							{...control}
							ref={ref}
							className={styles.input}
							placeholder={t("contacts:form.groupsPlaceholder")}
							autoComplete="off"
							spellCheck={false}
							onKeyDown={onKeyDown}
							onBlur={() => setMarked(false)}
						/>
						{creating && <LoaderCircle aria-hidden="true" className="icon-s spin" />}
						<span className="hidden" role="status">
							{marked ? t("contacts:form.marked", { name: chosen.at(-1)?.name }) : ""}
						</span>
					</div>
				)}
			</Field>
			<Combobox.Portal>
				<Combobox.Positioner anchor={box} sideOffset={4} align="start" className={styles.positioner}>
					<Combobox.Popup className={styles.popup}>
						<Combobox.List className={styles.list} aria-label={t("contacts:form.groups")}>
							{(group: Group) =>
								group.id === CREATE ? (
									<Combobox.Item
										key={CREATE}
										value={group}
										className={found.length > 0 ? `${styles.item} ${styles.create}` : styles.item}
									>
										<Plus aria-hidden="true" />
										<span className="cut">{t("contacts:form.createGroup", { name: group.name })}</span>
										<span className={styles.end}>
											<Kbd keys="Shift+Enter" />
										</span>
									</Combobox.Item>
								) : (
									<Combobox.Item key={group.id} value={group} className={styles.item}>
										<span className={styles.check} aria-hidden="true">
											<Check />
										</span>
										<Hit name={group.name} text={text.trim()} />
									</Combobox.Item>
								)
							}
						</Combobox.List>
					</Combobox.Popup>
				</Combobox.Positioner>
			</Combobox.Portal>
		</Combobox.Root>
	);
}
