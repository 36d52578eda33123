import { createContext, useContext } from "react";
import type { AudienceSource } from "../bridge";

/** What a new run begins with; all of it can be changed in the dialog. */
export interface NewCampaign {
	/** To whom; none: asked first. */
	audience?: readonly AudienceSource[];
	/** `template_id`; none: asked first. */
	template?: string;
}

const Opener = createContext<((start: NewCampaign) => void) | null>(null);

export const NewCampaignProvider = Opener.Provider;

/** Opens the dialog of a new run, from any screen of an account. */
export function useNewCampaign(): (start: NewCampaign) => void {
	const open = useContext(Opener);
	if (!open) throw new Error("no dialog of a new run around this");
	return open;
}
