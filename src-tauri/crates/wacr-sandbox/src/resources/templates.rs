//! Templates (contract section 21). Read by WhatsApp's `template_id`, never by the internal id.

use serde_json::{Value, json};

use super::delivery;
use crate::envelope::{Answer, Reply};
use crate::operations::Call;
use crate::query::Rules;
use crate::quirks::Quirk;
use crate::state::State;
use crate::template::Template;

const RULES: Rules = Rules {
    path: "templates",
    filters: &["status", "category", "language"],
    sorts: &["template_name", "created_at", "updated_at"],
    search: &["template_name", "category"],
    first: &[],
};

pub(crate) fn list(state: &mut State, call: &Call<'_>) -> Answer {
    let query = call.query(state.quirks)?;
    if query.fields && state.quirks.has(Quirk::FieldsFault) {
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

const AUTHENTICATION: Rules = Rules {
    path: "auth/templates",
    filters: &["language", "template_name"],
    sorts: &["template_name", "created_at", "language"],
    search: &["template_name", "body_data"],
    first: &[],
};
const BY_NAME: Rules = Rules {
    first: &[("template_name", false)],
    ..AUTHENTICATION
};

/// The templates that carry a one-time code, with field names of their own (contract section 14.5).
pub(crate) fn list_authentication(state: &mut State, call: &Call<'_>) -> Answer {
    let query = call.query(state.quirks)?;
    if query.fields && state.quirks.has(Quirk::FieldsFault) {
        return Err(Reply::internal("Unknown column in the list of fields"));
    }
    let sorted = query.sorts_by(AUTHENTICATION.sorts) && !state.quirks.has(Quirk::SortBreaksTies);
    let rules = if sorted { &AUTHENTICATION } else { &BY_NAME };
    let usable = |row: &&Template| row.category == "AUTHENTICATION" && row.status == "APPROVED";
    let found = query.select(state.templates.iter().filter(usable), rules);
    let rows: Vec<Value> = found[query.range(found.len())]
        .iter()
        .map(|row| as_authentication(row))
        .collect();
    let pagination = query.pagination(found.len(), rows.len());
    let links = query.links(&state.base_url, rules.path, found.len());
    Ok(Reply::list(rows, pagination, links))
}

fn as_authentication(template: &Template) -> Value {
    let full = template.json();
    json!({
        "id": full["id"],
        "template_name": full["template_name"],
        "language": full["language"],
        "body_text": full["body_data"],
        "body_params_count": full["body_params_count"],
        "header_format": full["header_data_format"],
        "header_text": full["header_data_text"],
        "footer_text": full["footer_data"],
        "status": full["status"],
        "created_at": full["created_at"],
    })
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
    delivery::require_connection(state)?;
    if state.quirks.has(Quirk::SyncRefused) {
        return Err(Reply::error(
            500,
            "WHATSAPP_API_ERROR",
            "WhatsApp refused the synchronisation.",
            json!({ "error": "(#190) Invalid OAuth access token" }),
        ));
    }
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
