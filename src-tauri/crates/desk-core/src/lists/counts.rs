//! How many contacts name each entry.

use rusqlite::Connection;

use super::{List, ListCount, ListCounts};
use crate::{Desk, accounts::AccountId, error::CommandError};

impl Desk {
    /// Counts the contacts of each entry of a list, in the mirror.
    pub(crate) async fn list_counts(
        &self,
        account: &AccountId,
        list: List,
    ) -> Result<ListCounts, CommandError> {
        let account = self.account(account)?;
        // Asked first: a fill that ends meanwhile leaves a mark too many, never one too few.
        let complete = account.board.filled();
        let counts = account.db()?.read(move |c| counts(c, list)).await?;
        Ok(ListCounts { counts, complete })
    }
}

/// Contacts by entry, in the order of the ids.
fn counts(connection: &Connection, list: List) -> rusqlite::Result<Vec<ListCount>> {
    let sql = match list {
        List::Groups => {
            "SELECT value, count(DISTINCT contact.id) FROM contact, json_each(contact.groups)
             WHERE contact.groups <> '[]' GROUP BY value ORDER BY value"
        }
        List::Sources => {
            "SELECT source_id, count(*) FROM contact WHERE source_id IS NOT NULL
             GROUP BY source_id ORDER BY source_id"
        }
        List::Statuses => {
            "SELECT status_id, count(*) FROM contact WHERE status_id IS NOT NULL
             GROUP BY status_id ORDER BY status_id"
        }
    };
    connection
        .prepare_cached(sql)?
        .query_map([], |row| {
            Ok(ListCount {
                id: row.get(0)?,
                contacts: row.get(1)?,
            })
        })?
        .collect()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use serde_json::json;

    use super::*;
    use crate::contacts::{rows, wire::from_wire};

    #[test]
    fn contacts_are_counted_by_what_they_name() {
        let connection = Connection::open_in_memory().unwrap();
        connection.execute_batch(crate::store::ACCOUNT[0]).unwrap();
        for (id, groups, source, status) in [
            (1, json!([12, 13]), json!(4), json!(7)),
            (2, json!([13, 13]), json!(4), json!(null)),
            (3, json!([]), json!(null), json!(8)),
        ] {
            let wire = json!({ "id": id, "firstname": "A", "phone": format!("+1555010000{id}"),
                "group_id": groups, "source_id": source, "status_id": status });
            let contact = from_wire(serde_json::from_value(wire).unwrap());
            rows::upsert(&connection, &contact).unwrap();
        }
        let found = |list| -> Vec<(i64, u32)> {
            let found = counts(&connection, list).unwrap();
            found
                .into_iter()
                .map(|one| (one.id, one.contacts))
                .collect()
        };
        assert_eq!(
            found(List::Groups),
            [(12, 1), (13, 2)],
            "one contact counts once"
        );
        assert_eq!(found(List::Sources), [(4, 2)]);
        assert_eq!(found(List::Statuses), [(7, 1), (8, 1)]);
    }
}
