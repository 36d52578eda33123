//! The message history (contract 18.5 and 18.6).

use serde_json::Value;

use crate::envelope::{Answer, Reply};
use crate::operations::Call;
use crate::query::Rules;
use crate::quirks::Quirk;
use crate::rows::MessageAt;
use crate::state::State;

const RULES: Rules = Rules {
    path: "messages",
    filters: &["type", "status", "interaction_id", "direction"],
    sorts: &["created_at", "updated_at"],
    search: &["message"],
    first: &[],
};
const NEWEST_FIRST: Rules = Rules {
    first: &[("created_at", true), ("id", true)],
    ..RULES
};

pub(crate) fn list(state: &mut State, call: &Call<'_>) -> Answer {
    let query = call.query(state.quirks)?;
    let faults = |quirk, asked: bool| asked && state.quirks.has(quirk);
    if faults(Quirk::FieldsFault, query.fields)
        || faults(Quirk::DirectionFilterFaults, query.filters_on("direction"))
    {
        return Err(Reply::internal("Unknown column in the query"));
    }
    let now = call.now;
    let rows: Vec<MessageAt<'_>> = state
        .messages
        .iter()
        .map(|message| MessageAt { message, now })
        .collect();
    let sorted = query.sorts_by(RULES.sorts) && !state.quirks.has(Quirk::SortBreaksTies);
    let rules = if sorted { &RULES } else { &NEWEST_FIRST };
    let found = query.select(rows.iter(), rules);
    let rows: Vec<Value> = found[query.range(found.len())]
        .iter()
        .map(|row| row.message.json(now))
        .collect();
    let pagination = query.pagination(found.len(), rows.len());
    let links = query.links(&state.base_url, RULES.path, found.len());
    Ok(Reply::list(rows, pagination, links))
}

/// Not double nested, unlike the other single reads.
pub(crate) fn get(state: &mut State, call: &Call<'_>) -> Answer {
    let id = call.id()?;
    let row = state.messages.iter().find(|row| row.id == id);
    let row = row.ok_or_else(|| Reply::not_found("Message"))?;
    Ok(Reply::done(
        row.json_in_full(call.now),
        "Message retrieved successfully",
    ))
}
