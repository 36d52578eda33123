//! A test as SQL: each reads one index from end to end and nothing else, and all values are bound.

use jiff::{civil::Date, tz::TimeZone};
use rusqlite::types::{ToSql, ToSqlOutput};

use super::{CreatedWhen, FilterTest};
use crate::time;

/// Ids of contacts, or of all others.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) struct Ids {
    /// Gives ids in rising order for each value.
    pub sql: String,
    pub values: Vec<Value>,
    /// All contacts but these.
    pub others: bool,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) enum Value {
    Id(i64),
    Text(String),
}

impl ToSql for Value {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        match self {
            Self::Id(id) => id.to_sql(),
            Self::Text(text) => text.to_sql(),
        }
    }
}

/// The day it is, and where days begin.
#[derive(Debug, Clone)]
pub(crate) struct Today {
    pub day: Date,
    pub zone: TimeZone,
}

impl Today {
    pub(crate) fn now() -> Self {
        let now = jiff::Zoned::now();
        Self {
            day: now.date(),
            zone: now.time_zone().clone(),
        }
    }

    /// When a day begins, as the tables have times; none for a day beyond the calendar.
    fn start(&self, day: Date) -> Option<String> {
        let begins = self.zone.to_zoned(day.at(0, 0, 0, 0)).ok()?;
        Some(time::text(begins.timestamp()))
    }

    fn ago(&self, days: u32) -> Option<String> {
        let span = jiff::Span::new().try_days(i64::from(days)).ok();
        let day = span.and_then(|span| self.day.checked_sub(span).ok());
        self.start(day.unwrap_or(Date::MIN)).or(Some(String::new()))
    }
}

/// The contacts that pass are those of any of these. None: nobody passes.
pub(crate) fn compile(test: &FilterTest, today: &Today) -> Vec<Ids> {
    match test {
        FilterTest::Type { values } => {
            let values = values.iter().cloned().map(Value::Text).collect();
            listed("SELECT id FROM contact WHERE type IN", values)
        }
        FilterTest::Status { values } => column("status_id", values),
        FilterTest::Source { values } => column("source_id", values),
        FilterTest::Assigned { values } => column("assigned_id", values),
        FilterTest::Group { values } => {
            let mut found = listed(
                "SELECT contact FROM contact_group WHERE group_id IN",
                ids(values),
            );
            if values.contains(&None) {
                let mut none = plain("SELECT contact FROM contact_group", Vec::new());
                none.others = true;
                found.push(none);
            }
            found
        }
        FilterTest::Created { when } => created(when, today).into_iter().collect(),
        FilterTest::Email => vec![plain("SELECT id FROM contact WHERE email > ''", Vec::new())],
        FilterTest::OptedOut => vec![plain(
            "SELECT id FROM contact WHERE is_opted_out <> 0",
            Vec::new(),
        )],
    }
}

fn created(when: &CreatedWhen, today: &Today) -> Option<Ids> {
    let read = |day: &str| day.parse::<Date>().ok();
    let (sql, from) = match when {
        CreatedWhen::Before { day } => (
            "SELECT id FROM contact WHERE created_at < ?1",
            today.start(read(day)?)?,
        ),
        CreatedWhen::After { day } => (
            "SELECT id FROM contact WHERE created_at >= ?1",
            today.start(read(day)?.tomorrow().ok()?)?,
        ),
        CreatedWhen::Within { days } => (
            "SELECT id FROM contact WHERE created_at >= ?1",
            today.ago(*days)?,
        ),
    };
    Some(plain(sql, vec![Value::Text(from)]))
}

fn column(name: &'static str, values: &[Option<i64>]) -> Vec<Ids> {
    let mut found = listed(
        &format!("SELECT id FROM contact WHERE {name} IN"),
        ids(values),
    );
    if values.contains(&None) {
        let sql = format!("SELECT id FROM contact WHERE {name} IS NULL");
        found.push(plain(&sql, Vec::new()));
    }
    found
}

fn ids(values: &[Option<i64>]) -> Vec<Value> {
    values.iter().flatten().copied().map(Value::Id).collect()
}

/// One statement a value: so ids come in rising order, and the statement is the same whatever is chosen.
fn listed(sql: &str, values: Vec<Value>) -> Vec<Ids> {
    let one = format!("{sql} (?1)");
    values
        .into_iter()
        .map(|value| plain(&one, vec![value]))
        .collect()
}

fn plain(sql: &str, values: Vec<Value>) -> Ids {
    Ids {
        sql: sql.to_owned(),
        values,
        others: false,
    }
}
