//! Groups (contract section 17).

use super::labels::{Kind, rules};
use crate::envelope::Answer;
use crate::operations::Call;
use crate::rows::Contact;
use crate::state::State;

pub(super) const KIND: Kind = Kind {
    noun: "Group",
    rules: rules("groups"),
    rows: |state| &mut state.groups,
    in_use: None,
    forget,
};

/// Contacts stay and lose the group.
fn forget(state: &mut State, group: u64) {
    let members: Vec<Contact> = state
        .contacts()
        .filter(|contact| contact.group_ids.contains(&group))
        .cloned()
        .collect();
    for mut contact in members {
        contact.group_ids.retain(|id| *id != group);
        state.put_contact(contact);
    }
}

pub(crate) fn list(state: &mut State, call: &Call<'_>) -> Answer {
    KIND.list(state, call)
}

pub(crate) fn create(state: &mut State, call: &Call<'_>) -> Answer {
    KIND.create(state, call, false)
}

pub(crate) fn get(state: &mut State, call: &Call<'_>) -> Answer {
    KIND.get(state, call)
}

pub(crate) fn update(state: &mut State, call: &Call<'_>) -> Answer {
    KIND.update(state, call, false)
}

pub(crate) fn delete(state: &mut State, call: &Call<'_>) -> Answer {
    KIND.delete(state, call)
}
