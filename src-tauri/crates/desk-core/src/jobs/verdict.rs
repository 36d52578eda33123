//! What is made of a call that failed. Pure.

use std::time::Duration;

use super::{JobWait, steps::Step};
use crate::error::{CommandError, ErrorCode};

/// Faults inside the server in a row after which the job is held.
const MOST_FAULTS: u32 = 20;

/// What follows from a failed call.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Verdict {
    /// The same call again, later.
    Again(JobWait, Duration),
    /// The same contacts in two calls: one of them is the trouble.
    Split,
    /// Those at these places of the call are refused; the others go again.
    Refused(Vec<usize>),
    /// The contact, or the group, is gone.
    Gone,
    /// It would meet every call.
    Stop,
}

/// Decides. `contacts`: in the call. `faults`: failed calls in a row, this one included.
pub(super) fn of(
    step: Step,
    error: &CommandError,
    status: Option<u16>,
    contacts: usize,
    faults: u32,
) -> Verdict {
    let wait = |most: u64| Duration::from_secs((1 << faults.clamp(1, 6) >> 1).min(most));
    match error.code {
        ErrorCode::RateLimited => {
            let seconds = error.retry_after.unwrap_or(60).max(1);
            Verdict::Again(JobWait::RateLimit, Duration::from_secs(seconds.into()))
        }
        ErrorCode::HostNotFound
        | ErrorCode::ConnectionRefused
        | ErrorCode::TlsFailed
        | ErrorCode::TimedOut
        | ErrorCode::Offline
        | ErrorCode::ConnectionLost
        // The page of a hotel's network, most likely.
        | ErrorCode::NotThisApi => Verdict::Again(JobWait::Offline, wait(30)),
        ErrorCode::ServerFault if matches!(status, Some(502..=504)) => {
            Verdict::Again(JobWait::Server, wait(30))
        }
        ErrorCode::ServerFault if faults >= MOST_FAULTS => Verdict::Stop,
        ErrorCode::ServerFault if faults % 2 == 1 => Verdict::Again(JobWait::Server, wait(10)),
        ErrorCode::ServerFault => split(contacts),
        ErrorCode::NotFound => Verdict::Gone,
        ErrorCode::Invalid => match named(error, contacts) {
            places if places.is_empty() || step == Step::Set => split(contacts),
            places => Verdict::Refused(places),
        },
        ErrorCode::Conflict | ErrorCode::OptedOut | ErrorCode::WhatsappRefused => split(contacts),
        _ => Verdict::Stop,
    }
}

fn split(contacts: usize) -> Verdict {
    match contacts {
        0 | 1 => Verdict::Refused(vec![0]),
        _ => Verdict::Split,
    }
}

/// The places the server names: `contact_ids.3`.
fn named(error: &CommandError, contacts: usize) -> Vec<usize> {
    let places = error.fields.iter().filter_map(|field| {
        let (_, place) = field.field.rsplit_once('.')?;
        place.parse().ok().filter(|place| *place < contacts)
    });
    let mut places: Vec<usize> = places.collect();
    places.sort_unstable();
    places.dedup();
    places
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::{FieldError, FieldErrorCode};

    const ADD: Step = Step::Add { group: 12 };

    fn error(code: ErrorCode) -> CommandError {
        CommandError::new(code, "")
    }

    fn invalid(fields: &[&str]) -> CommandError {
        CommandError {
            fields: fields
                .iter()
                .map(|field| FieldError {
                    field: (*field).into(),
                    code: FieldErrorCode::Server,
                    message: None,
                    limit: None,
                })
                .collect(),
            ..error(ErrorCode::Invalid)
        }
    }

    fn again(wait: JobWait, seconds: u64) -> Verdict {
        Verdict::Again(wait, Duration::from_secs(seconds))
    }

    #[test]
    fn the_table() {
        let limited = CommandError {
            retry_after: Some(23),
            ..error(ErrorCode::RateLimited)
        };
        let fault = error(ErrorCode::ServerFault);
        let table = [
            (ADD, limited, None, 100, 1, again(JobWait::RateLimit, 23)),
            (
                ADD,
                error(ErrorCode::RateLimited),
                None,
                100,
                1,
                again(JobWait::RateLimit, 60),
            ),
            (
                ADD,
                error(ErrorCode::Offline),
                None,
                100,
                1,
                again(JobWait::Offline, 1),
            ),
            (
                ADD,
                error(ErrorCode::ConnectionLost),
                None,
                100,
                4,
                again(JobWait::Offline, 8),
            ),
            (
                ADD,
                error(ErrorCode::NotThisApi),
                Some(200),
                100,
                900,
                again(JobWait::Offline, 30),
            ),
            (
                ADD,
                fault.clone(),
                Some(503),
                100,
                900,
                again(JobWait::Server, 30),
            ),
            (
                ADD,
                fault.clone(),
                Some(500),
                100,
                1,
                again(JobWait::Server, 1),
            ),
            (ADD, fault.clone(), Some(500), 100, 2, Verdict::Split),
            (
                ADD,
                fault.clone(),
                Some(500),
                1,
                2,
                Verdict::Refused(vec![0]),
            ),
            (ADD, fault, Some(500), 1, 20, Verdict::Stop),
            (
                ADD,
                error(ErrorCode::TokenExpired),
                Some(401),
                100,
                1,
                Verdict::Stop,
            ),
            (
                ADD,
                error(ErrorCode::ScopeMissing),
                Some(403),
                100,
                1,
                Verdict::Stop,
            ),
            (
                ADD,
                error(ErrorCode::Forbidden),
                Some(402),
                100,
                1,
                Verdict::Stop,
            ),
            (
                ADD,
                error(ErrorCode::NotFound),
                Some(404),
                100,
                1,
                Verdict::Gone,
            ),
            (
                Step::Set,
                error(ErrorCode::NotFound),
                Some(404),
                1,
                1,
                Verdict::Gone,
            ),
            (
                Step::Set,
                error(ErrorCode::Conflict),
                Some(409),
                1,
                1,
                Verdict::Refused(vec![0]),
            ),
            (
                Step::Set,
                invalid(&["status_id"]),
                Some(422),
                1,
                1,
                Verdict::Refused(vec![0]),
            ),
            (
                ADD,
                invalid(&["contact_ids.3", "contact_ids.1", "contact_ids.100"]),
                Some(422),
                100,
                1,
                Verdict::Refused(vec![1, 3]),
            ),
            (
                ADD,
                invalid(&["contact_ids"]),
                Some(422),
                100,
                1,
                Verdict::Split,
            ),
            (
                ADD,
                invalid(&["contact_ids"]),
                Some(422),
                1,
                1,
                Verdict::Refused(vec![0]),
            ),
        ];
        for (step, error, status, contacts, faults, expected) in table {
            assert_eq!(
                of(step, &error, status, contacts, faults),
                expected,
                "{error:?} {faults}"
            );
        }
    }
}
