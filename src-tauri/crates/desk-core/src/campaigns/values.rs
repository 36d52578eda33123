//! What stands in a slot for one person: from a field, a column or fixed, changed a little, or the fallback. Pure.

use std::collections::BTreeMap;

use jiff::{Timestamp, civil::Date, tz::TimeZone};

use super::{DateStyle, Formula, MergeField, SlotFill, SlotSource};
use crate::contacts::{Contact, phone};

/// What is known of a person.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Known<'a> {
    pub contact: Option<&'a Contact>,
    /// As stored or pasted.
    pub phone: &'a str,
    /// Cells of the table by heading, in lower case.
    pub cells: Option<&'a BTreeMap<String, String>>,
    /// Names of statuses and of sources by id.
    pub statuses: Option<&'a BTreeMap<i64, String>>,
    pub sources: Option<&'a BTreeMap<i64, String>>,
}

/// The value, and whether it is the fallback.
pub(crate) fn value(fill: &SlotFill, known: Known<'_>) -> (String, bool) {
    let mut value = match &fill.source {
        SlotSource::Fixed { text } => text.clone(),
        SlotSource::Field { field } => of_field(*field, known),
        SlotSource::Column { name } => known
            .cells
            .and_then(|cells| cells.get(&heading(name)))
            .cloned()
            .unwrap_or_default(),
    };
    for formula in &fill.formulas {
        value = apply(formula, value);
    }
    match &fill.fallback {
        Some(fallback) if value.trim().is_empty() && !fallback.trim().is_empty() => {
            (fallback.clone(), true)
        }
        _ => (value, false),
    }
}

/// A heading as it is looked up.
pub(crate) fn heading(name: &str) -> String {
    name.trim().to_lowercase()
}

fn of_field(field: MergeField, known: Known<'_>) -> String {
    if field == MergeField::Phone {
        return phone::display(known.phone);
    }
    let Some(contact) = known.contact else {
        return String::new();
    };
    let some = |text: &Option<String>| text.clone().unwrap_or_default();
    let named = |names: Option<&BTreeMap<i64, String>>, id: Option<i64>| {
        names
            .zip(id)
            .and_then(|(names, id)| names.get(&id))
            .cloned()
            .unwrap_or_default()
    };
    match field {
        MergeField::Firstname => contact.firstname.clone(),
        MergeField::Lastname => contact.lastname.clone(),
        MergeField::FullName => format!("{} {}", contact.firstname, contact.lastname)
            .trim()
            .to_owned(),
        MergeField::Company => some(&contact.company),
        MergeField::Email => some(&contact.email),
        MergeField::Phone => String::new(),
        MergeField::City => some(&contact.city),
        MergeField::State => some(&contact.state),
        MergeField::Zip => some(&contact.zip),
        MergeField::Address => some(&contact.address),
        MergeField::Description => some(&contact.description),
        MergeField::Type => contact.r#type.clone(),
        MergeField::Status => named(known.statuses, contact.status_id),
        MergeField::Source => named(known.sources, contact.source_id),
        MergeField::CreatedAt => some(&contact.created_at),
    }
}

fn apply(formula: &Formula, value: String) -> String {
    match formula {
        Formula::FirstWord => value
            .split_whitespace()
            .next()
            .unwrap_or_default()
            .to_owned(),
        Formula::TitleCase => title_case(&value),
        Formula::Upper => value.to_uppercase(),
        Formula::Date { style } => {
            date(&value).map_or_else(String::new, |date| written(date, *style))
        }
    }
}

