//! Time as the server tells it: whole Unix seconds, ISO 8601 with offset in bodies, an HTTP date in headers.

use std::time::{SystemTime, UNIX_EPOCH};

use jiff::{Timestamp, civil::DateTime, tz::TimeZone};

/// Unix seconds of this machine's clock, moved by `skew` seconds.
pub(crate) fn now(skew: i64) -> i64 {
    let since = SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .unwrap_or_default();
    since.as_secs() as i64 + skew
}

/// `2026-03-02T10:15:30+00:00` (contract section 4). Written by hand: a page of a list holds two hundred of them.
pub(crate) fn iso(seconds: i64) -> String {
    let at = Timestamp::from_second(seconds).unwrap_or(Timestamp::UNIX_EPOCH);
    let at = TimeZone::UTC.to_datetime(at);
    format!(
        "{:04}-{:02}-{:02}T{:02}:{:02}:{:02}+00:00",
        at.year(),
        at.month(),
        at.day(),
        at.hour(),
        at.minute(),
        at.second()
    )
}

/// A time of a row in its JSON, for `#[serde(with)]`.
pub(crate) mod iso_form {
    use serde::{Deserialize, Deserializer, Serializer, de::Error};

    pub(crate) fn serialize<S: Serializer>(seconds: &i64, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(&super::iso(*seconds))
    }

    pub(crate) fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<i64, D::Error> {
        let text = String::deserialize(from)?;
        super::parse(&text).ok_or_else(|| D::Error::custom("no time"))
    }
}

/// `Mon, 02 Mar 2026 10:15:30 GMT`, the form of the Date header.
pub(crate) fn http_date(seconds: i64) -> String {
    format(seconds, "%a, %d %b %Y %H:%M:%S GMT")
}

/// `2026-03-02T10:15:30.000000Z`, as rows shown as stored have it (contract section 4).
pub(crate) fn micros(seconds: i64) -> String {
    format(seconds, "%Y-%m-%dT%H:%M:%S.000000Z")
}

/// `2026-03-02 10:15:30`, as comments may have it (contract section 4).
pub(crate) fn plain(seconds: i64) -> String {
    format(seconds, "%Y-%m-%d %H:%M:%S")
}

/// How much of the present second has gone by.
pub(crate) fn fraction() -> f64 {
    let since = SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .unwrap_or_default();
    f64::from(since.subsec_millis()) / 1_000.0
}

/// Reads what a date filter may hold: `2026-01-01` meaning midnight, a date with a time, or ISO 8601 with offset.
/// Without an offset the time is UTC (contract section 6).
pub(crate) fn parse(text: &str) -> Option<i64> {
    if let Ok(timestamp) = text.parse::<Timestamp>() {
        return Some(timestamp.as_second());
    }
    let civil: DateTime = text.parse().ok()?;
    Some(civil.to_zoned(TimeZone::UTC).ok()?.timestamp().as_second())
}

fn format(seconds: i64, pattern: &str) -> String {
    Timestamp::from_second(seconds)
        .unwrap_or(Timestamp::UNIX_EPOCH)
        .strftime(pattern)
        .to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_written_as_the_contract_shows_them() {
        assert_eq!(iso(1_772_446_530), "2026-03-02T10:15:30+00:00");
        assert_eq!(micros(1_772_446_530), "2026-03-02T10:15:30.000000Z");
        assert_eq!(plain(1_772_446_530), "2026-03-02 10:15:30");
        assert_eq!(http_date(1_772_446_530), "Mon, 02 Mar 2026 10:15:30 GMT");
    }

    #[test]
    fn date_filters_are_read_as_utc_and_a_bare_day_is_midnight() {
        assert_eq!(parse("2026-03-02T10:15:30+00:00"), Some(1_772_446_530));
        assert_eq!(parse("2026-03-02 10:15:30"), Some(1_772_446_530));
        assert_eq!(parse("2026-03-02"), Some(1_772_409_600));
        assert_eq!(parse("last week"), None);
    }
}
