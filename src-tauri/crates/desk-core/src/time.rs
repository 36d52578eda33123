//! Times as the bridge and the tables have them: RFC 3339, UTC, whole seconds, so that they compare as text.

use jiff::{Timestamp, Unit};

pub(crate) fn text(time: Timestamp) -> String {
    time.round(Unit::Second).unwrap_or(time).to_string()
}

/// Now, as the bridge and the tables have times.
#[must_use]
pub fn now() -> String {
    text(Timestamp::now())
}
