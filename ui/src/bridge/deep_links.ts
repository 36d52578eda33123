import type { DeepLink } from "./generated/DeepLink";
import { call } from "./transport";

/** What a link asked to be shown, once; told of by `link_opened`. */
export const deepLinksTake = () => call<DeepLink | null>("deep_links_take");
