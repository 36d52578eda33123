import { describe, expect, it } from "vitest";
import { BridgeError, type ErrorCode, type FieldErrorCode } from "../bridge";
import { connectTrouble, hostOf, TROUBLES } from "../screens/connect/errors";
import { ERRORS, errorText, FIELD_ERRORS, fieldErrorText } from "./errors";
import { i18n } from "./i18n";

const { t } = i18n;
const CODES = Object.keys(ERRORS) as ErrorCode[];
const error = (code: ErrorCode, more = {}) => new BridgeError({ code, message: "", ...more });
/** i18next answers with the key where words are missing, and leaves the braces where a value is. */
const spoken = (text: string) =>
	text.length > 8 && !/^(errors|connect):|^(error|field)\.|^\w+\.(title|text)|\{\{/.test(text);

describe("errors", () => {
	it.each(CODES)("%s has a title and a next step", (code) => {
		const { title, text } = errorText(error(code), t);
		expect(title).toSatisfy(spoken);
		expect(text).toSatisfy(spoken);
	});

	it("are told apart by their titles", () => {
		const titles = CODES.map((code) => errorText(error(code), t).title);
		expect(new Set(titles).size).toBe(titles.length);
	});

	it("name what they carry", () => {
		const limit = { params: { feature: "Contacts", current: "500", maximum: "500" } };
		expect(errorText(error("limit_reached", limit), t).text).toContain("Contacts: 500 of 500");
		expect(errorText(error("rate_limited", { retry_after: 23 }), t).text).toContain("23 seconds");
		expect(errorText(error("rate_limited", { retry_after: 1 }), t).text).toContain("1 second.");
		expect(errorText(error("scope_missing", { params: { scope: "contacts:write" } }), t).text).toContain(
			"contacts:write",
		);
		expect(errorText(error("other_account", { params: { name: "Tea" } }), t).text).toContain("Tea");
		expect(errorText(error("already_connected", { params: { account: "Tea" } }), t).text).toContain("Tea");
		expect(errorText(error("store_failed", { params: { path: "/x" } }), t).text).toContain("/x");
		for (const why of ["damaged", "full", "newer", "denied"]) {
			const { text } = errorText(error("store_failed", { params: { path: "/x", why } }), t);
			expect(text).toContain("/x");
			expect(text).not.toContain("Is the disk full?");
			expect(text).toSatisfy(spoken);
		}
		expect(errorText(error("whatsapp_refused", { params: { whatsapp_code: "131026" } }), t).text).toContain("131026");
	});

	it("of fields have a sentence each, and the server's own where it has one", () => {
		const codes = Object.keys(FIELD_ERRORS) as FieldErrorCode[];
		const sentences = codes.map((code) => fieldErrorText({ field: "x", code }, t));
		for (const sentence of sentences) expect(sentence).toSatisfy(spoken);
		expect(new Set(sentences).size).toBe(codes.length);
		expect(fieldErrorText({ field: "x", code: "server", message: "Too <b>odd" }, t)).toBe("Too <b>odd");
		expect(fieldErrorText({ field: "x", code: "too_long", limit: 191 }, t)).toContain("191");
	});
});

describe("connecting", () => {
	const own = CODES.filter((code) => TROUBLES[code].own);

	it.each(CODES)("%s has a sentence", (code) => {
		expect(connectTrouble(error(code), "https://app.wa.cr", t).text).toSatisfy(spoken);
	});

	it("tells every refusal of issue 3 apart", () => {
		const sentences = own.map((code) => connectTrouble(error(code), "https://app.wa.cr", t).text);
		expect(new Set(sentences).size).toBe(own.length);
		expect(own).toEqual(
			expect.arrayContaining([
				"address_invalid",
				"host_not_found",
				"connection_refused",
				"tls_failed",
				"timed_out",
				"not_this_api",
				"other_api_key",
				"token_invalid",
				"token_expired",
				"token_revoked",
				"address_not_allowed",
				"rate_limited",
			]),
		);
	});

	it("names the host that was typed", () => {
		expect(hostOf(" https://desk.example:8443/api/v2?x=1 ")).toBe("desk.example:8443");
		expect(connectTrouble(error("host_not_found"), "https://nowhere.example/", t).text).toContain("nowhere.example");
	});
});
