//! Where a row of the ledger may go from where it stands (docs/architecture.md, "The ledger"). The only place that decides it.

use super::SendState;

/// What happens to a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Step {
    /// The call is about to be made.
    Call,
    /// The program ended before the call was made, or the run was cancelled.
    Abandon,
    /// The person is left out of the run, for a reason.
    Skip,
    /// The server took it.
    Accept,
    /// It is known not to have been sent.
    Refuse,
    /// It is known not to have been sent, for a reason that concerns everybody: it waits for its turn again.
    TakeBack,
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
    use SendState::{Accepted, Cancelled, InFlight, Planned, Refused, Skipped, Unknown};
    Some(match (state, step) {
        (Planned, Step::Call) => InFlight,
        (Planned, Step::Abandon) => Cancelled,
        (Planned, Step::Skip) => Skipped,
        (InFlight, Step::Accept) => Accepted,
        (InFlight, Step::Refuse) => Refused,
        (InFlight, Step::TakeBack) => Planned,
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
        use Step::{
            Abandon, Accept, Call, Find, Lose, PersonSaysNotSent, PersonSaysSent, Refuse, Skip,
            TakeBack,
        };
        let steps = [
            Call,
            Abandon,
            Skip,
            Accept,
            Refuse,
            TakeBack,
            Lose,
            Find,
            PersonSaysSent,
            PersonSaysNotSent,
        ];
        // Every pair that is not here leads nowhere. Nothing leads out of a known end: a row that was sent can never be
        // called again.
        let table = [
            (Planned, Call, InFlight),
            (Planned, Abandon, Cancelled),
            (Planned, Skip, Skipped),
            (InFlight, Accept, Accepted),
            (InFlight, Refuse, Refused),
            (InFlight, TakeBack, Planned),
            (InFlight, Lose, Unknown),
            (Unknown, Find, Accepted),
            (Unknown, PersonSaysSent, Accepted),
            (Unknown, PersonSaysNotSent, Refused),
        ];
        for state in [
            Planned, InFlight, Accepted, Refused, Unknown, Skipped, Cancelled,
        ] {
            for step in steps {
                let end = table
                    .iter()
                    .find(|(from, by, _)| (*from, *by) == (state, step))
                    .map(|(_, _, to)| *to);
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
