import { CircleAlert, TriangleAlert, X } from "lucide-react";
import { createContext, type ReactNode, useCallback, useContext, useEffect, useMemo, useRef, useState } from "react";
import { createPortal } from "react-dom";
import { useTranslation } from "react-i18next";
import { Button, IconButton } from "../button/button";
import { topLayer, watchLayers } from "../layers";
import css from "./toast.module.css";

export interface ToastRequest {
	tone?: "neutral" | "warn" | "danger";
	text: ReactNode;
	action?: { label: string; keys?: string; onSelect: () => void } | undefined;
	/** ms; 0 stays until closed. Errors and toasts with an action stay longer by default. */
	duration?: number | undefined;
}

interface Shown extends ToastRequest {
	id: number;
}

interface Toasts {
	/** Returns a function that takes it away. */
	show: (toast: ToastRequest) => () => void;
}

const ToastContext = createContext<Toasts | null>(null);
/** More would hide what one works on. */
const AT_ONCE = 3;

function lasts(toast: ToastRequest): number {
	return toast.duration ?? (toast.tone === "danger" ? 0 : toast.action ? 10_000 : 5_000);
}

function ToastRow({ toast, onClose }: { toast: Shown; onClose: (id: number) => void }) {
	const { t } = useTranslation();
	const [held, setHeld] = useState(false);
	const ms = lasts(toast);
	useEffect(() => {
		if (ms === 0 || held) return;
		const timer = setTimeout(() => onClose(toast.id), ms);
		return () => clearTimeout(timer);
	}, [ms, held, onClose, toast.id]);
	const { action } = toast;
	return (
		// biome-ignore lint/a11y/noStaticElementInteractions: only keeps it there while it is read
		<div
			className={css.toast}
			onMouseEnter={() => setHeld(true)}
			onMouseLeave={() => setHeld(false)}
			onFocus={() => setHeld(true)}
			onBlur={() => setHeld(false)}
		>
			{toast.tone === "danger" ? <CircleAlert aria-hidden="true" className={css.danger} /> : null}
			{toast.tone === "warn" ? <TriangleAlert aria-hidden="true" className={css.warn} /> : null}
			<span className="grow">{toast.text}</span>
			{action ? (
				<Button
					variant="quiet"
					size="small"
					keys={action.keys}
					onClick={() => {
						onClose(toast.id);
						action.onSelect();
					}}
				>
					{action.label}
				</Button>
			) : null}
			<IconButton
				size="small"
				label={t("common:close")}
				icon={<X aria-hidden="true" className="icon-s" />}
				onClick={() => onClose(toast.id)}
			/>
		</div>
	);
}

/** Space to the window's lower edge and to the buttons of a dialog, in px. */
const GAP = 8;

/** Puts the stack just above the foot of the dialog on top, if it would lie on it. */
function clearFoot(stack: HTMLElement): void {
	stack.style.insetBlockEnd = "";
	const foot = topLayer() === 0 ? undefined : [...document.querySelectorAll("[role$='dialog'] footer")].at(-1);
	if (!foot) return;
	const buttons = foot.getBoundingClientRect();
	const { top, bottom } = stack.getBoundingClientRect();
	if (top < buttons.bottom + GAP && bottom > buttons.top - GAP)
		stack.style.insetBlockEnd = `${window.innerHeight - buttons.top + GAP}px`;
}

export function ToastProvider({ children }: { children: ReactNode }) {
	const { t } = useTranslation();
	const [toasts, setToasts] = useState<Shown[]>([]);
	const next = useRef(0);
	const close = useCallback((id: number) => setToasts((all) => all.filter((one) => one.id !== id)), []);
	const show = useCallback(
		(toast: ToastRequest) => {
			next.current += 1;
			const id = next.current;
			setToasts((all) => [...all, { ...toast, id }].slice(-AT_ONCE));
			return () => close(id);
		},
		[close],
	);
	const stack = useRef<HTMLElement>(null);
	useEffect(() => {
		if (toasts.length === 0) return;
		const place = () => {
			if (stack.current) clearFoot(stack.current);
		};
		place();
		window.addEventListener("resize", place);
		return () => window.removeEventListener("resize", place);
	}, [toasts]);
	useEffect(() => {
		let before = 0;
		return watchLayers((depth) => {
			// A dialog begins something else: what was said before goes, but no error.
			if (depth > before) setToasts((all) => all.filter((one) => one.tone === "danger"));
			else if (stack.current) clearFoot(stack.current);
			before = depth;
		});
	}, []);
	const value = useMemo(() => ({ show }), [show]);
	return (
		<ToastContext value={value}>
			{children}
			{createPortal(
				<section
					ref={stack}
					className={css.stack}
					aria-label={t("common:messages")}
					aria-live="polite"
					aria-relevant="additions text"
				>
					{toasts.map((toast) => (
						<ToastRow key={toast.id} toast={toast} onClose={close} />
					))}
				</section>,
				document.body,
			)}
		</ToastContext>
	);
}

export function useToast(): Toasts {
	const toasts = useContext(ToastContext);
	if (!toasts) throw new Error("useToast outside ToastProvider");
	return toasts;
}
