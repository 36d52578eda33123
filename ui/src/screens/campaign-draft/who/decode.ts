// The text of a file of a person's spreadsheet program: it says nowhere in which letters it was written. Pure.

/** `PK`: the container of `.xlsx` and its like. */
const isArchive = (bytes: Uint8Array) => bytes[0] === 0x50 && bytes[1] === 0x4b;
const begins = (bytes: Uint8Array, ...mark: number[]) => mark.every((byte, index) => bytes[index] === byte);

/** None: it is a spreadsheet, not a text. What is not UTF-8 is taken for what Windows writes in the West. */
export function decode(buffer: ArrayBuffer): string | null {
	const bytes = new Uint8Array(buffer);
	if (isArchive(bytes)) return null;
	if (begins(bytes, 0xff, 0xfe)) return new TextDecoder("utf-16le").decode(bytes);
	if (begins(bytes, 0xfe, 0xff)) return new TextDecoder("utf-16be").decode(bytes);
	try {
		return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
	} catch {
		return new TextDecoder("windows-1252").decode(bytes);
	}
}
