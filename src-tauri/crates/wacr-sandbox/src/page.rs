//! The rows of a contacts page, put together from text that is kept.

use std::collections::HashMap;

use crate::query::Query;
use crate::rows::Label;
use crate::state::State;

/// The JSON of these contacts with the includes asked for, commas between them.
pub(crate) fn contact_rows(state: &State, ids: &[u64], query: &Query) -> String {
    let texts = |name: &str, rows: &[Label]| -> Option<HashMap<u64, String>> {
        let text = |row: &Label| (row.id, row.json().to_string());
        query
            .includes(name)
            .then(|| rows.iter().map(text).collect())
    };
    let groups = texts("groups", &state.groups);
    let sources = texts("source", &state.sources);
    let statuses = texts("status", &state.statuses);
    let mut page = String::with_capacity(ids.len() * 640);
    for id in ids {
        let (Some(contact), Some(text)) = (state.contact(*id), state.contact_text(*id)) else {
            continue;
        };
        if !page.is_empty() {
            page.push(',');
        }
        page.push_str(&text[..text.len() - 1]);
        if let Some(groups) = &groups {
            // Those that still exist, in the order of the list; `group_id` may hold dead ids besides.
            let of_contact = state
                .groups
                .iter()
                .filter(|row| contact.group_ids.contains(&row.id));
            let list: Vec<&str> = of_contact
                .filter_map(|row| groups.get(&row.id).map(String::as_str))
                .collect();
            page.push_str(",\"groups\":[");
            page.push_str(&list.join(","));
            page.push(']');
        }
        for (name, rows, id) in [
            ("source", &sources, contact.source_id),
            ("status", &statuses, contact.status_id),
        ] {
            if let Some(rows) = rows {
                page.push_str(",\"");
                page.push_str(name);
                page.push_str("\":");
                page.push_str(rows.get(&id).map_or("null", String::as_str));
            }
        }
        page.push('}');
    }
    page
}
