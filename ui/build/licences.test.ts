import { describe, expect, it } from "vitest";
import { cratesOf, pagesOf, withTexts } from "./licences";

const crate = (name: string, source: string | null = "registry") => ({
	id: name,
	name,
	version: "1.0.0",
	license: "MIT",
	manifest_path: `/cargo/${name}/Cargo.toml`,
	source,
});
const dep = (pkg: string, kind: string | null) => ({ pkg, dep_kinds: [{ kind }] });

describe("what the program is made of", () => {
	it("is every crate that ends up in it, however far off, and none that only builds or tests it", () => {
		const found = cratesOf({
			packages: [
				crate("desk", null),
				crate("core", null),
				...["near", "far", "builds", "tests"].map((name) => crate(name)),
			],
			resolve: {
				root: "desk",
				nodes: [
					{ id: "desk", deps: [dep("core", null), dep("builds", "build"), dep("tests", "dev")] },
					{ id: "core", deps: [dep("near", null)] },
					{ id: "near", deps: [dep("far", null), dep("near", null)] },
					{ id: "builds", deps: [dep("tests", null)] },
				],
			},
		});
		expect(found.map(({ name }) => name)).toEqual(["near", "far"]);
		expect(found[0]?.folder).toBe("/cargo/near");
	});

	it("is every package of the pages but those for building", () => {
		const found = pagesOf(
			{
				packages: {
					"": {},
					"node_modules/@base-ui/react": { version: "1.0.0", license: "MIT" },
					"node_modules/a/node_modules/b": { version: "2.0.0", license: "ISC" },
					"node_modules/vite": { version: "8.0.0", license: "MIT", dev: true },
				},
			},
			"/desk",
		);
		expect(found).toEqual([
			{ name: "@base-ui/react", version: "1.0.0", licence: "MIT", folder: "/desk/node_modules/@base-ui/react" },
			{ name: "b", version: "2.0.0", licence: "ISC", folder: "/desk/node_modules/a/node_modules/b" },
		]);
	});

	it("holds every text once", async () => {
		const texts: Record<string, string[]> = { "/b": ["MIT", "Apache"], "/a": ["MIT"], "/none": [] };
		const found = ["b", "a", "none"].map((name) => ({ name, version: "1", licence: "MIT", folder: `/${name}` }));
		expect(await withTexts(found, async (folder) => texts[folder] ?? [])).toEqual({
			packages: [
				{ name: "a", version: "1", licence: "MIT", texts: [0] },
				{ name: "b", version: "1", licence: "MIT", texts: [0, 1] },
				{ name: "none", version: "1", licence: "MIT", texts: [] },
			],
			texts: ["MIT", "Apache"],
		});
	});
});
