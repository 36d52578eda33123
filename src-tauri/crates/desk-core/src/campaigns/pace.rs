//! How fast a run goes: most a minute, an hour and a day, and the time of the day. Pure; the clock is handed in.

use std::collections::VecDeque;

use jiff::{SignedDuration, Timestamp, Zoned, civil::Time};

use super::{Estimate, Hours, Pace, WaitReason};

const HOUR: SignedDuration = SignedDuration::from_hours(1);
/// An estimate looks no further ahead than so many days.
const DAYS: usize = 400;

/// Calls of a run: those of the last hour and of today, oldest first.
#[derive(Debug, Clone, Default)]
pub(crate) struct Calls {
    times: VecDeque<Timestamp>,
    /// When the next is due at the run's pace.
    due: Option<Timestamp>,
}

impl Calls {
    pub(crate) fn new(times: Vec<Timestamp>) -> Self {
        Self {
            times: times.into(),
            due: None,
        }
    }

    /// A call begins.
    pub(crate) fn push(&mut self, pace: &Pace, now: &Zoned) {
        let at = now.timestamp();
        if let Some(gap) = gap(pace) {
            // What was lost waiting for an answer is made good, but by one message only.
            let from = self.due.map_or(at, |due| due.max(at - gap));
            self.due = Some(from + gap);
        }
        self.times.push_back(at);
        let keep = (at - HOUR).min(midnight(now));
        while self.times.front().is_some_and(|first| *first < keep) {
            self.times.pop_front();
        }
    }

    /// A call was taken back: nothing was sent.
    pub(crate) fn take_back(&mut self) {
        self.times.pop_back();
    }

    /// The pace was changed.
    pub(crate) fn changed(&mut self) {
        self.due = None;
    }

    /// When the next call may begin, and what holds it; none: now.
    pub(crate) fn next(&self, pace: &Pace, now: &Zoned) -> Option<(Timestamp, WaitReason)> {
        let at = now.timestamp();
        let mut held = None;
        let mut hold = |until: Timestamp, reason| {
            if until > at && held.is_none_or(|(other, _)| until > other) {
                held = Some((until, reason));
            }
        };
        if gap(pace).is_some()
            && let Some(due) = self.due
        {
            hold(due, WaitReason::Pace);
        }
        if let Some(most) = pace.per_hour.filter(|most| *most > 0) {
            let within = |time: &&Timestamp| **time > at - HOUR;
            let count = self.times.iter().filter(within).count();
            if count >= most as usize
                && let Some(first) = self.times.get(self.times.len() - most as usize)
            {
                hold(*first + HOUR, WaitReason::PerHour);
            }
        }
        if let Some(most) = pace.per_day.filter(|most| *most > 0) {
            let midnight = midnight(now);
            let count = self.times.iter().filter(|time| **time >= midnight).count();
            if count >= most as usize {
                hold(next_midnight(now).timestamp(), WaitReason::PerDay);
            }
        }
        if let Some(hours) = &pace.hours {
            // A day that begins outside of the hours is waited for as well.
            let from = held.map_or_else(
                || now.clone(),
                |(until, _)| until.to_zoned(now.time_zone().clone()),
            );
            if let Some(opens) = opens(hours, &from) {
                held = Some((opens.timestamp(), WaitReason::OutOfHours));
            }
        }
        held
    }
}

/// Between two messages at the pace of a minute.
fn gap(pace: &Pace) -> Option<SignedDuration> {
    let most = pace.per_minute.filter(|most| *most > 0)?;
    Some(SignedDuration::from_micros(60_000_000 / i64::from(most)))
}

fn midnight(now: &Zoned) -> Timestamp {
    now.start_of_day()
        .map_or(now.timestamp(), |day| day.timestamp())
}

fn next_midnight(now: &Zoned) -> Zoned {
    now.tomorrow()
        .and_then(|day| day.start_of_day())
        .unwrap_or_else(|_| now + SignedDuration::from_hours(24))
}

/// From and to of the day; none when they cannot be read.
pub(crate) fn read(hours: &Hours) -> Option<(Time, Time)> {
    let time = |text: &str| {
        let (hour, minute) = text.trim().split_once(':')?;
        Time::new(hour.parse().ok()?, minute.parse().ok()?, 0, 0).ok()
    };
    Some((time(&hours.from)?, time(&hours.to)?))
}

/// When the hours begin; none: it is within them.
fn opens(hours: &Hours, now: &Zoned) -> Option<Zoned> {
    let (from, to) = read(hours)?;
    let time = now.time();
    let within = match from < to {
        true => from <= time && time < to,
        // Over midnight; the same time twice: all day.
        false => time >= from || time < to,
    };
    if within {
        return None;
    }
    let at = |day: &Zoned| {
        day.date()
            .to_datetime(from)
            .to_zoned(day.time_zone().clone())
            .ok()
    };
    at(now)
        .filter(|opens| opens > now)
        .or_else(|| at(&now.tomorrow().ok()?))
}

