//! Contacts (contract section 16).

use serde_json::{Value, json};

use crate::envelope::{Answer, Reply};
use crate::operations::Call;
use crate::page::contact_rows;
use crate::query::{Query, Rules};
use crate::quirks::Quirk;
use crate::rows::{Contact, Label};
use crate::state::State;
use crate::validation::{Checker, is_email};

const RULES: Rules = Rules {
    path: "contacts",
    filters: &[
        "type",
        "status_id",
        "source_id",
        "assigned_id",
        "created_at",
        "group_id",
    ],
    sorts: &["id", "firstname", "lastname", "created_at", "updated_at"],
    search: &["firstname", "lastname", "email", "phone", "company"],
    first: &[],
};

pub(crate) fn list(state: &mut State, call: &Call<'_>) -> Answer {
    let query = call.query(state.quirks)?;
    let selected = state.selection(&query, &RULES);
    let total = selected.len();
    let page = selected[query.range(total)].to_vec();
    let rows = contact_rows(state, &page, &query);
    let slips = state.quirks.has(Quirk::ContactPageSlips);
    let count = if slips { page.len().max(1) } else { page.len() };
    let pagination = query.pagination(total, count);
    let mut links = query.links(&state.base_url, RULES.path, total);
    if slips {
        links["self"] = format!("{}/api/v2/contacts?{}?page=", state.base_url, call.query).into();
    }
    Ok(Reply::list_text(rows, pagination, links))
}

pub(crate) fn get(state: &mut State, call: &Call<'_>) -> Answer {
    let id = call.id()?;
    let query = call.query(state.quirks)?;
    let contact = state
        .contact(id)
        .ok_or_else(|| Reply::not_found("Contact"))?;
    let record = with_includes(state, contact, &query);
    Ok(Reply::read(record, state.quirks.has(Quirk::DoubleNesting)))
}

pub(crate) fn create(state: &mut State, call: &Call<'_>) -> Answer {
    let mut contact = blank(call.now);
    let mut body = Checker::new(&call.input);
    check(state, &mut body, &mut contact, None, true);
    body.finish()?;
    room_for_one(state)?;
    check_widths(state, &contact)?;
    let id = state.insert_contact(contact);
    let contact = state
        .contact(id)
        .ok_or_else(|| Reply::not_found("Contact"))?;
    Ok(Reply::created(
        with_groups(state, contact),
        "Contact created successfully",
    ))
}

pub(crate) fn update(state: &mut State, call: &Call<'_>) -> Answer {
    let id = call.id()?;
    let before = state
        .contact(id)
        .ok_or_else(|| Reply::not_found("Contact"))?;
    let mut contact = before.clone();
    let mut body = Checker::partial(&call.input);
    check(state, &mut body, &mut contact, Some(id), true);
    body.finish()?;
    check_widths(state, &contact)?;
    if state.contact(id) != Some(&contact) {
        contact.updated_at = call.now;
        state.put_contact(contact.clone());
    }
    Ok(Reply::done(
        with_groups(state, &contact),
        "Contact updated successfully",
    ))
}

pub(crate) fn delete(state: &mut State, call: &Call<'_>) -> Answer {
    let id = call.id()?;
    state
        .take_contact(id)
        .ok_or_else(|| Reply::not_found("Contact"))?;
    Ok(Reply::deleted("Contact deleted successfully"))
}

/// 403 when the plan holds no more contacts.
pub(super) fn room_for_one(state: &State) -> Result<(), Reply> {
    let current = state.contact_count();
    match state.contact_limit {
        Some(maximum) if current >= maximum as usize => Err(Reply::error(
            403,
            "FEATURE_LIMIT_EXCEEDED",
            "The plan's limit of contacts is reached.",
            json!({ "feature": "contacts", "current": current, "maximum": maximum }),
        )),
        _ => Ok(()),
    }
}

/// Values that pass the checks but not the columns: 500, where the columns are that narrow (contract section 7).
pub(super) fn check_widths(state: &State, contact: &Contact) -> Result<(), Reply> {
    if !state.quirks.has(Quirk::NarrowColumns) {
        return Ok(());
    }
    let columns = [
        ("firstname", Some(&contact.firstname), 191),
        ("lastname", Some(&contact.lastname), 191),
        ("company", contact.company.as_ref(), 191),
        ("city", contact.city.as_ref(), 100),
        ("state", contact.state.as_ref(), 100),
        ("zip", contact.zip.as_ref(), 15),
        ("phone", contact.phone.as_ref(), 20),
    ];
    for (column, value, width) in columns {
        if value.is_some_and(|value| value.chars().count() > width) {
            return Err(Reply::internal(&format!(
                "Data too long for column '{column}'"
            )));
        }
    }
    Ok(())
}

