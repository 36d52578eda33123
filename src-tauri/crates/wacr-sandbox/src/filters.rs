//! How the text of a filter is read, where servers differ (contract section 6).

use jiff::civil::DateTime;
use jiff::tz::{Offset, TimeZone};

use crate::clock;
use crate::quirks::{Quirk, Quirks};

/// Seconds the server's own zone is ahead of UTC where date filters are local.
const LOCAL: i32 = 5 * 3_600 + 1_800;

/// The value as the query compares it: not null is `0`, and dates without an offset are UTC.
pub(crate) fn read(field: &str, op: &str, value: &str, quirks: Quirks) -> String {
    if op == "null" && value.eq_ignore_ascii_case("false") && !quirks.has(Quirk::NullFalseIsNull) {
        return "0".into();
    }
    if field.ends_with("_at") && op != "like" && quirks.has(Quirk::DateFiltersLocal) {
        let parts: Vec<String> = value.split(',').map(in_local_time).collect();
        return parts.join(",");
    }
    value.to_owned()
}

fn in_local_time(text: &str) -> String {
    let zone = Offset::from_seconds(LOCAL).map(TimeZone::fixed);
    let civil = text.trim().parse::<DateTime>();
    let offset_given = text.trim().parse::<jiff::Timestamp>().is_ok();
    match (zone, civil) {
        (Ok(zone), Ok(civil)) if !offset_given => civil
            .to_zoned(zone)
            .map(|time| clock::iso(time.timestamp().as_second()))
            .unwrap_or_else(|_| text.to_owned()),
        _ => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_moved_only_where_they_are_local() {
        let local = Quirks::from(Quirk::DateFiltersLocal);
        let moved = "2026-03-01T18:30:00+00:00";
        for (field, op, value, quirks, wanted) in [
            ("created_at", "gte", "2026-03-02", local, moved),
            (
                "created_at",
                "gte",
                "2026-03-02",
                Quirks::NONE,
                "2026-03-02",
            ),
            ("created_at", "like", "2026-03-02", local, "2026-03-02"),
            ("type", "", "2026-03-02", local, "2026-03-02"),
            (
                "created_at",
                "",
                "2026-03-02T10:00:00+00:00",
                local,
                "2026-03-02T10:00:00+00:00",
            ),
            ("x", "null", "false", Quirks::NONE, "0"),
            ("x", "null", "false", Quirk::NullFalseIsNull.into(), "false"),
            ("x", "null", "true", Quirks::NONE, "true"),
        ] {
            assert_eq!(
                read(field, op, value, quirks),
                wanted,
                "{field} {op} {value}"
            );
        }
    }
}
