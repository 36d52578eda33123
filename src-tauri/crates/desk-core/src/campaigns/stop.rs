//! What an answer means for its row and for the run (WhatsApp facts, section 10), and when a run stops by itself.

use std::{collections::VecDeque, time::Duration};

use wacr_api::{ApiError, ErrorKind, whatsapp};

use super::{StopReason, StopRules};
use crate::{
    outbox::{RefusalClass, SendState, ledger::runs::Settled, outcome},
    wire_error,
};

/// How many rows a run looks back on.
pub(crate) const LAST: usize = 50;
/// A row that WhatsApp asked to wait for so often is given up.
const SLOWED: u32 = 6;
/// The same for the server's limit, which others may be using up.
const LIMITED: u32 = 20;

/// What becomes of the row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Fate {
    /// Its outcome is written down.
    Settle,
    /// It waits for its turn again: nothing was sent, and the reason concerns everybody.
    TakeBack,
}

/// What becomes of the run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Then {
    GoOn,
    /// Wait a while, each time longer.
    SlowDown,
    /// The server cannot be reached: try again, each time later.
    Offline,
    Stop(StopReason),
}

/// Judges an answer to a row whose calls were taken back so often before. Pure and total.
pub(crate) fn judge(answer: Result<(), &ApiError>, taken_back: u32) -> (Fate, Then) {
    let Err(error) = answer else {
        return (Fate::Settle, Then::GoOn);
    };
    if error.may_have_happened() {
        return (Fate::Settle, Then::GoOn);
    }
    let again = |most| match taken_back < most {
        true => Fate::TakeBack,
        false => Fate::Settle,
    };
    match &error.kind {
        ErrorKind::WhatsappRefused { code: Some(code) } => match whatsapp::classify(*code).run {
            whatsapp::Run::Stop => (
                Fate::TakeBack,
                Then::Stop(StopReason::Whatsapp {
                    code: *code,
                    detail: detail(error),
                }),
            ),
            whatsapp::Run::SlowDown => (again(SLOWED), Then::SlowDown),
            whatsapp::Run::SkipPerson | whatsapp::Run::GiveUpRow => (Fate::Settle, Then::GoOn),
        },
        ErrorKind::NetworkBeforeSend(_) => (Fate::TakeBack, Then::Offline),
        // The budget holds everybody back until the server's time.
        ErrorKind::RateLimited => (again(LIMITED), Then::GoOn),
        ErrorKind::TokenMissing
        | ErrorKind::TokenInvalid
        | ErrorKind::TokenExpired
        | ErrorKind::TokenRevoked
        | ErrorKind::AddressNotAllowed
        | ErrorKind::Scope(_)
        | ErrorKind::LimitReached { .. }
        | ErrorKind::FeatureNotAvailable
        | ErrorKind::WhatsappNotConfigured
        | ErrorKind::NotThisApi(_) => (
            Fate::TakeBack,
            Then::Stop(StopReason::Refused {
                key: outcome::key(wire_error::code(&error.kind)),
                detail: detail(error),
            }),
        ),
        // These may concern this person alone; if they do not, the rules that look back stop the run.
        ErrorKind::WhatsappRefused { code: None }
        | ErrorKind::Forbidden
        | ErrorKind::OptedOut
        | ErrorKind::NotFound
        | ErrorKind::Conflict
        | ErrorKind::Invalid
        // Never reached: these may have happened.
        | ErrorKind::Server
        | ErrorKind::NetworkAfterSend(_)
        | ErrorKind::Decode => (Fate::Settle, Then::GoOn),
    }
}

fn detail(error: &ApiError) -> Option<String> {
    Some(error.message.trim().to_owned()).filter(|text| error.status.is_some() && !text.is_empty())
}

/// How long to wait after being asked so often in a row to slow down.
pub(crate) fn slow_down(times: u32) -> Duration {
    growing(Duration::from_secs(6), times, Duration::from_secs(600))
}

/// How long to wait after the server could not be reached so often in a row.
pub(crate) fn offline(times: u32) -> Duration {
    growing(Duration::from_secs(1), times, Duration::from_secs(60))
}

