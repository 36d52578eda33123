//! Sources (contract section 19).

use super::labels::{Kind, rules};
use crate::envelope::Answer;
use crate::operations::Call;
use crate::state::State;

pub(super) const KIND: Kind = Kind {
    noun: "Source",
    rules: rules("sources"),
    rows: |state| &mut state.sources,
    in_use: Some(|contact, id| contact.source_id == id),
    forget: |_, _| {},
};

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
