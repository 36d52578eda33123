//! What the bridge says of a filter: which contacts, by what is known of them beside the text.

use serde::{Deserialize, Serialize};

/// All parts must be met; a part is met when any of its conditions is. Empty: every contact.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS), ts(export))]
pub struct ContactFilter {
    /// The parts, in the order they were added.
    pub all: Vec<Vec<Condition>>,
}

impl ContactFilter {
    /// The same without what says nothing: conditions without a value, parts without a condition.
    pub(crate) fn clean(mut self) -> Self {
        for part in &mut self.all {
            part.retain(|condition| !condition.test.is_blank());
        }
        self.all.retain(|part| !part.is_empty());
        self
    }
}

/// One test, or that it fails.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS), ts(export))]
pub struct Condition {
    /// Those that do not pass the test, contacts without the value among them.
    pub not: bool,
    /// The test.
    pub test: FilterTest,
}

/// What is looked at. Several values: any of them. A null among them: contacts that have none.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "field", rename_all = "snake_case")]
#[cfg_attr(feature = "ts", derive(ts_rs::TS), ts(export))]
pub enum FilterTest {
    /// `lead`, `customer`, `guest`, or what else the server may invent.
    Type {
        /// Any of these.
        values: Vec<String>,
    },
    /// By id.
    Status {
        /// Any of these.
        values: Vec<Option<i64>>,
    },
    /// By id.
    Source {
        /// Any of these.
        values: Vec<Option<i64>>,
    },
    /// In any of these groups.
    Group {
        /// Any of these.
        values: Vec<Option<i64>>,
    },
    /// By the number of the person it is assigned to.
    Assigned {
        /// Any of these.
        values: Vec<Option<i64>>,
    },
    /// When it was created on the server.
    Created {
        /// In days of this computer.
        when: CreatedWhen,
    },
    /// It has an email.
    Email,
    /// The person asked for no more messages.
    OptedOut,
}

impl FilterTest {
    fn is_blank(&self) -> bool {
        match self {
            Self::Type { values } => values.is_empty(),
            Self::Status { values }
            | Self::Source { values }
            | Self::Group { values }
            | Self::Assigned { values } => values.is_empty(),
            Self::Created { .. } | Self::Email | Self::OptedOut => false,
        }
    }
}

/// A time, in days of this computer's time zone.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "is", rename_all = "snake_case")]
#[cfg_attr(feature = "ts", derive(ts_rs::TS), ts(export))]
pub enum CreatedWhen {
    /// Before this day began.
    Before {
        /// `2026-01-31`; what is no day matches nobody.
        day: String,
    },
    /// After this day ended.
    After {
        /// `2026-01-31`; what is no day matches nobody.
        day: String,
    },
    /// Since so many days ago; 0: today.
    Within {
        /// Days.
        days: u32,
    },
}

/// The fields a filter looks at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "ts", derive(ts_rs::TS), ts(export))]
#[allow(missing_docs)] // the names of `FilterTest`
pub enum FilterField {
    Type,
    Status,
    Source,
    Group,
    Assigned,
    Created,
    Email,
    OptedOut,
}

/// Counts of the values of one field.
#[derive(Debug, Clone, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS), ts(export))]
pub struct CountsRequest {
    /// What is searched for beside the filter.
    pub text: String,
    /// The other conditions.
    pub filter: ContactFilter,
    /// The field.
    pub field: FilterField,
}

/// How many contacts have each value.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS), ts(export))]
pub struct FilterCounts {
    /// Contacts under the other conditions.
    pub total: u32,
    /// Those of each value, most first; a value nobody has is left out.
    pub values: Vec<ValueCount>,
}

/// One value and its contacts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS), ts(export))]
pub struct ValueCount {
    /// A type, an id, null for none; of `created` the days, of `email` and `opted_out` null for those that have it.
    pub value: FilterValue,
    /// Contacts.
    pub count: u32,
}

/// See [`ValueCount::value`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(untagged)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS), ts(export))]
pub enum FilterValue {
    /// An id, or days.
    Id(i64),
    /// A type.
    Text(String),
    /// None.
    None,
}

/// A line as it was typed, read.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS), ts(export))]
pub struct TypedFilter {
    /// What is no condition: plain search text.
    pub text: String,
    /// The conditions that could be read.
    pub filter: ContactFilter,
    /// Those that could not; they neither filter nor are searched for.
    pub errors: Vec<FilterError>,
}

/// What is wrong with a part of a typed filter.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS), ts(export))]
pub struct FilterError {
    /// Its first character, in UTF-16 units as JavaScript counts.
    pub start: u32,
    /// After its last character.
    pub end: u32,
    /// Why.
    pub code: FilterErrorCode,
    /// The field it is about.
    pub field: FilterField,
    /// What was typed there.
    pub value: String,
}

/// Why a typed condition could not be read; each has one sentence in the UI.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "ts", derive(ts_rs::TS), ts(export))]
pub enum FilterErrorCode {
    /// Nothing stands after the colon.
    NoValue,
    /// Nothing has that name.
    UnknownName,
    /// Neither `>7d` nor `<2026-01-31`.
    NotATime,
    /// A quote or a bracket is not closed.
    NotClosed,
    /// In brackets only conditions stand, with `or` between them.
    NotACondition,
}
