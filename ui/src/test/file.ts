/** A file as a person chooses it. jsdom's cannot be read as bytes. */
export function fileOf(name: string, bytes: Uint8Array<ArrayBuffer>): File {
	return Object.assign(new File([bytes], name), { arrayBuffer: () => Promise.resolve(bytes.buffer) });
}

/** The one place within where a file is chosen. */
export function pickerIn(element: Element): HTMLInputElement {
	const picker = element.querySelector<HTMLInputElement>("input[type=file]");
	if (!picker) throw new Error("no file can be chosen here");
	return picker;
}
