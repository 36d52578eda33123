import { describe, expect, it } from "vitest";
import type { ContactColumn, ViewColumn } from "../../../bridge";
import { COLUMNS } from "./columns";
import {
	arranged,
	changed,
	clampWidth,
	EMPTY_LAYOUT,
	fitting,
	least,
	moved,
	shownOf,
	stepped,
	template,
} from "./layout";

const FIRST: ContactColumn[] = ["name", "phone", "company", "type", "status", "source", "groups", "updated"];
const ids = (columns: readonly { id: ContactColumn }[]) => columns.map(({ id }) => id);
const column = (id: ContactColumn, shown = true, width: number | null = null): ViewColumn => ({ id, shown, width });
const first = () => arranged(EMPTY_LAYOUT);
const PHONE = 126;

describe("the columns of a view", () => {
	it("are at first the eight of the list, and all twelve can be chosen", () => {
		expect(ids(shownOf(first()))).toEqual(FIRST);
		expect(ids(first())).toEqual(ids(COLUMNS));
		expect(new Set(ids(first())).size).toBe(12);
	});

	it("stand as they were left; one that is not known there stands after the one it stands after at first", () => {
		const left = arranged({ columns: [column("updated"), column("name"), column("city", true, 90)], density: null });
		expect(ids(left).slice(0, 4)).toEqual(["updated", "name", "phone", "company"]);
		expect(ids(left).at(-2)).toBe("city");
		expect(ids(left).at(-1)).toBe("created");
		expect(left.find(({ id }) => id === "city")?.width).toBe(90);
		expect(left).toHaveLength(12);
	});

	it("never lose the name, and none stands there twice", () => {
		const left = arranged({ columns: [column("name", false), column("phone"), column("phone")], density: null });
		expect(left.filter(({ id }) => id === "phone")).toHaveLength(1);
		expect(left.find(({ id }) => id === "name")?.shown).toBe(true);
	});

	it("are moved before and after one another", () => {
		expect(ids(moved(first(), "status", "before", "name")).slice(0, 3)).toEqual(["status", "name", "phone"]);
		expect(ids(moved(first(), "name", "after", "company")).slice(0, 3)).toEqual(["phone", "company", "name"]);
		expect(moved(first(), "name", "after", "name")).toEqual(first());
	});

	it("step over those that are not on screen, and stop at the ends", () => {
		const onScreen = ({ id }: ViewColumn) => FIRST.includes(id);
		const next = stepped(first(), "groups", 1, onScreen);
		expect(ids(shownOf(next ?? [])).slice(-2)).toEqual(["updated", "groups"]);
		expect(stepped(first(), "updated", 1, onScreen)).toBeNull();
		expect(stepped(first(), "name", -1)).toBeNull();
		expect(ids(stepped(first(), "groups", 1) ?? []).indexOf("groups")).toBe(7);
	});

	it("are as wide as chosen, within reason; a number is never cut", () => {
		expect(clampWidth(3)).toBe(40);
		expect(clampWidth(99_999)).toBe(800);
		expect(clampWidth(140.4)).toBe(140);
		const some = shownOf(changed(changed(first(), "company", { width: 140 }), "phone", { width: 50 })).slice(0, 4);
		expect(template(some, false)).toBe("minmax(120px, 1.7fr) max(50px, var(--phone)) minmax(44px, 140px) 57px");
		expect(template(some, true, "company")).toBe("16px minmax(120px, 1.7fr) max(50px, var(--phone)) max-content 57px");
		expect(template(shownOf(changed(first(), "name", { width: 60 })).slice(0, 1), false)).toBe("60px");
		expect(least(some, PHONE, false)).toBe(120 + PHONE + 44 + 57 + 30 + 28);
	});
});

describe("in little room", () => {
	it("type, source and groups go below 720, and nothing that the row is known by", () => {
		const shown = shownOf(first());
		expect(ids(fitting(shown, 552, PHONE, false))).toEqual(["name", "phone", "company", "status", "updated"]);
		expect(ids(fitting(shown, 719, PHONE, false))).toEqual(["name", "phone", "company", "status", "updated"]);
		expect(fitting(shown, 720, PHONE, false)).toBe(shown);
		expect(fitting(shown, 0, PHONE, false)).toBe(shown);
	});

	it("few columns that fit all stay", () => {
		const few = shownOf(first().map((one) => ({ ...one, shown: ["name", "groups"].includes(one.id) })));
		expect(ids(fitting(few, 400, PHONE, false))).toEqual(["name", "groups"]);
	});
});
