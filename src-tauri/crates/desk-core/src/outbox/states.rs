//! Where a row of the ledger may go from where it stands (docs/architecture.md, "The ledger"). The only place that decides it.

use super::SendState;

/// What happens to a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Step {
    /// The call is about to be made.
    Call,
    /// The program ended before the call was made.
    Abandon,
    /// The server took it.
    Accept,
    /// It is known not to have been sent.
    Refuse,
    /// The answer was lost, or the program ended before it came.
    Lose,
    /// The server lists it.
    Find,
    /// A person says it was sent.
    PersonSaysSent,
    /// A person says it was not.
    PersonSaysNotSent,
}

/// The state after `step`; none if the row may not go there.
pub(crate) fn after(state: SendState, step: Step) -> Option<SendState> {
    use SendState::{Accepted, Cancelled, InFlight, Planned, Refused, Unknown};
    Some(match (state, step) {
        (Planned, Step::Call) => InFlight,
        (Planned, Step::Abandon) => Cancelled,
        (InFlight, Step::Accept) => Accepted,
        (InFlight, Step::Refuse) => Refused,
        (InFlight, Step::Lose) => Unknown,
        (Unknown, Step::Find | Step::PersonSaysSent) => Accepted,
        (Unknown, Step::PersonSaysNotSent) => Refused,
        _ => return None,
    })
}

/// True when nothing will happen to the row by itself any more.
pub(crate) fn settled(state: SendState) -> bool {
    !matches!(state, SendState::Planned | SendState::InFlight)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_state_and_every_step() {
        use SendState::{Accepted, Cancelled, InFlight, Planned, Refused, Skipped, Unknown};
        use Step::{Abandon, Accept, Call, Find, Lose, PersonSaysNotSent, PersonSaysSent, Refuse};
        let steps = [
            Call,
            Abandon,
            Accept,
            Refuse,
            Lose,
            Find,
            PersonSaysSent,
            PersonSaysNotSent,
        ];
        let none = [None; 8];
        let table = [
            (
                Planned,
                [
                    Some(InFlight),
                    Some(Cancelled),
                    None,
                    None,
                    None,
                    None,
                    None,
                    None,
                ],
            ),
            (
                InFlight,
                [
                    None,
                    None,
                    Some(Accepted),
                    Some(Refused),
                    Some(Unknown),
                    None,
                    None,
                    None,
                ],
            ),
            (
                Unknown,
                [
                    None,
                    None,
                    None,
                    None,
                    None,
                    Some(Accepted),
                    Some(Accepted),
                    Some(Refused),
                ],
            ),
            // Nothing leads out of a known end: a row that was sent can never be called again.
            (Accepted, none),
            (Refused, none),
            (Skipped, none),
            (Cancelled, none),
        ];
        for (state, expected) in table {
            for (step, end) in steps.into_iter().zip(expected) {
                assert_eq!(after(state, step), end, "{state:?} {step:?}");
            }
        }
    }

    #[test]
    fn only_planned_is_ever_called() {
        use SendState::{Accepted, Cancelled, InFlight, Planned, Refused, Skipped, Unknown};
        for state in [InFlight, Accepted, Refused, Unknown, Skipped, Cancelled] {
            assert_eq!(after(state, Step::Call), None);
        }
        assert_eq!(after(Planned, Step::Call), Some(InFlight));
    }
}