/// Each word begins with a capital, as do the parts of `Anne-Marie` and `O'Neil`; `Nadia's` has one.
fn title_case(value: &str) -> String {
    let mut out = String::with_capacity(value.len());
    // Letters since the last break.
    let mut letters = 0;
    for c in value.chars() {
        let begins = match c {
            '\'' | '\u{2019}' => {
                letters = if letters == 1 { 0 } else { letters };
                out.push(c);
                continue;
            }
            _ if c.is_alphabetic() => letters == 0,
            _ => {
                // `3rd`: what follows a digit goes on with the word.
                letters = if c.is_numeric() { 2 } else { 0 };
                out.push(c);
                continue;
            }
        };
        letters += 1;
        if begins {
            out.extend(c.to_uppercase());
        } else {
            out.extend(c.to_lowercase());
        }
    }
    out
}

/// A day, in the spellings that cannot be two days: `2026-03-02`, a time of the server, `02.03.2026`.
fn date(text: &str) -> Option<Date> {
    let text = text.trim();
    if let Ok(time) = text.parse::<Timestamp>() {
        return Some(time.to_zoned(TimeZone::system()).date());
    }
    if let Ok(date) = text.get(..10).unwrap_or(text).parse::<Date>() {
        return Some(date);
    }
    let mut parts = text.split('.').map(str::trim);
    let (day, month, year) = (parts.next()?, parts.next()?, parts.next()?);
    let year: i16 = (year.len() == 4).then(|| year.parse().ok())??;
    Date::new(year, month.parse().ok()?, day.parse().ok()?)
        .ok()
        .filter(|_| parts.next().is_none())
}

fn written(date: Date, style: DateStyle) -> String {
    let (year, month, day) = (date.year(), date.month(), date.day());
    match style {
        DateStyle::Iso => format!("{year:04}-{month:02}-{day:02}"),
        DateStyle::DayMonthYear => format!("{day:02}/{month:02}/{year:04}"),
        DateStyle::MonthDayYear => format!("{month:02}/{day:02}/{year:04}"),
        DateStyle::Dotted => format!("{day:02}.{month:02}.{year:04}"),
    }
}

