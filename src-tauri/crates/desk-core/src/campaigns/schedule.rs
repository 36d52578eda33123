//! Whether a run that waits for its time begins. One whose time passed unused is never begun late without being asked.

use jiff::{SignedDuration, Timestamp};

/// How late a start may be: a busy computer is late by seconds, one that slept by more.
const GRACE: SignedDuration = SignedDuration::from_secs(60);

/// What to do about a start.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Due {
    /// Its time is to come.
    Wait(Timestamp),
    /// Begin.
    Now,
    /// Its time passed: ask.
    Missed,
}

/// Decides by the clock. What cannot be read as a time is asked about.
pub(crate) fn due(starts_at: Option<&str>, now: Timestamp) -> Due {
    let Some(at) = starts_at.and_then(|text| text.parse::<Timestamp>().ok()) else {
        return Due::Missed;
    };
    if at > now {
        Due::Wait(at)
    } else if now.duration_since(at) <= GRACE {
        Due::Now
    } else {
        Due::Missed
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    #[test]
    fn by_the_clock() {
        let at = "2026-03-02T10:00:00Z";
        let time: Timestamp = at.parse().unwrap();
        for (now, expected) in [
            ("2026-03-02T09:00:00Z", Due::Wait(time)),
            ("2026-03-02T10:00:00Z", Due::Now),
            ("2026-03-02T10:01:00Z", Due::Now),
            ("2026-03-02T10:01:01Z", Due::Missed),
            ("2026-03-05T00:00:00Z", Due::Missed),
        ] {
            assert_eq!(due(Some(at), now.parse().unwrap()), expected, "{now}");
        }
        assert_eq!(due(Some("soon"), time), Due::Missed);
        assert_eq!(due(None, time), Due::Missed);
    }
}
