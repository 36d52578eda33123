// What the program is made of, put together when it is built: `import licences from "virtual:licences"`.
import { execFile } from "node:child_process";
import { readdir, readFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import type { Plugin } from "vite";

export interface Package {
	name: string;
	version: string;
	/** As the package says it, in SPDX. */
	licence: string;
	/** Places in `texts`. */
	texts: number[];
}

export interface Licences {
	/** By name. */
	packages: Package[];
	/** Each text once: hundreds of packages share theirs. */
	texts: string[];
}

/** A package before its texts are read. */
export interface Found {
	name: string;
	version: string;
	licence: string;
	folder: string;
}

interface Metadata {
	packages: {
		id: string;
		name: string;
		version: string;
		license: string | null;
		manifest_path: string;
		source: string | null;
	}[];
	resolve: {
		root: string | null;
		nodes: { id: string; deps: { pkg: string; dep_kinds: { kind: string | null }[] }[] }[];
	};
}

interface Lock {
	packages: Record<string, { version?: string; license?: string; dev?: boolean }>;
}

const ID = "virtual:licences";
/** Vite’s mark of what is no file. */
const RESOLVED = `\0${ID}`;
const TEXT = /^(licen[cs]e|copying|notice|unlicense)/i;

/** Crates that end up in the program: not those that only build or test it. */
export function cratesOf({ packages, resolve }: Metadata): Found[] {
	const nodes = new Map(resolve.nodes.map((node) => [node.id, node]));
	const reached = new Set<string>();
	const walk = [resolve.root ?? ""];
	for (let id = walk.pop(); id !== undefined; id = walk.pop()) {
		if (reached.has(id)) continue;
		reached.add(id);
		for (const dep of nodes.get(id)?.deps ?? []) {
			if (dep.dep_kinds.some(({ kind }) => kind === null)) walk.push(dep.pkg);
		}
	}
	return packages
		.filter(({ id, source }) => reached.has(id) && source !== null)
		.map(({ name, version, license, manifest_path }) => ({
			name,
			version,
			licence: license ?? "",
			folder: dirname(manifest_path),
		}));
}

/** Packages of the pages: not those that only build or test them. */
export function pagesOf({ packages }: Lock, root: string): Found[] {
	return Object.entries(packages)
		.filter(([place, { dev }]) => place !== "" && !dev)
		.map(([place, { version, license }]) => ({
			name: place.slice(place.lastIndexOf("node_modules/") + "node_modules/".length),
			version: version ?? "",
			licence: license ?? "",
			folder: join(root, place),
		}));
}

/** Every text once; where a package brings none along, its licence is named all the same. */
export async function withTexts(
	found: readonly Found[],
	read: (folder: string) => Promise<string[]>,
): Promise<Licences> {
	const texts: string[] = [];
	const places = new Map<string, number>();
	const packages: Package[] = [];
	for (const { folder, ...one } of found) {
		const own = (await read(folder)).map((text) => {
			const place = places.get(text) ?? texts.push(text) - 1;
			places.set(text, place);
			return place;
		});
		packages.push({ ...one, texts: [...new Set(own)] });
	}
	packages.sort((a, b) => a.name.localeCompare(b.name, "en") || a.version.localeCompare(b.version, "en"));
	return { packages, texts };
}

async function textsIn(folder: string): Promise<string[]> {
	// A package for another system is in the lock file and not on this disk.
	const names = await readdir(folder).catch(() => []);
	const texts = names.filter((name) => TEXT.test(name)).sort();
	const read = await Promise.all(texts.map((name) => readFile(join(folder, name), "utf8").catch(() => "")));
	return read.map((text) => text.replaceAll("\r\n", "\n").trim()).filter((text) => text !== "");
}

async function all(root: string): Promise<Licences> {
	const run = promisify(execFile);
	const rustc = await run("rustc", ["-vV"]);
	const host = /^host: (.+)$/m.exec(rustc.stdout)?.[1] ?? "";
	const arguments_ = ["metadata", "--format-version", "1", "--locked", "--filter-platform", host];
	const told = await run("cargo", arguments_, { cwd: root, maxBuffer: 256 * 1024 * 1024 });
	const lock = JSON.parse(await readFile(join(root, "package-lock.json"), "utf8")) as Lock;
	return withTexts([...cratesOf(JSON.parse(told.stdout) as Metadata), ...pagesOf(lock, root)], textsIn);
}

export function licences(root: string): Plugin {
	return {
		name: "licences",
		resolveId: (id) => (id === ID ? RESOLVED : null),
		async load(id) {
			if (id !== RESOLVED) return null;
			return `export default JSON.parse(${JSON.stringify(JSON.stringify(await all(root)))});`;
		},
	};
}
