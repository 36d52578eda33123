//! Collections that know which of their rows are not in the data file yet. Reading goes through to the plain collection;
//! there is no way to change a row that is not noticed.

use std::collections::hash_map::Entry;
use std::collections::{HashMap, HashSet};
use std::ops::Deref;

/// Rows that are only ever added.
#[derive(Debug)]
pub(crate) struct Appended<T> {
    rows: Vec<T>,
    saved: usize,
}

impl<T> Default for Appended<T> {
    fn default() -> Self {
        Self {
            rows: Vec::new(),
            saved: 0,
        }
    }
}

impl<T> Appended<T> {
    pub(crate) fn push(&mut self, row: T) {
        self.rows.push(row);
    }

    /// The rows added since this was last asked.
    pub(crate) fn take_new(&mut self) -> &[T] {
        let from = std::mem::replace(&mut self.saved, self.rows.len());
        &self.rows[from..]
    }
}

impl<T> Deref for Appended<T> {
    type Target = [T];

    fn deref(&self) -> &[T] {
        &self.rows
    }
}

impl<T> From<Vec<T>> for Appended<T> {
    fn from(rows: Vec<T>) -> Self {
        Self { rows, saved: 0 }
    }
}

/// Rows by a text; none is ever removed.
#[derive(Debug)]
pub(crate) struct Named<T> {
    rows: HashMap<String, T>,
    changed: HashSet<String>,
}

impl<T> Default for Named<T> {
    fn default() -> Self {
        Self {
            rows: HashMap::new(),
            changed: HashSet::new(),
        }
    }
}

impl<T> Named<T> {
    pub(crate) fn insert(&mut self, name: String, row: T) {
        self.changed.insert(name.clone());
        self.rows.insert(name, row);
    }

    pub(crate) fn entry(&mut self, name: String) -> Entry<'_, String, T> {
        self.changed.insert(name.clone());
        self.rows.entry(name)
    }

    /// The names of the rows that may have changed since this was last asked.
    pub(crate) fn take_changed(&mut self) -> HashSet<String> {
        std::mem::take(&mut self.changed)
    }
}

impl<T> Deref for Named<T> {
    type Target = HashMap<String, T>;

    fn deref(&self) -> &HashMap<String, T> {
        &self.rows
    }
}
