//! The set, and what changes do to it. Pure.

use roaring::RoaringTreemap;

use super::{Selection, SelectionOp};

/// Ids of contacts: compressed, so that 200,000 are combined and stored in no time.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Ids(RoaringTreemap);

impl Ids {
    pub(crate) fn contains(&self, id: i64) -> bool {
        self.0.contains(id.cast_unsigned())
    }

    pub(crate) fn count(&self) -> u32 {
        u32::try_from(self.0.len()).unwrap_or(u32::MAX)
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// By id.
    pub(crate) fn iter(&self) -> impl Iterator<Item = i64> + '_ {
        self.0.iter().map(u64::cast_signed)
    }

    pub(crate) fn add(&mut self, others: &Self) {
        self.0 |= &others.0;
    }

    pub(crate) fn take_out(&mut self, others: &Self) {
        self.0 -= &others.0;
    }

    pub(crate) fn keep(&mut self, others: &Self) {
        self.0 &= &others.0;
    }

    /// For the database.
    pub(super) fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = Vec::with_capacity(self.0.serialized_size());
        // Writing to memory does not fail.
        let _ = self.0.serialize_into(&mut bytes);
        bytes
    }

    /// None when the bytes are not such a set.
    pub(super) fn from_bytes(bytes: &[u8]) -> Option<Self> {
        RoaringTreemap::deserialize_from(bytes).ok().map(Self)
    }
}

impl FromIterator<i64> for Ids {
    fn from_iter<I: IntoIterator<Item = i64>>(ids: I) -> Self {
        Self(ids.into_iter().map(i64::cast_unsigned).collect())
    }
}

/// The selection of an account.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Set {
    pub revision: u64,
    /// All of a list were selected: who is taken out from then on is an exception.
    pub of_all: bool,
    pub chosen: Ids,
    pub left_out: Ids,
}

impl Set {
    pub(super) fn told(&self) -> Selection {
        Selection {
            total: self.chosen.count(),
            left_out: self.left_out.count(),
            revision: self.revision,
        }
    }

    /// Applies a change; `all` says that all rows of a list were picked.
    pub(super) fn change(&mut self, op: SelectionOp, picked: &Ids, all: bool) {
        self.revision += 1;
        match op {
            SelectionOp::Set => {
                self.chosen = picked.clone();
                self.left_out = Ids::default();
                self.of_all = all;
            }
            SelectionOp::Add => self.put_in(picked, all),
            SelectionOp::Remove => self.take_out(picked),
            SelectionOp::Toggle => {
                let (mut on, mut off) = (picked.clone(), picked.clone());
                on.take_out(&self.chosen);
                off.keep(&self.chosen);
                self.put_in(&on, false);
                self.take_out(&off);
            }
        }
        self.forget_if_empty();
    }

    /// Nobody.
    pub(super) fn clear(&mut self) {
        *self = Self {
            revision: self.revision + 1,
            ..Self::default()
        };
    }

    /// Takes out contacts that are not there any more. True if it held any.
    pub(super) fn gone(&mut self, gone: &Ids) -> bool {
        let before = (self.chosen.count(), self.left_out.count());
        self.chosen.take_out(gone);
        self.left_out.take_out(gone);
        let changed = before != (self.chosen.count(), self.left_out.count());
        if changed {
            self.revision += 1;
            self.forget_if_empty();
        }
        changed
    }

    fn put_in(&mut self, picked: &Ids, all: bool) {
        self.chosen.add(picked);
        self.left_out.take_out(picked);
        self.of_all |= all;
    }

    fn take_out(&mut self, picked: &Ids) {
        if self.of_all {
            let mut held = picked.clone();
            held.keep(&self.chosen);
            self.left_out.add(&held);
        }
        self.chosen.take_out(picked);
    }

    /// With nobody left there is nothing to be left out of.
    fn forget_if_empty(&mut self) {
        if self.chosen.is_empty() {
            self.left_out = Ids::default();
            self.of_all = false;
        }
    }
}

#[cfg(test)]
mod tests;
