import axe from "axe-core";
import { expect } from "vitest";

/** Fails with what axe finds. Colours need layout, so they are measured in the real window, not here. */
export async function expectAccessible(root: Element = document.body): Promise<void> {
	const found = await axe.run(root, {
		resultTypes: ["violations"],
		rules: { "color-contrast": { enabled: false }, region: { enabled: false } },
	});
	const told = found.violations.map(
		({ id, help, nodes }) => `${id}: ${help}\n${nodes.map((node) => `  ${node.html}`).join("\n")}`,
	);
	expect(told.join("\n")).toBe("");
}
