import { useState } from "react";
import { useAccount } from "../../app/session";
import type { Contact } from "../../bridge";
import { SendDialog } from "./SendDialog";

export interface SendTemplateDialogProps {
	open: boolean;
	onOpenChange: (open: boolean) => void;
	contact: Contact;
}

/** Sends an approved template to one person. Each opening starts afresh, with what was typed before. */
export function SendTemplateDialog({ open, onOpenChange, contact }: SendTemplateDialogProps) {
	const account = useAccount();
	const [opening, setOpening] = useState(0);
	const [was, setWas] = useState(open);
	if (was !== open) {
		setWas(open);
		if (open) setOpening(opening + 1);
	}
	const key = JSON.stringify([opening, account.id, contact.id]);
	return <SendDialog key={key} open={open} onOpenChange={onOpenChange} account={account} contact={contact} />;
}
