//! Groups (contract section 17). Deleting one leaves its id on its contacts.

use super::labels::{Kind, rules};
use crate::envelope::Answer;
use crate::operations::Call;
use crate::state::State;

pub(super) const KIND: Kind = Kind {
    noun: "Group",
    rules: rules("groups"),
    rows: |state| &mut state.groups,
    in_use: None,
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
