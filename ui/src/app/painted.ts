import { useEffect, useState } from "react";

/** Calls once what was drawn just now is on screen, unless the returned function is called before. */
export function afterPaint(then: () => void): () => void {
	const { port1, port2 } = new MessageChannel();
	const frame = requestAnimationFrame(() => port2.postMessage(null));
	port1.onmessage = () => {
		port1.close();
		then();
	};
	return () => {
		cancelAnimationFrame(frame);
		port1.close();
	};
}

/**
 * Leaves a mark on the page's timeline once what was drawn just now is on screen. Costs nothing; read by
 * `cargo xtask bench`, which compares it with the same mark of a blank program.
 */
export function markPainted(name: string): void {
	afterPaint(() => performance.mark(name));
}

/** True from the frame after `drawn` until it is not drawn: for what nobody waits for, so that it holds up no frame. */
export function usePainted(drawn: boolean): boolean {
	const [painted, setPainted] = useState(false);
	useEffect(() => {
		if (drawn) return afterPaint(() => setPainted(true));
		setPainted(false);
		return undefined;
	}, [drawn]);
	return painted && drawn;
}
