import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { i18n } from "./i18n";

const SOURCES = join(import.meta.dirname, "..");

function files(folder: string): string[] {
	return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
		const path = join(folder, entry.name);
		if (entry.isDirectory()) return ["generated", "test"].includes(entry.name) ? [] : files(path);
		return /\.tsx?$/.test(entry.name) && !/\.test\.tsx?$/.test(entry.name) ? [path] : [];
	});
}

interface Used {
	file: string;
	key: string;
	/** Ends where a value is put in. */
	open: boolean;
}

/** Every key written as a literal, whole or up to the first value in it. */
function keysIn(path: string): Used[] {
	const text = readFileSync(path, "utf8");
	const own = /useTranslation\("([a-z]+)"\)/.exec(text)?.[1] ?? "common";
	const file = path.slice(SOURCES.length + 1);
	return [...text.matchAll(/\bt\(\s*(["`])([^"`$]+)(\$\{)?/g)].map(([, , key = "", open]) => ({
		file,
		key: key.includes(":") ? key : `${own}:${key}`,
		open: open !== undefined,
	}));
}

function known({ key, open }: Used): boolean {
	const [namespace = "", path = ""] = key.split(":");
	if (!open) return i18n.exists(key) || i18n.exists(`${key}_other`);
	const whole = path.replace(/\.?[^.]*$/, "");
	const words = i18n.getResource("en", namespace, whole || path);
	return i18n.hasResourceBundle("en", namespace) && (path === "" || words !== undefined);
}

describe("words", () => {
	const used = files(SOURCES).flatMap(keysIn);
	it("are found by this test", () => {
		expect(used.length).toBeGreaterThan(80);
	});
	it("exist for every key in the sources", () => {
		expect(used.filter((one) => !known(one)).map(({ file, key }) => `${file}: ${key}`)).toEqual([]);
	});
});
