//! Merge fields, `@{name}` and `{name}`, replaced from the contact before sending (contract section 10).

use crate::quirks::Quirk;
use crate::rows::{Contact, Label};
use crate::state::{COMPANY, State};

/// Replaces what is known. An unknown field loses its `@` and stays; an empty value becomes `blank`: a single space in
/// template values, nothing in texts.
pub(crate) fn fill(text: &str, contact: &Contact, state: &State, blank: &str) -> String {
    let mut filled = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(open) = rest.find('{') {
        let (before, from) = rest.split_at(open);
        let Some(close) = from.find('}') else {
            break;
        };
        filled.push_str(before.strip_suffix('@').unwrap_or(before));
        match value(&from[1..close], contact, state) {
            Some(value) if value.is_empty() => filled.push_str(blank),
            Some(value) => filled.push_str(&value),
            None => filled.push_str(&from[..=close]),
        }
        rest = &from[close + 1..];
    }
    filled.push_str(rest);
    filled
}

/// The value of a field. The phone has one of two names: the documented one, or that of one known server.
fn value(name: &str, contact: &Contact, state: &State) -> Option<String> {
    let own = |text: &Option<String>| text.clone().unwrap_or_default();
    let label = |rows: &[Label], id: u64| {
        let row = rows.iter().find(|row| row.id == id);
        row.map(|row| row.name.clone()).unwrap_or_default()
    };
    let assigned = contact
        .assigned_id
        .map(|id| id.to_string())
        .unwrap_or_default();
    let phone = match state.quirks.has(Quirk::MergePhoneNumber) {
        true => "contact_phone_number",
        false => "contact_phone",
    };
    let value = match name {
        "contact_first_name" => contact.firstname.clone(),
        "contact_last_name" => contact.lastname.clone(),
        "contact_email" => own(&contact.email),
        name if name == phone => own(&contact.phone),
        "contact_id" => contact.id.to_string(),
        "contact_company" => own(&contact.company),
        "contact_website" => String::new(),
        "contact_type" => contact.kind.clone(),
        "lead_status" => label(&state.statuses, contact.status_id),
        "lead_source" => label(&state.sources, contact.source_id),
        "lead_assigned" | "assigned_by" => assigned,
        "company_name" => COMPANY.to_owned(),
        "base_url" => state.base_url.clone(),
        "dark_logo" | "light_logo" => format!("{}/logo.png", state.base_url),
        "otp_code" => format!("{:06}", rand::random_range(0..1_000_000)),
        _ => return None,
    };
    Some(value)
}
