//! Which refused rows may be sent again, and when (WhatsApp facts, section 10). Never asked of accepted or unknown ones.

use jiff::{SignedDuration, Timestamp};
use wacr_api::whatsapp::{self, CanRetry};

use super::RetryVerdict;
use crate::{
    outbox::{Refusal, RefusalClass},
    time,
};

/// Held back by Meta for this person: not before a day, with growing gaps.
const HELD_BACK: u32 = 131_049;
/// An unknown fault of WhatsApp: once more and no further.
const ONCE: u32 = 131_000;

/// Whether a row that was refused at `settled_at`, on its `attempt`-th try, may be sent again.
pub(crate) fn verdict(
    refusal: &Refusal,
    attempt: u32,
    settled_at: &str,
    now: Timestamp,
) -> RetryVerdict {
    let code = refusal
        .key
        .strip_prefix("wa_")
        .and_then(|code| code.parse().ok());
    let Some(code) = code else {
        return match refusal.class {
            RefusalClass::Later | RefusalClass::Fix => RetryVerdict::Now,
            RefusalClass::Never | RefusalClass::Person => RetryVerdict::No,
        };
    };
    match whatsapp::entry_of(code).map(|entry| entry.retry) {
        Some(CanRetry::Yes) => RetryVerdict::Now,
        Some(CanRetry::Later) if code == ONCE && attempt > 1 => RetryVerdict::No,
        Some(CanRetry::Later) => later(code, attempt, settled_at, now),
        // An unknown code: nothing is repeated on a guess.
        Some(CanRetry::No) | None => RetryVerdict::No,
    }
}

fn later(code: u32, attempt: u32, settled_at: &str, now: Timestamp) -> RetryVerdict {
    let first = match code {
        HELD_BACK => SignedDuration::from_hours(24),
        _ => SignedDuration::from_mins(1),
    };
    let gap = first * 2i32.pow(attempt.saturating_sub(1).min(6));
    let not_before = settled_at
        .parse::<Timestamp>()
        .ok()
        .and_then(|at| at.checked_add(gap).ok());
    match not_before {
        Some(at) if at > now => RetryVerdict::Later {
            not_before: time::text(at),
        },
        _ => RetryVerdict::Now,
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    const AT: &str = "2026-03-02T10:00:00Z";

    fn after(minutes: i64, key: &str, class: RefusalClass, attempt: u32) -> RetryVerdict {
        let refusal = Refusal {
            key: key.into(),
            class,
            detail: None,
            fields: Vec::new(),
        };
        let now = AT.parse::<Timestamp>().unwrap() + SignedDuration::from_mins(minutes);
        verdict(&refusal, attempt, AT, now)
    }

    #[test]
    fn the_table() {
        use RefusalClass::{Fix, Later, Never, Person};
        let not_before = |at: &str| RetryVerdict::Later {
            not_before: at.into(),
        };
        for (minutes, key, class, attempt, expected) in [
            // By hand of a person.
            (0, "wa_131042", Fix, 1, RetryVerdict::Now),
            (0, "wa_131053", Fix, 3, RetryVerdict::Now),
            (0, "scope_missing", Fix, 1, RetryVerdict::Now),
            (0, "rate_limited", Later, 1, RetryVerdict::Now),
            (0, "person_said_not_sent", Later, 1, RetryVerdict::Now),
            // After a wait.
            (0, "wa_131016", Later, 1, not_before("2026-03-02T10:01:00Z")),
            (1, "wa_131016", Later, 1, RetryVerdict::Now),
            (1, "wa_131016", Later, 2, not_before("2026-03-02T10:02:00Z")),
            (
                60,
                "wa_131049",
                Person,
                1,
                not_before("2026-03-03T10:00:00Z"),
            ),
            (1_440, "wa_131049", Person, 1, RetryVerdict::Now),
            (
                1_440,
                "wa_131049",
                Person,
                2,
                not_before("2026-03-04T10:00:00Z"),
            ),
            // Once more, and no further.
            (1, "wa_131000", Later, 1, RetryVerdict::Now),
            (1, "wa_131000", Later, 2, RetryVerdict::No),
            // Never.
            (9_999, "wa_131026", Person, 1, RetryVerdict::No),
            (9_999, "wa_131050", Person, 1, RetryVerdict::No),
            (9_999, "wa_132000", Never, 1, RetryVerdict::No),
            (9_999, "wa_132016", Fix, 1, RetryVerdict::No),
            (9_999, "wa_999999", Never, 1, RetryVerdict::No),
            (9_999, "opted_out", Person, 1, RetryVerdict::No),
            (9_999, "invalid", Never, 1, RetryVerdict::No),
        ] {
            assert_eq!(
                after(minutes, key, class, attempt),
                expected,
                "{key} {attempt} {minutes}"
            );
        }
    }
}
