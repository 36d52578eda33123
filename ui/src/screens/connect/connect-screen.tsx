import { useNavigate } from "@tanstack/react-router";
import { ArrowLeft, FlaskConical, Square, Users } from "lucide-react";
import { type FormEvent, useCallback, useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { useShortcut } from "../../app/actions";
import { useDeepLink } from "../../app/deep-links";
import { useSession } from "../../app/session";
import { type Account, accountsPractice, type BridgeError } from "../../bridge";
import { Button, ErrorBanner, PasswordField, TextField, useToast } from "../../components";
import css from "./connect.module.css";
import { connectTrouble } from "./errors";
import { Found } from "./found";
import { KeyringNotice } from "./keyring-notice";
import { NetworkDialog } from "./network-dialog";
import { AdminRequest } from "./request";
import { useConnect } from "./use-connect";

function Practise({ onOpened }: { onOpened: (account: Account) => void }) {
	const { t } = useTranslation();
	const [busy, setBusy] = useState(false);
	const [error, setError] = useState<BridgeError | null>(null);
	const start = () => {
		setBusy(true);
		setError(null);
		accountsPractice().then(onOpened, (refused: BridgeError) => {
			setBusy(false);
			setError(refused);
		});
	};
	return (
		<section className={css.way} aria-labelledby="way-practise">
			<h2 className={css.wayTitle} id="way-practise">
				{t("connect:practise.title")}
			</h2>
			<p className="muted">{t("connect:practise.text")}</p>
			<ul className={css.list}>
				<li>
					<Users aria-hidden="true" />
					<span>{t("connect:practise.contacts")}</span>
				</li>
				<li>
					<FlaskConical aria-hidden="true" />
					<span>{t("connect:practise.numbers")}</span>
				</li>
				<li data-accent="practice">
					<Square aria-hidden="true" className={css.frameSign} />
					<span>{t("connect:practise.frame")}</span>
				</li>
			</ul>
			{error ? <ErrorBanner error={error} boxed /> : null}
			<div className={css.end}>
				<Button size="large" busy={busy} onClick={start}>
					{t("connect:practise.button")}
				</Button>
			</div>
		</section>
	);
}

export function ConnectScreen() {
	const { t } = useTranslation();
	const navigate = useNavigate();
	const { show } = useToast();
	const { version, active, opened } = useSession();
	const tokenField = useRef<HTMLInputElement>(null);
	const pasted = useRef(false);
	const [network, setNetwork] = useState(false);

	const onOpened = useCallback(
		(account: Account) => {
			opened(account);
			void navigate({ to: "/contacts" });
		},
		[opened, navigate],
	);
	const onConnected = useCallback(
		(account: Account) => {
			const key = account.plan ? "connect:connectedPlan" : "connect:connected";
			show({ text: t(key, { name: account.name, plan: account.plan }) });
			onOpened(account);
		},
		[onOpened, show, t],
	);
	const { server, token, attempt, setServer, setToken, pasteToken, connect, cancel } = useConnect(onConnected);

	// The address of a link is only filled in: a person reads it and presses the button.
	const fill = useCallback((link: { server: string }) => setServer(link.server), [setServer]);
	useDeepLink("connect", fill);

	const back = () => void navigate({ to: "/" });
	useShortcut("Escape", back, { label: t("common:back"), when: active !== null });
	useEffect(() => tokenField.current?.focus(), []);

	const trouble = attempt.state === "failed" ? connectTrouble(attempt.error, server, t) : null;
	const said = trouble ? (
		<>
			{trouble.text}
			{trouble.remedy && attempt.state === "failed" ? (
				<>
					{" "}
					<AdminRequest code={attempt.error.code} server={server} params={attempt.error.params} />
				</>
			) : null}
		</>
	) : undefined;
	const checked = attempt.state === "good" || attempt.state === "connecting" ? attempt.checked : null;
	const help =
		attempt.state === "checking" ? (
			<Checking onCancel={cancel} />
		) : trouble?.at === "keyring" ? undefined : (
			t("connect:tokenHelp")
		);
	const submit = (event: FormEvent) => {
		event.preventDefault();
		if (attempt.state !== "checking") void connect();
	};

	return (
		<main className={css.connect} data-region="screen">
			<div className={css.inner}>
				<header className={css.head}>
					<h1 className={css.title}>{t("common:appName")}</h1>
					<p className="muted">{t("connect:subtitle")}</p>
				</header>
				<div className={css.ways}>
					<section className={css.way} aria-labelledby="way-connect">
						<h2 className={css.wayTitle} id="way-connect">
							{t("connect:title")}
						</h2>
						<form className={css.form} onSubmit={submit} noValidate>
							<TextField
								label={t("connect:server")}
								value={server}
								inputMode="url"
								onChange={(event) => setServer(event.target.value)}
								error={trouble?.at === "server" ? said : undefined}
								announce
							/>
							<PasswordField
								ref={tokenField}
								label={t("connect:token")}
								placeholder={t("connect:tokenPlaceholder")}
								value={token}
								onPaste={() => {
									pasted.current = true;
								}}
								onChange={(event) => {
									if (pasted.current) pasteToken(event.target.value);
									else setToken(event.target.value);
									pasted.current = false;
								}}
								error={trouble?.at === "token" ? said : undefined}
								good={checked ? t("connect:good") : undefined}
								help={help}
								announce
							/>
							{trouble?.at === "keyring" && attempt.state === "failed" ? (
								<KeyringNotice
									code={attempt.error.code}
									onSessionOnly={() => void connect(true)}
									onAgain={() => void connect()}
								/>
							) : null}
							{trouble?.at === "form" && attempt.state === "failed" ? (
								<ErrorBanner error={attempt.error} boxed />
							) : null}
							{checked ? <Found checked={checked} /> : null}
							<div className={css.end}>
								<Button
									type="submit"
									variant="primary"
									size="large"
									keys="Enter"
									busy={attempt.state === "checking" || attempt.state === "connecting"}
								>
									{t("connect:connect")}
								</Button>
							</div>
						</form>
					</section>
					<Practise onOpened={onOpened} />
				</div>
			</div>
			<footer className={css.foot}>
				{active ? (
					<Button
						variant="quiet"
						size="small"
						icon={<ArrowLeft aria-hidden="true" className="icon-s icon-turn" />}
						onClick={back}
					>
						{t("connect:backTo", { name: active.name })}
					</Button>
				) : null}
				<span className="grow" />
				<Button variant="quiet" size="small" onClick={() => setNetwork(true)}>
					{t("connect:network")}
				</Button>
				<span className="num">{version}</span>
				<NetworkDialog open={network} onOpenChange={setNetwork} />
			</footer>
		</main>
	);
}

function Checking({ onCancel }: { onCancel: () => void }) {
	const { t } = useTranslation();
	return (
		<span role="status">
			{t("connect:checking")}{" "}
			<button type="button" className="link" onClick={onCancel}>
				{t("common:cancel")}
			</button>
		</span>
	);
}
