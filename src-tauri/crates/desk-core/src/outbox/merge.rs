//! Merge fields: the server replaces `{name}` and `@{name}` in every value before it sends (contract section 10). What
//! is typed here is finished text, so a value that holds one would be read differently from its preview.

/// Every name the server is known or documented to replace.
const NAMES: [&str; 17] = [
    "contact_first_name",
    "contact_last_name",
    "contact_email",
    "contact_phone",
    "contact_phone_number",
    "contact_id",
    "contact_company",
    "contact_website",
    "contact_type",
    "lead_status",
    "lead_source",
    "lead_assigned",
    "assigned_by",
    "company_name",
    "base_url",
    "dark_logo",
    "light_logo",
];

/// True if the server would replace something in `value`; `otp_code` makes it invent a code.
pub(super) fn would_be_replaced(value: &str) -> bool {
    value
        .split('{')
        .skip(1)
        .filter_map(|rest| rest.split_once('}'))
        .any(|(name, _)| NAMES.contains(&name) || name == "otp_code")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_known_names_in_braces_are_replaced() {
        for (value, replaced) in [
            ("Hi @{contact_first_name}", true),
            ("{company_name}", true),
            ("a {b} and {lead_status} too", true),
            ("{{contact_email}}", true),
            ("@{otp_code}", true),
            ("{contact first name}", false),
            ("{anything}", false),
            ("contact_first_name", false),
            ("{contact_first_name", false),
            ("", false),
        ] {
            assert_eq!(would_be_replaced(value), replaced, "{value}");
        }
    }
}
