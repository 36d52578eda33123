//! The contact a send goes to: the one named, the one with that number, or a new one (contract section 7).

use serde_json::{Map, Value, json};

use super::contacts::{blank, check_widths, room_for_one};
use super::delivery::To;
use crate::envelope::Reply;
use crate::quirks::Quirk;
use crate::rows::{Contact, Label};
use crate::state::State;

/// What a media send may say about a contact it makes.
#[derive(Debug, Default)]
pub(super) struct Details {
    pub(super) firstname: Option<String>,
    pub(super) lastname: Option<String>,
    pub(super) email: Option<String>,
    pub(super) country_id: Option<u64>,
    pub(super) assigned_id: Option<u64>,
    pub(super) groups: Vec<u64>,
}

pub(super) fn find_or_make(state: &mut State, to: &To<'_>, now: i64) -> Result<Contact, Reply> {
    let missing = || Reply::not_found("Contact");
    let with_plus = format!("+{}", to.digits);
    let stored_as = match to.plain {
        true => to.digits,
        false => with_plus.as_str(),
    };
    if let Some(id) = to.contact_id {
        let by_digits = state.quirks.has(Quirk::ContactIdByDigits);
        let fits = |contact: &&Contact| {
            let phone = contact.phone.as_deref();
            phone == Some(stored_as) || (by_digits && phone == Some(to.digits))
        };
        return state.contact(id).filter(fits).cloned().ok_or_else(missing);
    }
    if let Some(contact) = state.contact_by_phone(stored_as) {
        return Ok(contact.clone());
    }
    room_for_one(state)?;
    let (status_id, source_id) = defaults(state)?;
    let mut contact = Contact {
        firstname: to.digits.to_owned(),
        phone: Some(stored_as.to_owned()),
        status_id,
        source_id,
        ..blank(now)
    };
    if let Some(details) = to.details {
        contact.firstname = details.firstname.clone().unwrap_or(contact.firstname);
        contact.lastname = details.lastname.clone().unwrap_or_default();
        contact.email = details.email.clone();
        contact.country_id = details.country_id;
        contact.assigned_id = details.assigned_id;
        contact.group_ids = details.groups.clone();
    }
    check_widths(state, &contact)?;
    let id = state.insert_contact(contact);
    state.contact(id).cloned().ok_or_else(missing)
}

/// The account's status and source for contacts it makes itself: the first of each.
fn defaults(state: &State) -> Result<(u64, u64), Reply> {
    let set = !state.quirks.has(Quirk::NoContactDefaults);
    let first = |rows: &[Label]| rows.first().filter(|_| set).map(|row| row.id);
    let (status, source) = (first(&state.statuses), first(&state.sources));
    if let (Some(status), Some(source)) = (status, source) {
        return Ok((status, source));
    }
    let mut missing = Map::new();
    if status.is_none() {
        missing.insert("lead_status".into(), "No default status is set.".into());
    }
    if source.is_none() {
        missing.insert("lead_source".into(), "No default source is set.".into());
    }
    Err(Reply::error(
        422,
        "VALIDATION_ERROR",
        "The contact could not be created.",
        json!({ "missing_config": Value::Object(missing) }),
    ))
}
