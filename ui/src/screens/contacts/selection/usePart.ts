import { useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { keys } from "../../../app/query";
import { type AccountId, type SelectionPart, selectionGet } from "../../../bridge";

/** Whether the list shows a part of the selection; another question, or an empty part, ends that. */
export function usePart(account: AccountId, question: string) {
	const [part, setPart] = useState<SelectionPart | null>(null);
	const selection = useQuery({ queryKey: keys.selection(account), queryFn: () => selectionGet(account) }).data;
	const [asked, setAsked] = useState(question);
	if (asked !== question) {
		setAsked(question);
		setPart(null);
	}
	const count = part === null || !selection ? null : part === "selected" ? selection.total : selection.left_out;
	useEffect(() => {
		if (count === 0) setPart(null);
	}, [count]);
	return { part, setPart };
}
