//! Statuses: pipeline stages of contacts, with a colour (contract section 20).

use super::labels::{Kind, rules};
use crate::envelope::Answer;
use crate::operations::Call;
use crate::state::State;

pub(super) const KIND: Kind = Kind {
    noun: "Status",
    rules: rules("statuses"),
    rows: |state| &mut state.statuses,
    in_use: Some(|contact, id| contact.status_id == id),
    forget: |_, _| {},
};

pub(crate) fn list(state: &mut State, call: &Call<'_>) -> Answer {
    KIND.list(state, call)
}

pub(crate) fn create(state: &mut State, call: &Call<'_>) -> Answer {
    KIND.create(state, call, true)
}

pub(crate) fn get(state: &mut State, call: &Call<'_>) -> Answer {
    KIND.get(state, call)
}

pub(crate) fn update(state: &mut State, call: &Call<'_>) -> Answer {
    KIND.update(state, call, true)
}

pub(crate) fn delete(state: &mut State, call: &Call<'_>) -> Answer {
    KIND.delete(state, call)
}
