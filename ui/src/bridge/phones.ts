import type { AccountId } from "./generated/AccountId";
import type { KnownIds } from "./generated/KnownIds";
import type { PhoneCountries } from "./generated/PhoneCountries";
import type { PhoneReading } from "./generated/PhoneReading";
import type { PhoneRequest } from "./generated/PhoneRequest";
import { call } from "./transport";

/** A number as far as it is typed: country, grouping, what is odd about it. Costs no call of the server. */
export const phonesRead = (request: PhoneRequest) => call<PhoneReading>("phones_read", { request });
/** All countries, and those of the account's contacts, most first. */
export const phonesCountries = (account: AccountId) => call<PhoneCountries>("phones_countries", { account });
/** The server's numbers of countries and users that contacts have: it has no list of either. */
export const phonesKnownIds = (account: AccountId) => call<KnownIds>("phones_known_ids", { account });
