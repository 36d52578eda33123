import type { AccountId } from "./generated/AccountId";
import type { HeaderKind } from "./generated/HeaderKind";
import type { MediaFile } from "./generated/MediaFile";
import { call } from "./transport";

/** Keeps a file for a header of that kind; its `value` stands in the header's place like a link. */
export const mediaFilesPut = (account: AccountId, kind: HeaderKind, name: string, file: Uint8Array) =>
	call<MediaFile>("media_files_put", { account, kind, name }, file);
