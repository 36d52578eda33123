import { expect, it } from "vitest";
import { decode } from "./decode";

const bytes = (...all: number[]) => new Uint8Array(all).buffer;
const utf8 = (text: string) => new TextEncoder().encode(text).buffer as ArrayBuffer;

it.each<[string, ArrayBuffer, string | null]>([
	["UTF-8", utf8("Zoë;+31"), "Zoë;+31"],
	["UTF-8 with its mark", bytes(0xef, 0xbb, 0xbf, 0x41), "A"],
	["what Windows writes in the West", bytes(0x5a, 0x6f, 0xeb), "Zoë"],
	["UTF-16, as Excel's Unicode text", bytes(0xff, 0xfe, 0x41, 0x00, 0xeb, 0x00), "Aë"],
	["UTF-16 the other way", bytes(0xfe, 0xff, 0x00, 0x41), "A"],
	["a spreadsheet", bytes(0x50, 0x4b, 0x03, 0x04), null],
	["nothing", bytes(), ""],
])("%s", (_, buffer, expected) => {
	expect(decode(buffer)).toBe(expected);
});