fn growing(first: Duration, times: u32, most: Duration) -> Duration {
    (first * 2u32.pow(times.saturating_sub(1).min(10))).min(most)
}

/// A row, as the rules that look back see it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Mark {
    Good,
    /// This person cannot be reached.
    PersonOut,
    Failed,
}

/// How a settled row counts.
pub(crate) fn mark(state: SendState, class: Option<RefusalClass>) -> Mark {
    match (state, class) {
        (SendState::Refused, Some(RefusalClass::Person)) => Mark::PersonOut,
        (SendState::Refused | SendState::Unknown, _) => Mark::Failed,
        _ => Mark::Good,
    }
}

/// The last rows of a run, oldest first.
#[derive(Debug, Clone, Default)]
pub(crate) struct Recent(VecDeque<Mark>);

impl Recent {
    pub(crate) fn read(rows: &[Settled]) -> Self {
        let mut recent = Self::default();
        for row in rows {
            let class = row.refusal.as_ref().map(|refusal| refusal.class);
            recent.push(mark(row.state, class));
        }
        recent
    }

    pub(crate) fn push(&mut self, mark: Mark) {
        if self.0.len() == LAST {
            self.0.pop_front();
        }
        self.0.push_back(mark);
    }

    /// A person looked into it and lets the run go on.
    pub(crate) fn forgive(&mut self) {
        self.0.clear();
    }

