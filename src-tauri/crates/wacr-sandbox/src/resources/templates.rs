//! Templates (contract section 21). Read by WhatsApp's `template_id`, never by the internal id.

use serde_json::{Value, json};

use crate::envelope::{Answer, Reply};
use crate::operations::Call;
use crate::query::Rules;
use crate::quirks::Quirk;
use crate::state::State;

const RULES: Rules = Rules {
    path: "templates",
    filters: &["status", "category", "language"],
    sorts: &["template_name", "created_at", "updated_at"],
    search: &["template_name", "category"],
    first: &[],
};

pub(crate) fn list(state: &mut State, call: &Call<'_>) -> Answer {
    let query = call.query()?;
    if query.fields {
        return Err(Reply::internal("Unknown column in the list of fields"));
    }
    let found = query.select(state.templates.iter(), &RULES);
    let rows: Vec<Value> = found[query.range(found.len())]
        .iter()
        .map(|row| row.json())
        .collect();
    let pagination = query.pagination(found.len(), rows.len());
    let links = query.links(&state.base_url, RULES.path, found.len());
    Ok(Reply::list(rows, pagination, links))
}

pub(crate) fn get(state: &mut State, call: &Call<'_>) -> Answer {
    let row = state
        .templates
        .iter()
        .find(|row| row.template_id == call.id);
    row.map(|row| Reply::read(row.json(), state.quirks.has(Quirk::DoubleNesting)))
        .ok_or_else(|| Reply::not_found("Template"))
}

/// A placeholder in one known server version; otherwise it names what it found. Either way the list is the truth.
pub(crate) fn sync(state: &mut State, _: &Call<'_>) -> Answer {
    let templates: Vec<Value> = match state.quirks.has(Quirk::SyncPlaceholder) {
        true => Vec::new(),
        false => state.templates.iter().map(|row| row.json()).collect(),
    };
    let data = json!({ "synced_count": templates.len(), "templates": templates });
    Ok(Reply::done(
        data,
        "Templates synchronized successfully from WhatsApp",
    ))
}
