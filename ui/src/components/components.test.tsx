import { screen, waitFor } from "@testing-library/react";
import { useState } from "react";
import { describe, expect, it, vi } from "vitest";
import { expectAccessible } from "../test/axe";
import { renderScreen } from "../test/render";
import {
	Button,
	Dialog,
	DialogBody,
	drawKeys,
	Menu,
	matchesKeys,
	SelectField,
	TextField,
	useConfirm,
	useToast,
} from ".";

function Choice() {
	const [value, setValue] = useState("1");
	const options = [
		{ value: "1", label: "New", dot: "#1E88E5" },
		{ value: "2", label: "Contacted", dot: "#FB8C00" },
	];
	return <SelectField label="Status" value={value} onChange={setValue} options={options} />;
}

function Opener() {
	const [open, setOpen] = useState(false);
	return (
		<>
			<Button onClick={() => setOpen(true)}>Open it</Button>
			<Dialog open={open} onOpenChange={setOpen} title="New contact" footer={<Button>Create contact</Button>}>
				<DialogBody>
					<TextField label="First name" />
				</DialogBody>
			</Dialog>
		</>
	);
}

function Asker() {
	const confirm = useConfirm();
	const toast = useToast();
	const ask = async () => {
		const yes = await confirm({
			title: "Delete it?",
			text: "It is gone then.",
			confirmLabel: "Delete",
			danger: true,
		});
		toast.show({ text: yes ? "Deleted" : "Kept" });
	};
	return <Button onClick={() => void ask()}>Ask</Button>;
}

describe("keys", () => {
	it("are drawn as the system draws them", () => {
		expect(drawKeys("Ctrl+Shift+Enter", false)).toBe("Ctrl Shift ⏎");
		expect(drawKeys("Ctrl+Shift+Enter", true)).toBe("⇧⌘⏎");
		expect(drawKeys("Alt+M", true)).toBe("⌥M");
	});
	it("match with the command key on macOS only", () => {
		const press = (init: KeyboardEventInit) => new KeyboardEvent("keydown", init);
		expect(matchesKeys(press({ key: "k", ctrlKey: true }), "Ctrl+K", false)).toBe(true);
		expect(matchesKeys(press({ key: "k", ctrlKey: true }), "Ctrl+K", true)).toBe(false);
		expect(matchesKeys(press({ key: "k", metaKey: true }), "Ctrl+K", true)).toBe(true);
		expect(matchesKeys(press({ key: "?", shiftKey: true }), "?", false)).toBe(true);
		expect(matchesKeys(press({ key: "Enter", ctrlKey: true, shiftKey: true }), "Ctrl+Enter", false)).toBe(false);
		expect(matchesKeys(press({ key: "C", shiftKey: true }), "C", false)).toBe(false);
	});
});

describe("Button", () => {
	it("is called by its words, not by its key", async () => {
		await renderScreen(<Button keys="Ctrl+Enter">Create contact</Button>);
		const button = screen.getByRole("button", { name: "Create contact" });
		expect(button).toHaveAttribute("aria-keyshortcuts", "Control+Enter");
	});
	it("that cannot be used says why and does nothing", async () => {
		const click = vi.fn();
		const { user } = await renderScreen(
			<Button onClick={click} disabledReason="The account is paused.">
				Send
			</Button>,
		);
		const button = screen.getByRole("button", { name: "Send" });
		expect(button).toHaveAccessibleDescription("The account is paused.");
		await user.click(button);
		button.focus();
		await user.keyboard("{Enter}");
		expect(button).toHaveFocus();
		expect(click).not.toHaveBeenCalled();
	});
});

describe("fields", () => {
	it("have exactly their label as name, and say the rest as description", async () => {
		await renderScreen(<TextField label="Email" hint="for invoices" error="It needs an @." defaultValue="x" />);
		const field = screen.getByRole("textbox", { name: "Email" });
		expect(field).toBeInvalid();
		expect(field).toHaveAccessibleDescription("It needs an @. for invoices");
		await expectAccessible();
	});

	it("that choose are comboboxes and choose by keyboard", async () => {
		const { user } = await renderScreen(<Choice />);
		const field = screen.getByRole("combobox", { name: "Status" });
		expect(field).toHaveTextContent("New");
		field.focus();
		await user.keyboard("{Enter}");
		await screen.findByRole("option", { name: "Contacted" });
		await expectAccessible();
		await user.keyboard("{ArrowDown}{Enter}");
		await waitFor(() => expect(field).toHaveTextContent("Contacted"));
	});
	it("choose by a letter while closed", async () => {
		const { user } = await renderScreen(<Choice />);
		const field = screen.getByRole("combobox", { name: "Status" });
		field.focus();
		await user.keyboard("c");
		await waitFor(() => expect(field).toHaveTextContent("Contacted"));
	});
});

describe("Dialog", () => {
	it("is named, closes on Esc and gives the focus back", async () => {
		const { user } = await renderScreen(<Opener />);
		const opener = screen.getByRole("button", { name: "Open it" });
		await user.click(opener);
		await screen.findByRole("dialog", { name: "New contact" });
		await waitFor(() => expect(screen.getByRole("dialog")).toContainElement(document.activeElement as HTMLElement));
		await expectAccessible();
		await user.keyboard("{Escape}");
		await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
		await waitFor(() => expect(opener).toHaveFocus());
	});
});

describe("asking and telling", () => {
	it("answers yes and no, and tells in a live region", async () => {
		const { user } = await renderScreen(<Asker />);
		await user.click(screen.getByRole("button", { name: "Ask" }));
		await screen.findByRole("alertdialog", { name: "Delete it?" });
		await waitFor(() => expect(screen.getByRole("button", { name: "Cancel" })).toHaveFocus());
		await user.click(screen.getByRole("button", { name: "Delete" }));
		const told = await screen.findByText("Deleted");
		expect(told.closest("[aria-live]")).toHaveAttribute("aria-live", "polite");
		await user.click(screen.getByRole("button", { name: "Ask" }));
		await screen.findByRole("alertdialog");
		await user.keyboard("{Escape}");
		await screen.findByText("Kept");
	});
});

describe("Menu", () => {
	it("runs what is chosen", async () => {
		const run = vi.fn();
		const { user } = await renderScreen(
			<Menu
				trigger={<Button>More</Button>}
				label="More actions"
				items={[{ label: "Edit", keys: "E", onSelect: run }]}
			/>,
		);
		await user.click(screen.getByRole("button", { name: "More" }));
		const item = await screen.findByRole("menuitem", { name: "Edit" });
		expect(screen.getByRole("menu", { name: "More actions" })).toBeInTheDocument();
		await expectAccessible();
		await user.click(item);
		expect(run).toHaveBeenCalledOnce();
	});
});
