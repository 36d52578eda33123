/**
 * Leaves a mark on the page's timeline once what was drawn just now is on screen. Costs nothing; read by
 * `cargo xtask bench`, which compares it with the same mark of a blank program.
 */
export function markPainted(name: string): void {
	requestAnimationFrame(() => {
		const { port1, port2 } = new MessageChannel();
		port1.onmessage = () => {
			performance.mark(name);
			port1.close();
		};
		port2.postMessage(null);
	});
}
