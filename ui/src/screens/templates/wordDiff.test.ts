import { describe, expect, it } from "vitest";
import { wordDiff } from "./wordDiff";

/** `[-gone-]{+new+}same` */
const drawn = (before: string, after: string) =>
	wordDiff(before, after)
		.map(({ kind, text }) => (kind === "gone" ? `[-${text}-]` : kind === "new" ? `{+${text}+}` : text))
		.join("");

describe("two texts word by word", () => {
	it.each([
		["the same", "Hello {{1}}.", "Hello {{1}}.", "Hello {{1}}."],
		["one word", "We open at six.", "We open at nine.", "We open at [-six-]{+nine+}."],
		["words side by side as one", "the old shop", "a new shop", "[-the old-]{+a new+} shop"],
		["a word that came", "Hello Nadia", "Hello dear Nadia", "Hello {+dear +}Nadia"],
		["a word that went", "Hello dear Nadia", "Hello Nadia", "Hello [-dear -]Nadia"],
		["a place", "Dear {{1}}, from {{2}}", "Dear {{1}}, from {{3}}", "Dear {{1}}, from [-{{2}}-]{+{{3}}+}"],
		["a place with a name", "Dear {{name}}", "Dear {{first_name}}", "Dear [-{{name}}-]{+{{first_name}}+}"],
		["all of it", "", "Hello", "{+Hello+}"],
		["none of it", "Hello", "", "[-Hello-]"],
		["lines", "One\nTwo\nThree", "One\nThree", "One\n[-Two\n-]Three"],
		["Arabic", "مرحبا يا نادية", "أهلا يا نادية", "[-مرحبا-]{+أهلا+} يا نادية"],
	])("%s", (_, before, after, expected) => {
		expect(drawn(before, after)).toBe(expected);
	});

	it("finds words where no blanks stand between them", () => {
		const parts = wordDiff("您的拍摄改到今天", "您的拍摄改到明天");
		expect(parts[0]?.kind).toBe("same");
		expect(parts[0]?.text.startsWith("您的拍摄")).toBe(true);
	});

	it("gives back both texts whole, whatever they are", () => {
		const texts = ["", "a b c", "b c a\n\n{{1}}{{2}} x", "c, b; a! {{2}}", "مرحبا 您好 a b", "  a  b "];
		for (const before of texts)
			for (const after of texts) {
				const parts = wordDiff(before, after);
				const join = (not: string) =>
					parts
						.filter(({ kind }) => kind !== not)
						.map(({ text }) => text)
						.join("");
				expect(join("new")).toBe(before);
				expect(join("gone")).toBe(after);
			}
	});

	it("does not compare what is far longer than a template can be", () => {
		const long = "word ".repeat(3_000);
		expect(wordDiff(long, `${long}more`).map(({ kind }) => kind)).toEqual(["gone", "new"]);
	});
});
