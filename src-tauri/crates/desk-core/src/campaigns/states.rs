//! Where a run may go from where it stands. The only place that decides it.

use super::CampaignState;

/// What happens to a run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Move {
    /// Its time has come, or a person says now.
    Begin,
    /// Its time passed unused.
    Miss,
    /// A person chose another time.
    Reschedule,
    /// A person holds it.
    Pause,
    /// A person lets it go on.
    Resume,
    /// A rule holds it.
    Stop,
    /// Nobody is left.
    Finish,
    /// A person ends it.
    Cancel,
    /// Rows were added: another try of refused ones.
    Reopen,
}

/// The state after `step`; none if the run may not go there.
pub(crate) fn after(state: CampaignState, step: Move) -> Option<CampaignState> {
    use CampaignState::{Cancelled, Done, Missed, Paused, Running, Scheduled, Stopped};
    Some(match (state, step) {
        (Scheduled | Missed, Move::Begin) => Running,
        (Scheduled, Move::Miss) => Missed,
        (Scheduled | Missed, Move::Reschedule) => Scheduled,
        (Running, Move::Pause) => Paused,
        (Paused | Stopped, Move::Resume) => Running,
        (Running, Move::Stop) => Stopped,
        (Running, Move::Finish) => Done,
        (Scheduled | Missed | Running | Paused | Stopped, Move::Cancel) => Cancelled,
        // One that is held stays so; a cancelled one was ended for good.
        (Done | Running, Move::Reopen) => Running,
        (Paused | Stopped, Move::Reopen) => state,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_state_and_every_move() {
        use CampaignState::{Cancelled, Done, Missed, Paused, Running, Scheduled, Stopped};
        use Move::{Begin, Cancel, Finish, Miss, Pause, Reopen, Reschedule, Resume, Stop};
        let moves = [
            Begin, Miss, Reschedule, Pause, Resume, Stop, Finish, Cancel, Reopen,
        ];
        let table = [
            (Scheduled, Begin, Running),
            (Scheduled, Miss, Missed),
            (Scheduled, Reschedule, Scheduled),
            (Scheduled, Cancel, Cancelled),
            (Missed, Begin, Running),
            (Missed, Reschedule, Scheduled),
            (Missed, Cancel, Cancelled),
            (Running, Pause, Paused),
            (Running, Stop, Stopped),
            (Running, Finish, Done),
            (Running, Cancel, Cancelled),
            (Running, Reopen, Running),
            (Paused, Resume, Running),
            (Paused, Cancel, Cancelled),
            (Paused, Reopen, Paused),
            (Stopped, Resume, Running),
            (Stopped, Cancel, Cancelled),
            (Stopped, Reopen, Stopped),
            (Done, Reopen, Running),
        ];
        for state in [Scheduled, Missed, Running, Paused, Stopped, Done, Cancelled] {
            for step in moves {
                let end = table
                    .iter()
                    .find(|(from, by, _)| (*from, *by) == (state, step))
                    .map(|(_, _, to)| *to);
                assert_eq!(after(state, step), end, "{state:?} {step:?}");
            }
        }
    }
}
