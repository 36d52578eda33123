import { describe, expect, it } from "vitest";
import type { Piece } from "../../bridge";
import { type Run, readMarks } from "./marks";

/** Writes runs as `[bi:text]`; a slot as `{…}`; plain words as they are. */
function write(runs: Run[]): string {
	return runs
		.map((run) => {
			const style = [run.bold && "b", run.italic && "i", run.strike && "s", run.code && "c"].filter(Boolean).join("");
			const text = run.slot === null ? run.text : `{${run.text}}`;
			return style === "" ? text : `[${style}:${text}]`;
		})
		.join("");
}

const words = (text: string): Piece => ({ text, slot: null });
const value = (text: string): Piece => ({ text, slot: "field_1" });

describe("marks in one piece", () => {
	it.each([
		["plain words", "plain words"],
		["Reply *LIST* now", "Reply [b:LIST] now"],
		["_so_ and ~not~", "[i:so] and [s:not]"],
		["```a * b```", "[c:a * b]"],
		["```one\ntwo```", "[c:one\ntwo]"],
		["*_both_*", "[bi:both]"],
		["*bold _and italic_ on*", "[b:bold ][bi:and italic][b: on]"],
		["~*_all_*~", "[bis:all]"],
		["(*in brackets*), yes", "([b:in brackets]), yes"],
		["*two* *times*", "[b:two] [b:times]"],
		["مرحبا *أهلا* بكم", "مرحبا [b:أهلا] بكم"],
		["*नमस्ते* जी", "[b:नमस्ते] जी"],
		["🎉*now*🎉", "🎉[b:now]🎉"],
	])("%s", (text, expected) => expect(write(readMarks([words(text)]))).toBe(expected));
});

describe("what is no mark stays text", () => {
	it.each([
		"2 * 3 * 4",
		"2*3*4",
		"snake_case_name",
		"spring_catalogue and order_ready",
		"*never closed",
		"closed only*",
		"* spaced *",
		"*no end here\nnext line*",
		"**",
		"__",
		"``` ```",
		"```never closed",
		"*word*s",
		"हि*न्दी*",
		"<b>not markup</b> &amp; neither",
	])("%s", (text) => expect(write(readMarks([words(text)]))).toBe(text));

	it("a mark inside code is text", () => expect(write(readMarks([words("```*x*``` *y*")]))).toBe("[c:*x*] [b:y]"));
	it("a mark does not close inside code", () => expect(write(readMarks([words("*a ```b* c```")]))).toBe("*a [c:b* c]"));
});

describe("marks across pieces", () => {
	it("a slot inside a mark of the template", () =>
		expect(write(readMarks([words("Hi *"), value("Priya"), words("*, welcome")]))).toBe("Hi [b:{Priya}], welcome"));
	it("words and a slot inside one mark", () =>
		expect(write(readMarks([words("*until "), value("Friday"), words(" noon*")]))).toBe(
			"[b:until ][b:{Friday}][b: noon]",
		));
	it("marks typed into a value", () =>
		expect(write(readMarks([words("Dear "), value("*Ann*"), words("!")]))).toBe("Dear [b:{Ann}]!"));
	it("a mark opened in a value, closed by the template", () =>
		expect(write(readMarks([value("*loud"), words(" and clear* then")]))).toBe("[b:{loud}][b: and clear] then"));
	it("an empty slot keeps its place and its style", () =>
		expect(write(readMarks([words("Hi *"), value(""), words("*,")]))).toBe("Hi [b:{}],"));
	it("an empty slot alone", () => expect(write(readMarks([value("")]))).toBe("{}"));
	it("nothing", () => expect(readMarks([])).toEqual([]));
	it("loses nothing but the marks", () => {
		const pieces = [words("a *b"), value("_c_"), words("d* e\n~f~ ```g```")];
		const shown = readMarks(pieces).map((run) => run.text);
		expect(shown.join("")).toBe("a b_c_d e\nf g");
	});
});
