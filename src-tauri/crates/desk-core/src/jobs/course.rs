//! Where a job has got to, in memory: nothing is lost with it. Pure.

use super::{steps::CHUNK, take::Cursor};
use crate::error::ErrorCode;

/// What the task remembers of the job at work; nothing is lost with it.
pub(super) struct Course {
    pub job: i64,
    pub cursor: Cursor,
    /// Contacts of the next call at most: fewer while it is found which of them is refused.
    pub most: u32,
    /// Contacts among which that one is.
    suspects: u32,
    /// Failed calls in a row that failed alike.
    faults: u32,
    alike: Option<ErrorCode>,
    /// Rounds in a row in which people were back whom the job had moved.
    pub again: u32,
}

impl Course {
    pub(super) fn new(job: i64) -> Self {
        Self {
            job,
            cursor: Cursor {
                step: 0,
                after: i64::MIN,
            },
            most: CHUNK,
            suspects: 0,
            faults: 0,
            alike: None,
            again: 0,
        }
    }

    /// A call failed: how many times in a row this one did so. A limit is no fault.
    pub(super) fn failed(&mut self, code: ErrorCode) -> u32 {
        if self.alike.replace(code) != Some(code) || code == ErrorCode::RateLimited {
            self.faults = 0;
        }
        self.faults += 1;
        self.faults
    }

    pub(super) fn succeeded(&mut self) {
        self.faults = 0;
        self.alike = None;
    }

    /// A call was refused for one of its contacts.
    pub(super) fn split(&mut self, contacts: usize) {
        self.suspects = u32::try_from(contacts).unwrap_or(CHUNK);
        self.most = self.suspects.div_ceil(2);
        self.look_again();
    }

    /// A call went through: none of its contacts was it.
    pub(super) fn passed(&mut self, contacts: usize) {
        let contacts = u32::try_from(contacts).unwrap_or(CHUNK);
        self.suspects = self.suspects.saturating_sub(contacts);
        if self.suspects == 0 {
            self.most = CHUNK;
        }
    }

    pub(super) fn look_again(&mut self) {
        self.cursor.after = i64::MIN;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_of_a_hundred_is_found_by_halves() {
        let mut course = Course::new(1);
        let bad = 37;
        let (mut at, mut calls) = (0, 0);
        loop {
            let end = (at + course.most).min(100);
            calls += 1;
            if !(at..end).contains(&bad) {
                course.passed((end - at) as usize);
                at = end;
            } else if end - at == 1 {
                break;
            } else {
                course.split((end - at) as usize);
            }
        }
        assert_eq!(at, bad);
        assert!(calls < 16, "{calls}");
        // None is found after all: whole chunks again.
        let mut course = Course::new(1);
        course.split(100);
        course.passed(50);
        assert_eq!(course.most, 50);
        course.passed(50);
        assert_eq!(course.most, CHUNK);
    }

    #[test]
    fn only_what_failed_alike_adds_up() {
        let mut course = Course::new(1);
        let codes = [
            (ErrorCode::Offline, 1),
            (ErrorCode::Offline, 2),
            (ErrorCode::ServerFault, 1),
            (ErrorCode::ServerFault, 2),
            (ErrorCode::RateLimited, 1),
            (ErrorCode::RateLimited, 1),
            (ErrorCode::ServerFault, 1),
        ];
        for (code, expected) in codes {
            assert_eq!(course.failed(code), expected, "{code:?}");
        }
        course.succeeded();
        assert_eq!(course.failed(ErrorCode::ServerFault), 1);
    }
}