/// When the hours end that `now` is in, at the latest when the day ends.
fn closes(hours: Option<&Hours>, now: &Zoned) -> Zoned {
    let end = next_midnight(now);
    let Some((_, to)) = hours.and_then(read) else {
        return end;
    };
    now.date()
        .to_datetime(to)
        .to_zoned(now.time_zone().clone())
        .ok()
        .filter(|closes| closes > now && *closes < end)
        .unwrap_or(end)
}

/// When `left` messages will be sent, if the server takes `limit` calls a minute.
pub(crate) fn estimate(pace: &Pace, limit: Option<u32>, left: u32, now: &Zoned) -> Estimate {
    let some = |most: Option<u32>| most.filter(|most| *most > 0);
    let per_minute = [some(pace.per_minute), some(limit)]
        .into_iter()
        .flatten()
        .min();
    let per_hour = [
        per_minute.map(|rate| rate.saturating_mul(60)),
        some(pace.per_hour),
    ]
    .into_iter()
    .flatten()
    .min();
    let seconds = per_hour.and_then(|per_hour| {
        let per_second = f64::from(per_hour) / 3_600.0;
        let mut left = f64::from(left);
        let mut at = now.clone();
        for _ in 0..DAYS {
            if left <= 0.0 {
                break;
            }
            if let Some(hours) = &pace.hours
                && let Some(opens) = opens(hours, &at)
            {
                at = opens;
            }
            // Of a day in two pieces (hours over midnight) each is taken for a day of its own: rather too early than odd.
            let end = closes(pace.hours.as_ref(), &at);
            let room = (end.timestamp().duration_since(at.timestamp())).as_secs_f64() * per_second;
            let cap = some(pace.per_day).map_or(f64::INFINITY, f64::from);
            if left <= room && left <= cap {
                let rest = SignedDuration::try_from_secs_f64(left / per_second).ok()?;
                at = at.checked_add(rest).ok()?;
                left = 0.0;
            } else {
                left -= room.min(cap);
                at = match cap < room {
                    true => next_midnight(&at),
                    false => end,
                };
            }
        }
        let taken = at.timestamp().duration_since(now.timestamp()).as_secs();
        (left <= 0.0).then(|| u32::try_from(taken).unwrap_or(u32::MAX))
    });
    Estimate {
        per_minute,
        seconds,
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use jiff::tz::TimeZone;

    use super::*;

    /// In a zone that is not UTC, so that the day is this computer's.
    fn at(text: &str) -> Zoned {
        let zone = TimeZone::posix("EST5").unwrap();
        text.parse::<jiff::civil::DateTime>()
            .unwrap()
            .to_zoned(zone)
            .unwrap()
    }

    fn times(texts: &[&str]) -> Calls {
        Calls::new(texts.iter().map(|text| at(text).timestamp()).collect())
    }

    fn hours(from: &str, to: &str) -> Option<Hours> {
        Some(Hours {
            from: from.into(),
            to: to.into(),
        })
    }

    fn next(calls: &Calls, pace: &Pace, now: &str) -> Option<(String, WaitReason)> {
        calls.next(pace, &at(now)).map(|(until, reason)| {
            let zone = TimeZone::posix("EST5").unwrap();
            (until.to_zoned(zone).datetime().to_string(), reason)
        })
    }

    #[test]
    fn spread_evenly_over_the_minute() {
        let pace = Pace {
            per_minute: Some(10),
            ..Pace::default()
        };
        let mut calls = Calls::default();
        assert_eq!(next(&calls, &pace, "2026-03-02T10:00:00"), None);
        calls.push(&pace, &at("2026-03-02T10:00:00"));
        let wait = |until: &str| Some((until.to_owned(), WaitReason::Pace));
        assert_eq!(
            next(&calls, &pace, "2026-03-02T10:00:01"),
            wait("2026-03-02T10:00:06")
        );
        assert_eq!(next(&calls, &pace, "2026-03-02T10:00:06"), None);
        // One second late: the next is not.
        calls.push(&pace, &at("2026-03-02T10:00:07"));
        assert_eq!(
            next(&calls, &pace, "2026-03-02T10:00:08"),
            wait("2026-03-02T10:00:12")
        );
        // A long wait is not made good by a burst.
        calls.push(&pace, &at("2026-03-02T11:00:00"));
        assert_eq!(next(&calls, &pace, "2026-03-02T11:00:00"), None);
        calls.push(&pace, &at("2026-03-02T11:00:00"));
        assert_eq!(
            next(&calls, &pace, "2026-03-02T11:00:00"),
            wait("2026-03-02T11:00:06")
        );
        calls.changed();
        assert_eq!(next(&calls, &pace, "2026-03-02T11:00:01"), None);
    }

    #[test]
    fn no_more_than_so_many_an_hour_and_a_day() {
        let calls = times(&[
            "2026-03-02T08:30:00",
            "2026-03-02T09:30:00",
            "2026-03-02T09:40:00",
        ]);
        let pace = Pace {
            per_hour: Some(2),
            ..Pace::default()
        };
        let hour = |until: &str| Some((until.to_owned(), WaitReason::PerHour));
        assert_eq!(
            next(&calls, &pace, "2026-03-02T10:00:00"),
            hour("2026-03-02T10:30:00")
        );
        assert_eq!(next(&calls, &pace, "2026-03-02T10:30:00"), None);
        let pace = Pace {
            per_day: Some(3),
            ..Pace::default()
        };
        let day = |until: &str| Some((until.to_owned(), WaitReason::PerDay));
        assert_eq!(
            next(&calls, &pace, "2026-03-02T23:59:00"),
            day("2026-03-03T00:00:00")
        );
        assert_eq!(next(&calls, &pace, "2026-03-03T00:00:00"), None);
        let more = Pace {
            per_day: Some(4),
            ..Pace::default()
        };
        assert_eq!(next(&calls, &more, "2026-03-02T23:59:00"), None);
    }

    #[test]
    fn only_at_the_time_of_the_day() {
        let calls = Calls::default();
        let day = Pace {
            hours: hours("09:00", "18:00"),
            ..Pace::default()
        };
        let night = Pace {
            hours: hours("22:00", "06:00"),
            ..Pace::default()
        };
        let opens = |until: &str| Some((until.to_owned(), WaitReason::OutOfHours));
        for (pace, now, expected) in [
            (&day, "2026-03-02T08:59:59", opens("2026-03-02T09:00:00")),
            (&day, "2026-03-02T09:00:00", None),
            (&day, "2026-03-02T17:59:59", None),
            (&day, "2026-03-02T18:00:00", opens("2026-03-03T09:00:00")),
            (&night, "2026-03-02T23:00:00", None),
            (&night, "2026-03-02T05:59:00", None),
            (&night, "2026-03-02T06:00:00", opens("2026-03-02T22:00:00")),
        ] {
            assert_eq!(next(&calls, pace, now), expected, "{now}");
        }
        // The day is full, and the next one begins at nine.
        let full = times(&["2026-03-02T10:00:00"]);
        let both = Pace {
            per_day: Some(1),
            hours: hours("09:00", "18:00"),
            ..Pace::default()
        };
        assert_eq!(
            next(&full, &both, "2026-03-02T10:00:01"),
            opens("2026-03-03T09:00:00")
        );
        for bad in ["9", "24:00", "a:b", "", "09:60"] {
            assert_eq!(read(&hours(bad, "18:00").unwrap()), None, "{bad}");
        }
    }

    #[test]
    fn estimates() {
        let now = at("2026-03-02T10:00:00");
        let seconds = |pace: &Pace, limit, left| estimate(pace, limit, left, &now).seconds;
        let plain = Pace::default();
        assert_eq!(seconds(&plain, Some(60), 600), Some(600));
        assert_eq!(seconds(&plain, None, 600), None);
        assert_eq!(seconds(&plain, Some(60), 0), Some(0));
        let slow = Pace {
            per_minute: Some(30),
            ..Pace::default()
        };
        assert_eq!(seconds(&slow, Some(60), 600), Some(1_200));
        assert_eq!(estimate(&slow, Some(60), 1, &now).per_minute, Some(30));
        assert_eq!(seconds(&slow, None, 30), Some(60));
        let hourly = Pace {
            per_hour: Some(100),
            ..Pace::default()
        };
        assert_eq!(seconds(&hourly, Some(60), 200), Some(7_200));
        // 480 until six, the rest on from nine.
        let day = Pace {
            hours: hours("09:00", "18:00"),
            ..Pace::default()
        };
        assert_eq!(seconds(&day, Some(1), 480), Some(8 * 3_600));
        assert_eq!(seconds(&day, Some(1), 490), Some(23 * 3_600 + 600));
        // 100 a day: today, tomorrow, and 10 on the third.
        let capped = Pace {
            per_day: Some(100),
            hours: hours("09:00", "18:00"),
            ..Pace::default()
        };
        assert_eq!(seconds(&capped, Some(60), 210), Some(47 * 3_600 + 10));
    }
}