/// True for what a person should look at before it is sent: all capitals, an address or digits where a name goes.
pub(crate) fn looks_odd(fill: &SlotFill, value: &str) -> bool {
    let name = matches!(
        fill.source,
        SlotSource::Field {
            field: MergeField::Firstname | MergeField::Lastname | MergeField::FullName
        }
    );
    let letters: Vec<char> = value.chars().filter(|c| c.is_alphabetic()).collect();
    let shouts = letters.len() > 3 && letters.iter().all(|c| c.is_uppercase());
    name && (shouts || value.contains('@') || value.chars().any(|c| phone::digit(c).is_some()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn contact() -> Contact {
        Contact {
            id: 501,
            firstname: "Nadia Maria".into(),
            lastname: String::new(),
            company: Some(" ".into()),
            r#type: "lead".into(),
            email: None,
            phone: "+447400123456".into(),
            status_id: Some(7),
            source_id: Some(9),
            description: None,
            city: Some("SPRINGFIELD".into()),
            state: None,
            zip: None,
            address: None,
            country_id: None,
            assigned_id: None,
            groups: Vec::new(),
            is_opted_out: false,
            created_at: Some("2026-02-20T12:05:00Z".into()),
            updated_at: None,
            phone_display: "+44 7400 123456".into(),
        }
    }

    fn of(source: SlotSource, formulas: &[Formula], fallback: Option<&str>) -> (String, bool) {
        let contact = contact();
        let statuses = [(7, "Qualified".to_owned())].into();
        let sources = BTreeMap::new();
        let cells = [("order no".to_owned(), "a-1029".to_owned())].into();
        let known = Known {
            contact: Some(&contact),
            phone: &contact.phone,
            cells: Some(&cells),
            statuses: Some(&statuses),
            sources: Some(&sources),
        };
        let fill = SlotFill {
            source,
            formulas: formulas.to_vec(),
            fallback: fallback.map(str::to_owned),
        };
        value(&fill, known)
    }

    #[test]
    fn where_values_come_from() {
        let field = |field| SlotSource::Field { field };
        let column = |name: &str| SlotSource::Column { name: name.into() };
        for (source, formulas, fallback, expected, fell_back) in [
            (
                SlotSource::Fixed { text: "Hi".into() },
                vec![],
                None,
                "Hi",
                false,
            ),
            (
                field(MergeField::Firstname),
                vec![],
                Some("there"),
                "Nadia Maria",
                false,
            ),
            (
                field(MergeField::Firstname),
                vec![Formula::FirstWord],
                None,
                "Nadia",
                false,
            ),
            (
                field(MergeField::Firstname),
                vec![Formula::FirstWord, Formula::Upper],
                None,
                "NADIA",
                false,
            ),
            (
                field(MergeField::Lastname),
                vec![],
                Some("friend"),
                "friend",
                true,
            ),
            (field(MergeField::Lastname), vec![], Some("  "), "", false),
            (
                field(MergeField::FullName),
                vec![],
                None,
                "Nadia Maria",
                false,
            ),
            // White space is empty.
            (field(MergeField::Company), vec![], Some("you"), "you", true),
            (
                field(MergeField::City),
                vec![Formula::TitleCase],
                None,
                "Springfield",
                false,
            ),
            (field(MergeField::Status), vec![], None, "Qualified", false),
            // A source that is gone.
            (field(MergeField::Source), vec![], Some("us"), "us", true),
            (
                field(MergeField::Phone),
                vec![],
                None,
                "+44 7400 123456",
                false,
            ),
            (
                field(MergeField::CreatedAt),
                vec![Formula::Date {
                    style: DateStyle::Dotted,
                }],
                None,
                "20.02.2026",
                false,
            ),
            (
                field(MergeField::City),
                vec![Formula::Date {
                    style: DateStyle::Iso,
                }],
                Some("soon"),
                "soon",
                true,
            ),
            (
                column(" Order No "),
                vec![Formula::Upper],
                None,
                "A-1029",
                false,
            ),
            (column("missing"), vec![], Some("-"), "-", true),
        ] {
            let shown = format!("{source:?} {formulas:?}");
            assert_eq!(
                of(source, &formulas, fallback),
                (expected.to_owned(), fell_back),
                "{shown}"
            );
        }
    }

    #[test]
    fn titles() {
        for (typed, expected) in [
            ("ANNA maria", "Anna Maria"),
            ("anne-marie", "Anne-Marie"),
            ("o'neil", "O'Neil"),
            ("NADIA'S shop", "Nadia's Shop"),
            ("élodie ÖZ", "Élodie Öz"),
            ("3rd street", "3rd Street"),
            ("", ""),
        ] {
            assert_eq!(title_case(typed), expected, "{typed}");
        }
    }

    #[test]
    fn dates() {
        for (text, expected) in [
            ("2026-03-02", Some("02/03/2026")),
            ("2026-03-02 10:00", Some("02/03/2026")),
            ("2.3.2026", Some("02/03/2026")),
            // Which is the day?
            ("02/03/2026", None),
            ("2.3.26", None),
            ("2.3.2026.1", None),
            ("2026-02-30", None),
            ("tomorrow", None),
            ("", None),
        ] {
            let read = date(text).map(|date| written(date, DateStyle::DayMonthYear));
            assert_eq!(read.as_deref(), expected, "{text}");
        }
    }

    #[test]
    fn odd_names() {
        let name = SlotFill {
            source: SlotSource::Field {
                field: MergeField::Firstname,
            },
            formulas: Vec::new(),
            fallback: None,
        };
        let fixed = SlotFill {
            source: SlotSource::Fixed {
                text: "SALE".into(),
            },
            ..name.clone()
        };
        for (value, odd) in [
            ("Nadia", false),
            ("NADIA", true),
            ("JJ", false),
            ("n@example.com", true),
            ("Nadia 2", true),
            ("نادية", false),
        ] {
            assert_eq!(looks_odd(&name, value), odd, "{value}");
        }
        assert!(!looks_odd(&fixed, "SALE"));
    }
}
