// The same mark, made the same way, as `ui/src/app/painted.ts` leaves of the first contacts.
requestAnimationFrame(() => {
	const { port1, port2 } = new MessageChannel();
	port1.onmessage = () => {
		performance.mark("painted");
		port1.close();
	};
	port2.postMessage(null);
});
