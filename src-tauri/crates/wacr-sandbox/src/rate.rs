//! The fixed window of one token: it opens with the first call and is cleared 60 seconds later (contract section 3).

/// Length of the window, in seconds.
pub(crate) const WINDOW: i64 = 60;

/// How many calls a token may make.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RateLimit {
    /// So many calls in a window of 60 seconds.
    PerMinute(u32),
    /// No limit; the headers hold the word `unlimited`.
    Unlimited,
}

/// The counter of one token.
#[derive(Debug, Default)]
pub(crate) struct Window {
    /// Milliseconds since the Unix epoch at which the window opened.
    opened: i64,
    used: u32,
}

/// What the window says to one call.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Verdict {
    Allowed { remaining: u32 },
    Refused { retry_after: i64 },
}

impl Window {
    /// Counts one call made at `now` (milliseconds). A refused call is not counted.
    pub(crate) fn take(&mut self, limit: u32, now: i64) -> Verdict {
        let end = self.opened + WINDOW * 1000;
        // Before its opening: the clock was set back.
        if self.used == 0 || now >= end || now < self.opened {
            self.opened = now;
            self.used = 0;
        }
        if self.used >= limit {
            let left = self.opened + WINDOW * 1000 - now;
            return Verdict::Refused {
                retry_after: left.div_euclid(1000) + i64::from(left.rem_euclid(1000) > 0),
            };
        }
        self.used += 1;
        Verdict::Allowed {
            remaining: limit - self.used,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_window_opens_with_the_first_call_and_clears_sixty_seconds_later() {
        let mut window = Window::default();
        let start = 1_000_000_000_000;
        assert_eq!(window.take(2, start), Verdict::Allowed { remaining: 1 });
        assert_eq!(
            window.take(2, start + 30_000),
            Verdict::Allowed { remaining: 0 }
        );
        assert_eq!(
            window.take(2, start + 36_600),
            Verdict::Refused { retry_after: 24 }
        );
        assert_eq!(
            window.take(2, start + 59_999),
            Verdict::Refused { retry_after: 1 }
        );
        assert_eq!(
            window.take(2, start + 60_000),
            Verdict::Allowed { remaining: 1 }
        );
        assert_eq!(
            window.take(2, start + 119_000),
            Verdict::Allowed { remaining: 0 }
        );
        assert_eq!(
            window.take(2, start + 120_000),
            Verdict::Allowed { remaining: 1 }
        );
    }
}
