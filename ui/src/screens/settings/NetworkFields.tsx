import { useQuery, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { errorText, fieldErrorText } from "../../app/errors";
import {
	type BridgeError,
	type NetworkSettings,
	networkDropCertificate,
	networkGet,
	networkPutCertificate,
	networkSetProxy,
	type ProxyKind,
} from "../../bridge";
import { Button, PasswordField, Segment, TextField, useToast } from "../../components";
import { Line } from "./Part";
import css from "./settings.module.css";

const KINDS: readonly ProxyKind[] = ["system", "none", "through"];
const KEY = ["network"];
const MOST_MB = 1;

function ProxyFields({ network, onSaved }: { network: NetworkSettings; onSaved: (network: NetworkSettings) => void }) {
	const { t } = useTranslation();
	const { show } = useToast();
	const [kind, setKind] = useState(network.proxy);
	const [address, setAddress] = useState(network.address);
	const [user, setUser] = useState(network.user);
	const [password, setPassword] = useState<string | null>(null);
	const [error, setError] = useState<string>();
	const [busy, setBusy] = useState(false);
	const save = async (proxy: ProxyKind) => {
		setBusy(true);
		setError(undefined);
		try {
			const saved = await networkSetProxy({ proxy, address, user, password });
			setAddress(saved.address);
			setUser(saved.user);
			setPassword(null);
			onSaved(saved);
			show({ text: t("settings:network.saved") });
		} catch (thrown) {
			const refused = thrown as BridgeError;
			const [field] = refused.fields;
			const { title, text } = errorText(refused, t);
			if (field && proxy === "through") setError(fieldErrorText(field, t));
			else show({ tone: "danger", text: field ? fieldErrorText(field, t) : `${title} ${text}` });
		} finally {
			setBusy(false);
		}
	};
	const choose = (next: ProxyKind) => {
		setKind(next);
		setError(undefined);
		// One's own is saved with its address.
		if (next !== "through" && next !== network.proxy) void save(next);
	};
	const kept = network.proxy === "through" && network.user !== "" && user === network.user;
	return (
		<>
			<Line name={t("settings:network.proxy")}>
				<Segment
					label={t("settings:network.proxy")}
					value={kind}
					onChange={choose}
					options={KINDS.map((value) => ({ value, label: t(`settings:network.kinds.${value}`) }))}
				/>
			</Line>
			{kind === "through" ? (
				<form
					className={css.fields}
					noValidate
					onSubmit={(event: FormEvent) => {
						event.preventDefault();
						void save("through");
					}}
				>
					<TextField
						className={css.wide}
						label={t("settings:network.address")}
						dir="ltr"
						placeholder="http://proxy.example.com:3128"
						value={address}
						onChange={(event) => {
							setAddress(event.target.value);
							setError(undefined);
						}}
						error={error}
						announce
					/>
					<TextField
						className={css.number}
						label={t("settings:network.user")}
						value={user}
						onChange={(event) => setUser(event.target.value)}
					/>
					<PasswordField
						className={css.number}
						label={t("settings:network.password")}
						value={password ?? ""}
						help={kept && password === null ? t("settings:network.passwordKept") : undefined}
						onChange={(event) => setPassword(event.target.value)}
					/>
					<div className={css.buttons}>
						<Button type="submit" variant="primary" busy={busy}>
							{t("common:save")}
						</Button>
					</div>
				</form>
			) : null}
		</>
	);
}

function CertificateFields({
	network,
	onSaved,
}: {
	network: NetworkSettings;
	onSaved: (network: NetworkSettings) => void;
}) {
	const { t } = useTranslation();
	const picker = useRef<HTMLInputElement>(null);
	const [error, setError] = useState<string>();
	const [busy, setBusy] = useState(false);
	const { certificate } = network;
	const change = async (work: () => Promise<NetworkSettings>) => {
		setBusy(true);
		setError(undefined);
		try {
			onSaved(await work());
		} catch (thrown) {
			const refused = thrown as BridgeError;
			const [field] = refused.fields ?? [];
			const { title, text } = errorText(refused, t);
			if (field?.code === "wrong_file") setError(t("settings:network.noCertificate"));
			else setError(field ? fieldErrorText(field, t) : `${title} ${text}`);
		} finally {
			setBusy(false);
		}
	};
	const take = (file: File | undefined) => {
		if (!file) return;
		if (file.size > MOST_MB * 1024 * 1024) {
			setError(fieldErrorText({ field: "file", code: "too_large", limit: MOST_MB }, t));
			return;
		}
		void change(async () => networkPutCertificate(file.name, new Uint8Array(await file.arrayBuffer())));
	};
	return (
		<>
			<Line name={t("settings:network.certificate")}>
				{certificate ? (
					<span className={css.grow}>
						<bdi className="cut">{certificate.name}</bdi>
						<span className="small faint">{t("settings:network.certificates", { count: certificate.count })}</span>
					</span>
				) : (
					<span className="faint">{t("settings:network.systemOnly")}</span>
				)}
				<Button size="small" busy={busy} onClick={() => picker.current?.click()}>
					{t(certificate ? "settings:network.otherFile" : "settings:network.chooseFile")}
				</Button>
				{certificate ? (
					<Button size="small" onClick={() => void change(networkDropCertificate)}>
						{t("settings:network.dropFile")}
					</Button>
				) : null}
				<input
					ref={picker}
					type="file"
					accept=".pem,.crt,.cer"
					className="hidden"
					tabIndex={-1}
					aria-hidden="true"
					onChange={(event) => {
						take(event.target.files?.[0]);
						event.target.value = "";
					}}
				/>
			</Line>
			{error ? (
				<p className={css.danger} role="alert">
					{error}
				</p>
			) : (
				<p className="small faint">{t("settings:network.certificateHelp")}</p>
			)}
		</>
	);
}

/** For offices whose network has a door of its own. */
export function NetworkFields() {
	const client = useQueryClient();
	const { data } = useQuery({ queryKey: KEY, queryFn: networkGet, staleTime: Number.POSITIVE_INFINITY });
	const saved = (network: NetworkSettings) => client.setQueryData(KEY, network);
	if (!data) return null;
	return (
		<>
			<ProxyFields network={data} onSaved={saved} />
			<CertificateFields network={data} onSaved={saved} />
		</>
	);
}
