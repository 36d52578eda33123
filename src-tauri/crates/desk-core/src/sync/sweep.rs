//! The id sweep: once a day all ids are read, and contacts that are gone on the server go here too.
//! The API tells of no deletions (contract 16.1).

use std::sync::Arc;

use jiff::{SignedDuration, Timestamp};
use rusqlite::Connection;
use wacr_api::{Client, ErrorKind, following};

use super::contacts::{self, By, Fetched};
use crate::{contacts::rows, error::CommandError, open_account::OpenAccount, store::meta};

/// Pages read in one go; between two goes changes are looked for.
const PAGES: u32 = 10;
/// Contacts asked for one by one when a sweep could not be sure.
const ASKED: usize = 50;
const PERIOD: SignedDuration = SignedDuration::from_hours(24);

/// When the last sweep was complete, the page to read next, the totals at the first page and at the page before, and
/// the highest id of the mirror when it began: contacts that were added later are not its business.
const DONE_AT: &str = "sweep_done_at";
const NEXT: &str = "sweep_next";
const FIRST: &str = "sweep_first_total";
const TOTAL: &str = "sweep_total";
const TOP: &str = "sweep_top";

/// Whether there is more to do at once.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Left {
    Nothing,
    Pages,
}

/// Reads some pages of a sweep, if one is due or under way.
pub(super) async fn some(
    account: &Arc<OpenAccount>,
    client: &Client,
) -> Result<Left, CommandError> {
    let db = account.db()?;
    let now = Timestamp::now();
    let Some((mut number, mut before)) = db.write(move |t| begin(t, now)).await? else {
        return Ok(Left::Nothing);
    };
    for _ in 0..PAGES {
        let Fetched { page, asked } = contacts::page(account, client, By::Id, number).await?;
        let total = page.pagination.total;
        let next = following(&page.pagination, page.rows.len(), number, before);
        let first = before.is_none();
        contacts::store_with(account, asked, page.rows, move |t, rows| {
            for row in rows {
                t.prepare_cached("INSERT OR IGNORE INTO swept VALUES (?1)")?
                    .execute([row.id])?;
            }
            if first {
                meta::set(t, FIRST, &total)?;
            }
            meta::set(t, NEXT, &next.unwrap_or(number))?;
            meta::set(t, TOTAL, &total)
        })
        .await?;
        before = Some(total);
        match next {
            Some(next) => number = next,
            None => {
                finish(account, client, total).await?;
                return Ok(Left::Nothing);
            }
        }
    }
    Ok(Left::Pages)
}

/// Where to read on: a sweep under way, a new one, or none if the last is not a day old.
fn begin(connection: &Connection, now: Timestamp) -> rusqlite::Result<Option<(u32, Option<u32>)>> {
    let number = |key| -> rusqlite::Result<_> {
        Ok(meta::number(connection, key)?.and_then(|n| u32::try_from(n).ok()))
    };
    if let Some(next) = number(NEXT)? {
        return Ok(Some((next, number(TOTAL)?)));
    }
    let last = meta::get(connection, DONE_AT)?.and_then(|at| at.parse::<Timestamp>().ok());
    let Some(last) = last else {
        // The first fill has just read everything.
        meta::set(connection, DONE_AT, &now)?;
        return Ok(None);
    };
    // A clock that was set back must not put the sweep off for ever.
    if (SignedDuration::ZERO..PERIOD).contains(&now.duration_since(last)) {
        return Ok(None);
    }
    connection.execute("DELETE FROM swept", [])?;
    let top: i64 = connection.query_row("SELECT coalesce(max(id), 0) FROM contact", [], |row| {
        row.get(0)
    })?;
    meta::set(connection, TOP, &top)?;
    meta::set(connection, NEXT, &1)?;
    meta::remove(connection, TOTAL)?;
    Ok(Some((1, None)))
}

