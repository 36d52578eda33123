//! Waiting between two looks, through a sleep of the computer too.

use std::time::{Duration, Instant, SystemTime};

/// How often the clock on the wall is looked at.
const STEP: Duration = Duration::from_secs(10);
/// The wall's clock runs ahead of the time that passed for the program by this much: the computer slept meanwhile.
const SLEPT: Duration = Duration::from_secs(20);

/// Ends when `wait` is over, or at once when the computer wakes: what passed while it slept is no time for a timer.
pub(super) async fn pause(wait: Duration) {
    let end = Instant::now() + wait;
    loop {
        let left = end.saturating_duration_since(Instant::now());
        if left.is_zero() {
            return;
        }
        let (wall, began) = (SystemTime::now(), Instant::now());
        tokio::time::sleep(left.min(STEP)).await;
        if slept(wall, SystemTime::now(), began.elapsed()) {
            tracing::info!("the computer slept, or its clock was put forward: looking at once");
            return;
        }
    }
}

/// A clock that was set back says nothing.
fn slept(before: SystemTime, after: SystemTime, passed: Duration) -> bool {
    after
        .duration_since(before)
        .is_ok_and(|wall| wall > passed + SLEPT)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sleep_shows_in_the_clock() {
        let noon = SystemTime::UNIX_EPOCH + Duration::from_secs(1_780_000_000);
        let seconds = Duration::from_secs;
        for (wall, passed, expected) in [
            (10, 10, false),
            // A busy machine wakes the program late, by both clocks.
            (95, 95, false),
            (29, 10, false),
            (31, 10, true),
            (8 * 3600, 4, true),
            (8 * 3600, 8 * 3600, false),
        ] {
            let found = slept(noon, noon + seconds(wall), seconds(passed));
            assert_eq!(found, expected, "{wall} s by the clock, {passed} s passed");
        }
        assert!(!slept(noon, noon - seconds(3600), seconds(10)));
    }

    #[tokio::test]
    async fn it_ends_in_time() {
        let began = Instant::now();
        pause(Duration::from_millis(30)).await;
        let took = began.elapsed();
        assert!(took >= Duration::from_millis(30) && took < STEP, "{took:?}");
    }
}