    /// The rule that fires, if one does.
    pub(crate) fn fires(&self, rules: &StopRules) -> Option<StopReason> {
        let in_a_row = self
            .0
            .iter()
            .rev()
            .take_while(|mark| **mark != Mark::Good)
            .filter(|mark| **mark == Mark::Failed)
            .count();
        let failed = self.0.iter().filter(|mark| **mark != Mark::Good).count();
        let number = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
        match (rules.failures_in_a_row, rules.failures_percent) {
            (Some(most), _) if most > 0 && in_a_row >= most as usize => {
                Some(StopReason::FailuresInARow {
                    failures: number(in_a_row),
                })
            }
            (_, Some(percent))
                if percent > 0
                    && self.0.len() == LAST
                    && failed * 100 >= percent as usize * LAST =>
            {
                Some(StopReason::FailureShare {
                    failures: number(failed),
                    of: number(LAST),
                })
            }
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::wire_error::tests::{error, table};

    fn judged(kind: ErrorKind, taken_back: u32) -> (Fate, &'static str) {
        let (fate, then) = judge(Err(&error(kind)), taken_back);
        let then = match then {
            Then::GoOn => "go on",
            Then::SlowDown => "slow down",
            Then::Offline => "offline",
            Then::Stop(StopReason::Whatsapp { .. }) => "stop: whatsapp",
            Then::Stop(StopReason::Refused { .. }) => "stop: refused",
            Then::Stop(_) => "stop: other",
        };
        (fate, then)
    }

    #[test]
    fn codes_of_whatsapp() {
        use Fate::{Settle, TakeBack};
        let table: &[(&[u32], Fate, &str)] = &[
            (
                &[
                    0, 190, 368, 131_031, 131_042, 131_048, 132_001, 132_015, 132_016,
                ],
                TakeBack,
                "stop: whatsapp",
            ),
            (&[130_472, 131_026, 131_049, 131_050], Settle, "go on"),
            (&[130_429, 131_056, 80_007, 4], TakeBack, "slow down"),
            (
                &[100, 131_000, 131_008, 131_053, 132_000, 999_999],
                Settle,
                "go on",
            ),
        ];
        for (codes, fate, then) in table {
            for code in *codes {
                let kind = ErrorKind::WhatsappRefused { code: Some(*code) };
                assert_eq!(judged(kind, 0), (*fate, *then), "{code}");
            }
        }
        // A row is not held for ever.
        let slow = ErrorKind::WhatsappRefused {
            code: Some(131_056),
        };
        assert_eq!(judged(slow.clone(), SLOWED - 1), (TakeBack, "slow down"));
        assert_eq!(judged(slow, SLOWED), (Settle, "slow down"));
        assert_eq!(
            judged(ErrorKind::RateLimited, LIMITED - 1),
            (TakeBack, "go on")
        );
        assert_eq!(judged(ErrorKind::RateLimited, LIMITED), (Settle, "go on"));
    }

    #[test]
    fn every_kind_of_failure() {
        assert_eq!(judge(Ok(()), 0), (Fate::Settle, Then::GoOn));
        for (kind, _) in table() {
            let (fate, then) = judged(kind.clone(), 0);
            let expected = match &kind {
                ErrorKind::NetworkBeforeSend(_) => (Fate::TakeBack, "offline"),
                ErrorKind::RateLimited => (Fate::TakeBack, "go on"),
                ErrorKind::TokenMissing
                | ErrorKind::TokenInvalid
                | ErrorKind::TokenExpired
                | ErrorKind::TokenRevoked
                | ErrorKind::AddressNotAllowed
                | ErrorKind::Scope(_)
                | ErrorKind::LimitReached { .. }
                | ErrorKind::FeatureNotAvailable
                | ErrorKind::WhatsappNotConfigured
                | ErrorKind::NotThisApi(_) => (Fate::TakeBack, "stop: refused"),
                ErrorKind::WhatsappRefused { .. } => continue,
                _ => (Fate::Settle, "go on"),
            };
            assert_eq!((fate, then), expected, "{kind:?}");
        }
    }

    #[test]
    fn nothing_that_may_have_happened_is_taken_back() {
        for (kind, _) in table() {
            let mut failed = error(kind.clone());
            for status in [None, Some(200), Some(500)] {
                failed.status = status;
                if failed.may_have_happened() {
                    assert_eq!(judge(Err(&failed), 0).0, Fate::Settle, "{kind:?}");
                }
            }
        }
    }

    #[test]
    fn rules_that_look_back() {
        use Mark::{Failed, Good, PersonOut};
        let rules = StopRules {
            failures_in_a_row: Some(3),
            failures_percent: Some(40),
        };
        let fires = |marks: &[Mark], rules: &StopRules| {
            let mut recent = Recent::default();
            for mark in marks {
                recent.push(*mark);
            }
            recent.fires(rules)
        };
        let in_a_row = |failures| Some(StopReason::FailuresInARow { failures });
        assert_eq!(fires(&[], &rules), None);
        assert_eq!(fires(&[Failed, Failed, Good, Failed], &rules), None);
        assert_eq!(fires(&[Good, Failed, Failed, Failed], &rules), in_a_row(3));
        // People who cannot be reached neither count nor end the row of failures.
        assert_eq!(fires(&[PersonOut; 20], &rules), None);
        assert_eq!(
            fires(&[Failed, PersonOut, Failed, PersonOut, Failed], &rules),
            in_a_row(3)
        );
        let mut mixed: Vec<Mark> = (0..50)
            .map(|n| if n % 5 < 2 { PersonOut } else { Good })
            .collect();
        let share = Some(StopReason::FailureShare {
            failures: 20,
            of: 50,
        });
        assert_eq!(fires(&mixed, &rules), share);
        assert_eq!(fires(&mixed[..49], &rules), None, "not 50 yet");
        // Only the last 50.
        mixed.splice(0..0, [Failed; 30]);
        assert_eq!(fires(&mixed, &rules), share);
        mixed[30] = Good;
        assert_eq!(fires(&mixed, &rules), None);
        let off = StopRules {
            failures_in_a_row: None,
            failures_percent: None,
        };
        assert_eq!(fires(&[Failed; 60], &off), None);
        let mut forgiven = Recent::default();
        for _ in 0..9 {
            forgiven.push(Failed);
        }
        forgiven.forgive();
        assert_eq!(forgiven.fires(&rules), None);
    }

    #[test]
    fn waits_grow_and_end() {
        let seconds = |gap: fn(u32) -> Duration| [1, 2, 3, 7, 40].map(|n| gap(n).as_secs());
        assert_eq!(seconds(slow_down), [6, 12, 24, 384, 600]);
        assert_eq!(seconds(offline), [1, 2, 4, 60, 60]);
    }
}
