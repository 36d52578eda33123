//! How many contacts the server has of an entry: asked while the mirror is not complete, and kept.

use jiff::{SignedDuration, Timestamp};
use rusqlite::{Connection, OptionalExtension, params};
use wacr_api::Lane;

use super::{List, ListTotal, remote};
use crate::{Desk, accounts::AccountId, error::CommandError};

/// A count this old is asked for again.
const FRESH: SignedDuration = SignedDuration::from_mins(10);

impl Desk {
    /// How many contacts the server counts of an entry. A count that is a few minutes old is given again; else it costs
    /// one call, in the lane of the sync, behind everything a person asked for.
    ///
    /// # Errors
    /// Whatever the call fails with, when there is no older count either.
    pub async fn lists_total(
        &self,
        account: &AccountId,
        list: List,
        id: i64,
    ) -> Result<ListTotal, CommandError> {
        let account = self.account(account)?;
        let kept = account.db()?.read(move |c| kept(c, list, id)).await?;
        if let Some(kept) = &kept
            && is_fresh(&kept.at, Timestamp::now())
        {
            return Ok(kept.clone());
        }
        let client = account.client().await?.lane(Lane::Background);
        match remote::uses(&client, list, id).await {
            Ok(contacts) => {
                let total = ListTotal {
                    contacts,
                    at: crate::time::now(),
                };
                let row = total.clone();
                account
                    .db()?
                    .write(move |t| keep(t, list, id, &row))
                    .await?;
                Ok(total)
            }
            Err(error) => {
                let refused = account.refused(error).await;
                // An old count says more than none, and tells how old it is.
                kept.ok_or(refused)
            }
        }
    }
}

/// What is written is rounded to the second, up too.
const ROUNDED: SignedDuration = SignedDuration::from_secs(-1);

/// A clock that was set back must not keep a count for ever.
fn is_fresh(at: &str, now: Timestamp) -> bool {
    at.parse::<Timestamp>()
        .is_ok_and(|at| (ROUNDED..FRESH).contains(&now.duration_since(at)))
}

fn kept(connection: &Connection, list: List, id: i64) -> rusqlite::Result<Option<ListTotal>> {
    connection
        .prepare_cached("SELECT total, counted_at FROM list_total WHERE list = ?1 AND id = ?2")?
        .query_row(params![list.name(), id], |row| {
            Ok(ListTotal {
                contacts: row.get(0)?,
                at: row.get(1)?,
            })
        })
        .optional()
}

fn keep(connection: &Connection, list: List, id: i64, total: &ListTotal) -> rusqlite::Result<()> {
    connection
        .prepare_cached(
            "INSERT INTO list_total VALUES (?1, ?2, ?3, ?4)
             ON CONFLICT DO UPDATE SET total = excluded.total, counted_at = excluded.counted_at",
        )?
        .execute(params![list.name(), id, total.contacts, total.at])?;
    Ok(())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    #[test]
    fn a_count_is_kept_for_a_while_each_list_for_itself() {
        let connection = Connection::open_in_memory().unwrap();
        connection
            .execute_batch(&crate::store::ACCOUNT.concat())
            .unwrap();
        let total = |contacts, at: &str| ListTotal {
            contacts,
            at: at.into(),
        };
        keep(
            &connection,
            List::Groups,
            12,
            &total(37, "2026-03-02T10:00:00Z"),
        )
        .unwrap();
        keep(
            &connection,
            List::Sources,
            12,
            &total(5, "2026-03-02T10:00:00Z"),
        )
        .unwrap();
        keep(
            &connection,
            List::Groups,
            12,
            &total(38, "2026-03-02T10:20:00Z"),
        )
        .unwrap();
        let found = kept(&connection, List::Groups, 12).unwrap().unwrap();
        assert_eq!(found, total(38, "2026-03-02T10:20:00Z"));
        assert_eq!(kept(&connection, List::Groups, 13).unwrap(), None);
        let now = |text: &str| text.parse::<Timestamp>().unwrap();
        assert!(is_fresh(&found.at, now("2026-03-02T10:29:59Z")));
        assert!(is_fresh(&found.at, now("2026-03-02T10:19:59.5Z")));
        assert!(!is_fresh(&found.at, now("2026-03-02T10:30:00Z")));
        assert!(!is_fresh(&found.at, now("2026-03-02T10:19:00Z")));
        assert!(!is_fresh("", now("2026-03-02T10:19:00Z")));
    }
}