/// A contact with nothing in it yet.
pub(crate) fn blank(now: i64) -> Contact {
    Contact {
        id: 0,
        firstname: String::new(),
        lastname: String::new(),
        company: None,
        kind: "lead".into(),
        email: None,
        phone: None,
        status_id: 0,
        source_id: 0,
        description: None,
        city: None,
        state: None,
        zip: None,
        address: None,
        country_id: None,
        assigned_id: None,
        group_ids: Vec::new(),
        opted_out: false,
        created_at: now,
        updated_at: now,
    }
}

/// Checks a body and writes what it gives into the contact. With `known`, phone and email must be nobody else's than
/// `id`'s, and source and status must exist.
pub(super) fn check(
    state: &State,
    body: &mut Checker<'_>,
    contact: &mut Contact,
    id: Option<u64>,
    known: bool,
) {
    if let Some(Some(text)) = body.text("firstname", true, 255) {
        contact.firstname = text;
    }
    if let Some(Some(text)) = body.text("lastname", true, 255) {
        contact.lastname = text;
    }
    if let Some(Some(phone)) = body.text("phone", true, 20) {
        if known && state.phone_taken(&phone, id) {
            body.fail("phone", "The phone has already been taken.");
        }
        contact.phone = Some(phone);
    }
    if let Some(Some(kind)) = body.text("type", true, 0) {
        if !["lead", "customer", "guest"].contains(&kind.as_str()) {
            body.fail("type", "The selected type is invalid.");
        }
        contact.kind = kind;
    }
    if let Some(source) = label(body, "source_id", &state.sources, known) {
        contact.source_id = source;
    }
    if let Some(status) = label(body, "status_id", &state.statuses, known) {
        contact.status_id = status;
    }
    if let Some(email) = body.text("email", false, 191) {
        if let Some(email) = &email {
            if !is_email(email) {
                body.fail("email", "The email field must be a valid email address.");
            }
            if known && state.email_taken(email, id) {
                body.fail("email", "The email has already been taken.");
            }
        }
        contact.email = email;
    }
    let optional = [
        ("company", &mut contact.company, 255),
        ("description", &mut contact.description, 0),
        ("city", &mut contact.city, 255),
        ("state", &mut contact.state, 255),
        ("zip", &mut contact.zip, 20),
        ("address", &mut contact.address, 500),
    ];
    for (field, slot, max) in optional {
        if let Some(text) = body.text(field, false, max) {
            *slot = text;
        }
    }
    for (field, slot) in [
        ("country_id", &mut contact.country_id),
        ("assigned_id", &mut contact.assigned_id),
    ] {
        if let Some(number) = body.integer(field, false) {
            *slot = number;
        }
    }
    // Group ids are not checked to exist.
    if let Some(groups) = body.ids("groups") {
        contact.group_ids = groups.unwrap_or_default();
    }
}

fn label(body: &mut Checker<'_>, field: &str, rows: &[Label], known: bool) -> Option<u64> {
    let id = body.integer(field, true).flatten()?;
    if known && !rows.iter().any(|row| row.id == id) {
        let words = field.replace('_', " ");
        body.fail(field, &format!("The selected {words} is invalid."));
    }
    Some(id)
}

fn with_groups(state: &State, contact: &Contact) -> Value {
    let mut record = contact.json();
    record["groups"] = groups_of(state, contact);
    record
}

fn with_includes(state: &State, contact: &Contact, query: &Query) -> Value {
    let find = |rows: &[Label], id: u64| {
        let row = rows.iter().find(|row| row.id == id);
        row.map_or(Value::Null, Label::json)
    };
    let mut record = contact.json();
    if query.includes("groups") {
        record["groups"] = groups_of(state, contact);
    }
    if query.includes("source") {
        record["source"] = find(&state.sources, contact.source_id);
    }
    if query.includes("status") {
        record["status"] = find(&state.statuses, contact.status_id);
    }
    record
}

/// The groups that still exist; `group_id` may hold dead ids besides.
fn groups_of(state: &State, contact: &Contact) -> Value {
    let rows = state
        .groups
        .iter()
        .filter(|row| contact.group_ids.contains(&row.id));
    rows.map(Label::json).collect()
}
