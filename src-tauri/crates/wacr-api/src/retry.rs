//! When a failed call is tried again: a pure rule, so that it can be read and tested (contract section 5).

use std::time::Duration;

use crate::{ErrorKind, NetworkFault};

/// What a call does, as far as repeating it is concerned.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OpKind {
    /// Changes nothing.
    Read,
    /// Twice is the same as once: updates, deletes, group members.
    SafeWrite,
    /// A second one is refused on a unique field, or is merely long: creates, template sync.
    Create,
    /// Two calls are two messages.
    Send,
}

/// The answer of [`decide`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Retry {
    /// Report the error.
    No,
    /// Try again after this long, or after the server's own `retry_after` if that is longer.
    After(Duration),
}

/// Whether to try again after the `attempt`-th try (from 1) failed with `kind`.
///
/// - 429 and faults before anything was sent: always, they cannot have happened; but not those of a proxy.
/// - Faults after sending, and 5xx: reads and safe writes only.
/// - Everything else is an answer and stays one.
#[must_use]
pub fn decide(op: OpKind, kind: &ErrorKind, attempt: u32) -> Retry {
    const MOST_TRIES: u32 = 3;
    let repeatable = match kind {
        // A wrong password for the proxy, tried again, may lock its account.
        ErrorKind::NetworkBeforeSend(NetworkFault::Proxy) => false,
        ErrorKind::RateLimited | ErrorKind::NetworkBeforeSend(_) => true,
        ErrorKind::NetworkAfterSend(_) | ErrorKind::Server => {
            matches!(op, OpKind::Read | OpKind::SafeWrite)
        }
        ErrorKind::TokenMissing
        | ErrorKind::TokenInvalid
        | ErrorKind::TokenExpired
        | ErrorKind::TokenRevoked
        | ErrorKind::AddressNotAllowed
        | ErrorKind::Scope(_)
        | ErrorKind::Forbidden
        | ErrorKind::LimitReached { .. }
        | ErrorKind::FeatureNotAvailable
        | ErrorKind::OptedOut
        | ErrorKind::NotFound
        | ErrorKind::Conflict
        | ErrorKind::Invalid
        | ErrorKind::WhatsappNotConfigured
        | ErrorKind::WhatsappRefused { .. }
        | ErrorKind::NotThisApi(_)
        | ErrorKind::Decode => false,
    };
    if !repeatable || attempt >= MOST_TRIES {
        return Retry::No;
    }
    Retry::After(Duration::from_millis(500) * 2u32.pow(attempt.saturating_sub(1)))
}

/// Spreads a wait over 75 % to 125 % of itself, so that programs that failed together do not come back together.
pub(crate) fn with_jitter(wait: Duration) -> Duration {
    use std::hash::{BuildHasher, Hasher};
    // The standard library's hash keys are random: enough for spreading, and no dependency.
    let random = std::hash::RandomState::new().build_hasher().finish();
    wait.mul_f64(0.75 + (random % 1024) as f64 / 2048.0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Stranger;

    #[test]
    fn the_table() {
        use OpKind::{Create, Read, SafeWrite, Send};
        let nobody: &[OpKind] = &[];
        let all = &[Read, SafeWrite, Create, Send][..];
        let repeatable = &[Read, SafeWrite][..];
        for (kind, who) in [
            (ErrorKind::RateLimited, all),
            (
                ErrorKind::NetworkBeforeSend(NetworkFault::HostNotFound),
                all,
            ),
            (ErrorKind::NetworkBeforeSend(NetworkFault::TimedOut), all),
            (ErrorKind::NetworkBeforeSend(NetworkFault::Proxy), nobody),
            (
                ErrorKind::NetworkAfterSend(NetworkFault::Closed),
                repeatable,
            ),
            (
                ErrorKind::NetworkAfterSend(NetworkFault::TimedOut),
                repeatable,
            ),
            (ErrorKind::Server, repeatable),
            (ErrorKind::TokenMissing, nobody),
            (ErrorKind::TokenInvalid, nobody),
            (ErrorKind::TokenExpired, nobody),
            (ErrorKind::TokenRevoked, nobody),
            (ErrorKind::AddressNotAllowed, nobody),
            (ErrorKind::Scope(None), nobody),
            (ErrorKind::Forbidden, nobody),
            (
                ErrorKind::LimitReached {
                    feature: None,
                    current: None,
                    maximum: None,
                },
                nobody,
            ),
            (ErrorKind::FeatureNotAvailable, nobody),
            (ErrorKind::OptedOut, nobody),
            (ErrorKind::NotFound, nobody),
            (ErrorKind::Conflict, nobody),
            (ErrorKind::Invalid, nobody),
            (ErrorKind::WhatsappNotConfigured, nobody),
            (
                ErrorKind::WhatsappRefused {
                    code: Some(131_000),
                },
                nobody,
            ),
            (ErrorKind::NotThisApi(Stranger::Html), nobody),
            (ErrorKind::Decode, nobody),
        ] {
            for op in all {
                let expected = if who.contains(op) {
                    Retry::After(Duration::from_millis(500))
                } else {
                    Retry::No
                };
                assert_eq!(decide(*op, &kind, 1), expected, "{op:?} {kind:?}");
                assert_eq!(
                    decide(*op, &kind, 3),
                    Retry::No,
                    "{op:?} {kind:?} has had its tries"
                );
            }
        }
    }

    #[test]
    fn waits_grow() {
        assert_eq!(
            decide(OpKind::Read, &ErrorKind::Server, 2),
            Retry::After(Duration::from_secs(1))
        );
    }

    #[test]
    fn jitter_stays_within_a_quarter() {
        for _ in 0..200 {
            let wait = with_jitter(Duration::from_secs(4));
            assert!(
                (Duration::from_secs(3)..=Duration::from_secs(5)).contains(&wait),
                "{wait:?}"
            );
        }
    }
}
