//! The contacts of a group (contract 17.6 and 17.7).

use std::collections::BTreeSet;

use serde_json::{Value, json};

use super::groups;
use crate::envelope::{Answer, Reply};
use crate::operations::Call;
use crate::state::State;
use crate::validation::Checker;

/// Existing members are skipped and not counted; one unknown or repeated id refuses the whole call.
pub(crate) fn add(state: &mut State, call: &Call<'_>) -> Answer {
    let group = call.id()?;
    groups::KIND.require(state, group)?;
    let mut checker = Checker::new(&call.input);
    let ids = checker.required_ids("contact_ids");
    let mut seen = BTreeSet::new();
    for (at, id) in ids.iter().enumerate() {
        let field = format!("contact_ids.{at}");
        if !seen.insert(*id) {
            checker.fail(&field, &format!("The {field} field has a duplicate value."));
        } else if state.contact(*id).is_none() {
            checker.fail(&field, &format!("The selected {field} is invalid."));
        }
    }
    checker.finish()?;
    let added = change(state, call.now, &ids, |groups| {
        let missing = !groups.contains(&group);
        if missing {
            groups.push(group);
        }
        missing
    });
    let data = json!({ "group_id": group, "contacts_added": added });
    Ok(Reply::done(data, "Contacts added to group successfully"))
}

/// Contacts not in the group, and unknown ids, are skipped. The ids may stand in the query, for where a proxy strips
/// the body of a DELETE.
pub(crate) fn remove(state: &mut State, call: &Call<'_>) -> Answer {
    let group = call.id()?;
    groups::KIND.require(state, group)?;
    let input = call.input_or_query("contact_ids");
    let mut checker = Checker::new(&input);
    let ids = checker.required_ids("contact_ids");
    checker.finish()?;
    let removed = change(state, call.now, &ids, |groups| {
        let before = groups.len();
        groups.retain(|id| *id != group);
        groups.len() < before
    });
    let data: Value = json!({ "group_id": group, "contacts_removed": removed });
    Ok(Reply::done(
        data,
        "Contacts removed from group successfully",
    ))
}

/// Changes the group ids of contacts and counts those that changed; the ids are a column of the contact, so its
/// `updated_at` moves.
fn change(state: &mut State, now: i64, ids: &[u64], edit: impl Fn(&mut Vec<u64>) -> bool) -> usize {
    let mut changed = 0;
    for id in ids {
        let Some(mut contact) = state.contact(*id).cloned() else {
            continue;
        };
        if edit(&mut contact.group_ids) {
            contact.updated_at = now;
            state.put_contact(contact);
            changed += 1;
        }
    }
    changed
}
