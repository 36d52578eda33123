//! Many contacts in one call (contract 16.6 and 16.7).

use serde_json::{Map, Value, json};

use super::contacts::{blank, check, check_widths, room_for_one};
use crate::clock;
use crate::envelope::{Answer, Reply};
use crate::operations::Call;
use crate::quirks::Quirk;
use crate::rows::Contact;
use crate::state::{State, TENANT};
use crate::validation::{Checker, yes_or_no};

/// Rows one call may hold where there is a limit at all.
const LIMIT: usize = 100;

/// Columns a row of a batch is stored with; groups are not among them.
const COLUMNS: [&str; 15] = [
    "firstname",
    "lastname",
    "phone",
    "type",
    "source_id",
    "status_id",
    "email",
    "company",
    "description",
    "city",
    "state",
    "zip",
    "address",
    "country_id",
    "assigned_id",
];

/// What became of the rows.
#[derive(Default)]
struct Outcome {
    /// Ids of the rows stored, to undo them.
    ids: Vec<u64>,
    created: Vec<Value>,
    skipped: Vec<Value>,
    errors: Vec<Value>,
}

impl Outcome {
    fn json(&self, total: usize, success: bool) -> Value {
        json!({
            "success": success,
            "summary": {
                "total": total,
                "created": self.created.len(),
                "skipped": self.skipped.len(),
                "failed": self.errors.len(),
            },
            "created": self.created,
            "skipped": self.skipped,
            "errors": self.errors,
        })
    }

    fn undo(&self, state: &mut State) {
        for id in &self.ids {
            state.take_contact(*id);
        }
    }
}

pub(crate) fn create(state: &mut State, call: &Call<'_>) -> Answer {
    let (rows, go_on, skip) = options(state, call)?;
    let mut outcome = Outcome::default();
    for (index, row) in rows.iter().enumerate() {
        let phone = row["phone"].as_str().unwrap_or_default();
        if skip && state.phone_taken(phone, None) {
            let skipped =
                json!({ "index": index, "reason": "Duplicate phone", "data": owned(row) });
            outcome.skipped.push(skipped);
            continue;
        }
        match read(state, row, call.now) {
            Ok(contact) => {
                if let Err(reply) = room(state, &contact) {
                    outcome.undo(state);
                    return Err(reply);
                }
                let id = state.insert_contact(contact);
                outcome.ids.push(id);
                outcome.created.push(stored(id, row, call.now));
            }
            Err(errors) => {
                let failed = json!({ "index": index, "data": owned(row), "errors": errors });
                outcome.errors.push(failed);
                if !go_on {
                    // The list of created rows stays, and names rows that exist no longer.
                    outcome.undo(state);
                    return Err(Reply::invalid(outcome.json(rows.len(), false)));
                }
            }
        }
    }
    let data = outcome.json(rows.len(), true);
    Ok(Reply::done(data, "Batch operation completed"))
}

/// Unknown ids count as failed, without an error. The ids may stand in the query.
pub(crate) fn delete(state: &mut State, call: &Call<'_>) -> Answer {
    let input = call.input_or_query("ids");
    let ids = match input.get("ids") {
        None | Some(Value::Null) => &Vec::new(),
        Some(Value::Array(ids)) => ids,
        Some(_) => return Err(Reply::fault()),
    };
    let deleted = ids
        .iter()
        .filter_map(|id| id.as_u64().or_else(|| id.as_str()?.parse().ok()))
        .filter(|id| state.take_contact(*id).is_some())
        .count();
    let data = json!({
        "success": true,
        "summary": { "total": ids.len(), "deleted": deleted, "failed": ids.len() - deleted },
    });
    Ok(Reply::done(data, "Contacts deleted successfully"))
}

/// The rows, whether to go on after a bad one, and whether to skip phones that exist.
fn options(state: &State, call: &Call<'_>) -> Result<(Vec<Value>, bool, bool), Reply> {
    let mut body = Checker::new(&call.input);
    let rows = match call.input.get("contacts") {
        None | Some(Value::Null) => Vec::new(),
        Some(Value::Array(rows)) => rows.clone(),
        Some(_) => {
            body.fail("contacts", "The contacts field must be an array.");
            Vec::new()
        }
    };
    if state.quirks.has(Quirk::BatchLimit100) && rows.len() > LIMIT {
        let sentence = format!("The contacts field must not have more than {LIMIT} items.");
        body.fail("contacts", &sentence);
    }
    let mut option = |name: &str, otherwise: bool| {
        let value = call
            .input
            .get("options")
            .and_then(|options| options.get(name));
        let Some(value) = value.filter(|value| !value.is_null()) else {
            return otherwise;
        };
        yes_or_no(value).unwrap_or_else(|| {
            let field = format!("options.{name}");
            body.fail(&field, &format!("The {field} field must be true or false."));
            otherwise
        })
    };
    let go_on = option("continue_on_error", true);
    let skip = option("skip_duplicates", false);
    body.finish()?;
    Ok((rows, go_on, skip))
}

/// The contact a row describes, or what is wrong with it, field by field.
fn read(state: &State, row: &Value, now: i64) -> Result<Contact, Map<String, Value>> {
    let Some(fields) = row.as_object() else {
        let mut errors = Map::new();
        errors.insert("contact".into(), json!(["The contact must be an array."]));
        return Err(errors);
    };
    let mut fields = fields.clone();
    fields.remove("groups");
    let mut contact = blank(now);
    let known = !state.quirks.has(Quirk::BatchUnchecked);
    let mut checker = Checker::new(&fields);
    check(state, &mut checker, &mut contact, None, known);
    let errors = checker.into_errors();
    errors.is_empty().then_some(contact).ok_or(errors)
}

/// Whether the plan and the columns hold one more.
fn room(state: &State, contact: &Contact) -> Result<(), Reply> {
    if !state.quirks.has(Quirk::BatchUnchecked) {
        room_for_one(state)?;
    }
    check_widths(state, contact)
}

/// A row as sent, with the account's id.
fn owned(row: &Value) -> Value {
    let mut row = row.as_object().cloned().unwrap_or_default();
    row.insert("tenant_id".into(), TENANT.into());
    row.into()
}

/// A row as stored: what was not sent is missing, and the times have microseconds.
fn stored(id: u64, row: &Value, now: i64) -> Value {
    let mut columns = Map::new();
    columns.insert("id".into(), id.into());
    columns.insert("tenant_id".into(), TENANT.into());
    for (name, value) in row.as_object().into_iter().flatten() {
        if COLUMNS.contains(&name.as_str()) {
            columns.insert(name.clone(), value.clone());
        }
    }
    columns.insert("created_at".into(), clock::micros(now).into());
    columns.insert("updated_at".into(), clock::micros(now).into());
    columns.into()
}
