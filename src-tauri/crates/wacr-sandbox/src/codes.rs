//! One-time codes of customers, and how often one phone may ask about them (contract section 14).

use std::fmt;

use serde::{Deserialize, Serialize};

/// Wrong tries one code bears.
pub(crate) const MOST_ATTEMPTS: u32 = 5;

/// A code that was sent and neither used up nor replaced.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct OneTimeCode {
    /// Digits only.
    pub(crate) digits: String,
    pub(crate) purpose: String,
    pub(crate) code: String,
    pub(crate) created_at: i64,
    pub(crate) expires_at: i64,
    /// Wrong tries so far.
    pub(crate) attempts: u32,
}

impl fmt::Debug for OneTimeCode {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("OneTimeCode")
            .field("purpose", &self.purpose)
            .field("expires_at", &self.expires_at)
            .field("attempts", &self.attempts)
            .finish_non_exhaustive()
    }
}

/// What is counted per phone, and how much of it is allowed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum Limited {
    /// Three in five minutes.
    Resend,
    /// Ten in one minute.
    Verify,
}

impl Limited {
    /// How many, in how many seconds.
    fn rule(self) -> (u32, i64) {
        match self {
            Self::Resend => (3, 300),
            Self::Verify => (10, 60),
        }
    }
}

/// The calls of one kind about one phone since its window opened.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Tries {
    pub(crate) what: Limited,
    pub(crate) digits: String,
    /// Unix seconds.
    pub(crate) opened: i64,
    pub(crate) used: u32,
}

/// Counts one call; `Err` holds the seconds to wait.
pub(crate) fn count(
    tries: &mut Vec<Tries>,
    what: Limited,
    digits: &str,
    now: i64,
) -> Result<(), i64> {
    tries.retain(|tries| now < tries.opened + tries.what.rule().1);
    let (most, window) = what.rule();
    let known = tries
        .iter_mut()
        .find(|tries| tries.what == what && tries.digits == digits);
    match known {
        Some(tries) if tries.used >= most => Err(tries.opened + window - now),
        Some(tries) => {
            tries.used += 1;
            Ok(())
        }
        None => {
            tries.push(Tries {
                what,
                digits: digits.to_owned(),
                opened: now,
                used: 1,
            });
            Ok(())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_phone_has_its_own_window_for_each_kind() {
        let mut tries = Vec::new();
        let mut call = |what, digits: &str, now| count(&mut tries, what, digits, now);
        for now in [1_000, 1_010, 1_020] {
            assert_eq!(call(Limited::Resend, "1", now), Ok(()));
        }
        assert_eq!(call(Limited::Resend, "1", 1_100), Err(200));
        assert_eq!(call(Limited::Resend, "2", 1_100), Ok(()));
        for _ in 0..10 {
            assert_eq!(call(Limited::Verify, "1", 1_100), Ok(()));
        }
        assert_eq!(call(Limited::Verify, "1", 1_130), Err(30));
        assert_eq!(call(Limited::Verify, "1", 1_160), Ok(()));
        assert_eq!(call(Limited::Resend, "1", 1_299), Err(1));
        assert_eq!(call(Limited::Resend, "1", 1_300), Ok(()));
    }

    #[test]
    fn a_code_is_not_shown() {
        let code = OneTimeCode {
            digits: "15550100142".into(),
            purpose: "login".into(),
            code: "481516".into(),
            created_at: 1_000,
            expires_at: 1_600,
            attempts: 0,
        };
        let shown = format!("{code:?}");
        assert!(!shown.contains("481516") && !shown.contains("0142"));
    }
}