/// Takes out what no page held. If nothing was deleted meanwhile, nothing was stepped over; else each is asked for.
async fn finish(
    account: &Arc<OpenAccount>,
    client: &Client,
    total: u32,
) -> Result<(), CommandError> {
    let db = account.db()?;
    let (missing, sure) = db
        .read(move |c| Ok((missing(c)?, nothing_stepped_over(c, total)?)))
        .await?;
    let gone = if sure {
        missing
    } else {
        let mut gone = Vec::new();
        for id in missing.into_iter().take(ASKED) {
            match client.get_contact(id, &[]).await {
                Ok(_) => {}
                Err(error) if error.kind == ErrorKind::NotFound => gone.push(id),
                Err(error) => return Err(account.refused(error).await),
            }
        }
        gone
    };
    let removed = gone.len();
    db.write(move |t| {
        for id in gone {
            rows::remove(t, id)?;
        }
        t.execute("DELETE FROM swept", [])?;
        for key in [NEXT, FIRST, TOTAL, TOP] {
            meta::remove(t, key)?;
        }
        meta::set(t, DONE_AT, &Timestamp::now())
    })
    .await?;
    if removed > 0 {
        account.board.contacts_changed(account);
        account.board.flush(account);
    }
    Ok(())
}

/// Contacts no page held.
fn missing(connection: &Connection) -> rusqlite::Result<Vec<i64>> {
    connection
        .prepare("SELECT id FROM contact WHERE id <= ?1 AND id NOT IN (SELECT id FROM swept) ORDER BY id")?
        .query_map([meta::number(connection, TOP)?.unwrap_or(0)], |row| row.get(0))?
        .collect()
}

/// True if every row of the server was met. One deleted and one added between two pages leave the total as it was and yet
/// move a row to a page that was read before; so all that were added are counted, and none may be gone.
fn nothing_stepped_over(connection: &Connection, total: u32) -> rusqlite::Result<bool> {
    let count = |sql: &str| connection.query_row(sql, [], |row| row.get::<_, i64>(0));
    let met = count("SELECT count(*) FROM swept")?;
    let added = count(
        "SELECT count(*) FROM swept WHERE id > (SELECT CAST(value AS INTEGER) FROM meta WHERE key = 'sweep_top')",
    )?;
    let first = meta::number(connection, FIRST)?;
    Ok(met == i64::from(total) && first.is_some_and(|first| first + added == i64::from(total)))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    fn account() -> Connection {
        let connection = Connection::open_in_memory().unwrap();
        connection
            .execute_batch(&crate::store::ACCOUNT.concat())
            .unwrap();
        connection
    }

    fn at(text: &str) -> Timestamp {
        text.parse().unwrap()
    }

    #[test]
    fn once_a_day_and_going_on_where_it_stopped() {
        let c = account();
        assert_eq!(
            begin(&c, at("2026-03-01T10:00:00Z")).unwrap(),
            None,
            "the fill has just read everything"
        );
        assert_eq!(begin(&c, at("2026-03-02T09:59:00Z")).unwrap(), None);
        assert_eq!(
            begin(&c, at("2026-03-02T10:00:00Z")).unwrap(),
            Some((1, None))
        );
        meta::set(&c, NEXT, &7).unwrap();
        meta::set(&c, TOTAL, &900).unwrap();
        assert_eq!(
            begin(&c, at("2026-03-02T10:01:00Z")).unwrap(),
            Some((7, Some(900)))
        );
        meta::remove(&c, NEXT).unwrap();
        assert!(
            begin(&c, at("2026-02-01T00:00:00Z")).unwrap().is_some(),
            "the clock was set back"
        );
    }

    #[test]
    fn contacts_added_after_its_start_are_not_missing() {
        let c = account();
        for id in [1, 2, 3] {
            c.execute(
                "INSERT INTO contact (id, firstname, lastname, type, phone, groups, is_opted_out, digits, tail, name_key)
                 VALUES (?1, '', '', '', '', '[]', 0, '', '', '')",
                [id],
            )
            .unwrap();
        }
        meta::set(&c, TOP, &2).unwrap();
        c.execute("INSERT INTO swept VALUES (1)", []).unwrap();
        assert_eq!(missing(&c).unwrap(), [2]);
    }

    #[test]
    fn a_total_that_stayed_proves_nothing_when_one_went_and_one_came() {
        let c = account();
        meta::set(&c, TOP, &3).unwrap();
        meta::set(&c, FIRST, &3).unwrap();
        c.execute_batch("INSERT INTO swept VALUES (1), (2), (3)")
            .unwrap();
        assert!(nothing_stepped_over(&c, 3).unwrap());
        // 3 was stepped over because 1 was deleted, and 4 is new.
        c.execute_batch("DELETE FROM swept WHERE id = 3; INSERT INTO swept VALUES (4)")
            .unwrap();
        assert!(!nothing_stepped_over(&c, 3).unwrap());
        // Only added to.
        c.execute_batch("INSERT INTO swept VALUES (3)").unwrap();
        assert!(nothing_stepped_over(&c, 4).unwrap());
    }
}
