//! How many contacts have each value of a field, under the other conditions: one walk along the field's index.

use rusqlite::{Connection, types::ValueRef};

use super::{
    CreatedWhen, FilterCounts, FilterField, FilterTest, FilterValue, ValueCount, mask, sql::Today,
};
use crate::contacts::{
    ContactFilter,
    filter::Condition,
    snapshots::{Bits, Order},
};

/// Days that are counted for `created`.
const DAYS: [u32; 5] = [0, 7, 30, 90, 365];

/// Counts among `within`.
pub(crate) fn of(
    connection: &Connection,
    order: &Order,
    within: &Bits,
    field: FilterField,
    today: &Today,
) -> rusqlite::Result<FilterCounts> {
    let values = match field {
        FilterField::Type => walk(
            connection,
            order,
            within,
            "SELECT type, id FROM contact ORDER BY type, id",
        )?,
        FilterField::Status => column(connection, order, within, "status_id")?,
        FilterField::Source => column(connection, order, within, "source_id")?,
        FilterField::Assigned => column(connection, order, within, "assigned_id")?,
        FilterField::Group => groups(connection, order, within, today)?,
        FilterField::Created => {
            let mut values = Vec::new();
            for days in DAYS {
                let test = FilterTest::Created {
                    when: CreatedWhen::Within { days },
                };
                let count = passing(connection, order, within, test, today)?;
                values.push(ValueCount {
                    value: FilterValue::Id(days.into()),
                    count,
                });
            }
            values
        }
        FilterField::Email => vec![ValueCount {
            value: FilterValue::None,
            count: passing(connection, order, within, FilterTest::Email, today)?,
        }],
        FilterField::OptedOut => vec![ValueCount {
            value: FilterValue::None,
            count: passing(connection, order, within, FilterTest::OptedOut, today)?,
        }],
    };
    Ok(FilterCounts {
        total: within.count(),
        values,
    })
}

fn passing(
    connection: &Connection,
    order: &Order,
    within: &Bits,
    test: FilterTest,
    today: &Today,
) -> rusqlite::Result<u32> {
    let filter = ContactFilter {
        all: vec![vec![Condition { not: false, test }]],
    };
    let mut met = mask::of(connection, order, &filter, today)?.unwrap_or_else(|| order.nobody());
    met.and(within);
    Ok(met.count())
}

fn column(
    connection: &Connection,
    order: &Order,
    within: &Bits,
    name: &'static str,
) -> rusqlite::Result<Vec<ValueCount>> {
    let sql = format!("SELECT {name}, id FROM contact ORDER BY {name}, id");
    walk(connection, order, within, &sql)
}

fn groups(
    connection: &Connection,
    order: &Order,
    within: &Bits,
    today: &Today,
) -> rusqlite::Result<Vec<ValueCount>> {
    let mut counts = walk(
        connection,
        order,
        within,
        "SELECT group_id, contact FROM contact_group ORDER BY group_id, contact",
    )?;
    let none = FilterTest::Group { values: vec![None] };
    let count = passing(connection, order, within, none, today)?;
    if count > 0 {
        counts.push(ValueCount {
            value: FilterValue::None,
            count,
        });
        counts.sort_by_key(|one| std::cmp::Reverse(one.count));
    }
    Ok(counts)
}

/// Rows of a value and an id, in that order: for each value the ids rise, so they are met walking along.
fn walk(
    connection: &Connection,
    order: &Order,
    within: &Bits,
    sql: &str,
) -> rusqlite::Result<Vec<ValueCount>> {
    let mut counts: Vec<ValueCount> = Vec::new();
    let mut ids: Vec<i64> = Vec::new();
    let mut value = FilterValue::None;
    let mut statement = connection.prepare_cached(sql)?;
    let mut rows = statement.query([])?;
    let mut close = |value: &FilterValue, ids: &mut Vec<i64>| {
        let count = order.count_within(std::mem::take(ids), within);
        if count > 0 {
            counts.push(ValueCount {
                value: value.clone(),
                count,
            });
        }
    };
    while let Some(row) = rows.next()? {
        let found = row.get_ref(0)?;
        let same = match (&value, found) {
            (FilterValue::None, ValueRef::Null) => true,
            (FilterValue::Id(known), ValueRef::Integer(id)) => *known == id,
            (FilterValue::Text(known), ValueRef::Text(text)) => known.as_bytes() == text,
            _ => false,
        };
        if !same {
            close(&value, &mut ids);
            value = match found {
                ValueRef::Integer(id) => FilterValue::Id(id),
                ValueRef::Text(text) => {
                    FilterValue::Text(String::from_utf8_lossy(text).into_owned())
                }
                _ => FilterValue::None,
            };
        }
        ids.push(row.get(1)?);
    }
    close(&value, &mut ids);
    counts.sort_by_key(|one| std::cmp::Reverse(one.count));
    Ok(counts)
}
