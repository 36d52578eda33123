//! The calls of a job, and what an answer means for the mirror. All of them may be repeated: twice is the same as once.

use std::time::{Duration, Instant};

use jiff::{SignedDuration, Timestamp};
use rusqlite::Connection;
use wacr_api::{ApiError, Client, ErrorKind, Lane};

use super::{steps::Step, values::Values};
use crate::{
    contacts::{Contact, rows, wire},
    history::{self, Origin},
    time,
};

/// A turn of the rate budget and its answer take no longer, so that pause and cancel do not wait either.
const WITHIN: Duration = Duration::from_secs(45);

/// The account's client, as a job calls with it: beside the mirror, behind clicks and sends. Trying again is the job's.
pub(super) fn client(client: &Client) -> Client {
    client.lane(Lane::Background).without_retry().within(WITHIN)
}

/// What the server did.
#[derive(Debug)]
pub(super) enum Answer {
    /// Changed who is in a group, not before this time there.
    Grouped {
        group: i64,
        member: bool,
        at: Option<String>,
    },
    /// The contact as it is now.
    Set(Box<Contact>),
    /// They are gone.
    Deleted,
}

/// Makes the call.
pub(super) async fn make(
    client: &Client,
    step: Step,
    contacts: &[i64],
    values: Option<&Values>,
) -> Result<Answer, ApiError> {
    let began = Instant::now();
    match step {
        Step::Add { group } => {
            let reply = client.add_contacts_to_group(group, contacts).await?;
            Ok(Answer::Grouped {
                group,
                member: true,
                at: not_before(reply.server_time, began.elapsed()),
            })
        }
        Step::Remove { group } => {
            let reply = client.remove_contacts_from_group(group, contacts).await?;
            Ok(Answer::Grouped {
                group,
                member: false,
                at: not_before(reply.server_time, began.elapsed()),
            })
        }
        Step::Set => {
            let (Some(id), Some(values)) = (contacts.first(), values) else {
                return Err(ApiError::new(ErrorKind::Invalid, "nothing to set"));
            };
            let reply = client.update_contact(*id, &values.patch()).await?;
            Ok(Answer::Set(Box::new(wire::from_wire(reply.data))))
        }
        Step::Delete => {
            let reply = client.batch_delete_contacts(contacts).await?;
            // Contacts the server did not see are still there.
            if (reply.data.summary.total as usize) < contacts.len() {
                return Err(ApiError::new(
                    ErrorKind::Server,
                    "Not all contacts were seen by the server.",
                ));
            }
            Ok(Answer::Deleted)
        }
    }
}

/// A time of the server that is not after the change: its clock at the answer, less the time the call took.
fn not_before(answered: Option<Timestamp>, took: Duration) -> Option<String> {
    let took = SignedDuration::try_from(took).ok()?;
    let at = answered?.checked_sub(took).ok()?;
    Timestamp::from_second(at.as_second()).ok().map(time::text)
}

/// Writes what the server did into the mirror and the history: the one place where jobs do.
pub(super) fn write_down(
    connection: &Connection,
    job: i64,
    contacts: &[i64],
    answer: &Answer,
) -> rusqlite::Result<()> {
    let by = Origin::Bulk { job };
    match answer {
        Answer::Grouped { group, member, at } => {
            for id in contacts {
                history::around(connection, *id, by, |c| {
                    rows::regroup(c, *id, *group, *member, at.as_deref())
                })?;
            }
        }
        Answer::Set(contact) => {
            history::upsert(connection, contact, by)?;
        }
        Answer::Deleted => {
            for id in contacts {
                rows::remove(connection, *id)?;
            }
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use serde_json::json;

    use super::*;

    #[test]
    fn a_page_read_before_a_change_does_not_undo_it() {
        let connection = Connection::open_in_memory().unwrap();
        connection
            .execute_batch(&crate::store::ACCOUNT.concat())
            .unwrap();
        let row = |groups: serde_json::Value, at: &str, status: i64| {
            let wire = json!({ "id": 1, "firstname": "A", "phone": "+15550100142", "group_id": groups,
                "status_id": status, "updated_at": at });
            wire::from_wire(serde_json::from_value(wire).unwrap())
        };
        let groups = || rows::get(&connection, 1).unwrap().unwrap().groups;
        let old = row(json!([13]), "2026-03-01T08:00:00Z", 7);
        rows::upsert(&connection, &old).unwrap();
        let added = Answer::Grouped {
            group: 12,
            member: true,
            at: Some("2026-03-02T10:15:29Z".into()),
        };
        // Who is not in the mirror is no trouble.
        write_down(&connection, 7, &[1, 2], &added).unwrap();
        assert_eq!(groups(), [13, 12]);
        rows::upsert(&connection, &old).unwrap();
        assert_eq!(groups(), [13, 12], "the page was older");
        // The server's own row is taken in, with what else it brings.
        let new = row(json!([13, 12]), "2026-03-02T10:15:29Z", 8);
        assert!(rows::upsert(&connection, &new).unwrap());
        let removed = Answer::Grouped {
            group: 13,
            member: false,
            at: None,
        };
        write_down(&connection, 7, &[1], &removed).unwrap();
        assert_eq!(groups(), [12]);
        assert_eq!(
            rows::get(&connection, 1).unwrap().unwrap().updated_at,
            new.updated_at
        );
    }

    #[test]
    fn the_time_of_a_change_is_never_too_late() {
        let answered = "2026-03-02T10:15:30Z".parse().ok();
        for (millis, expected) in [
            (0, "2026-03-02T10:15:30Z"),
            (1, "2026-03-02T10:15:29Z"),
            (2_500, "2026-03-02T10:15:27Z"),
        ] {
            let at = not_before(answered, Duration::from_millis(millis));
            assert_eq!(at.as_deref(), Some(expected));
        }
        assert_eq!(not_before(None, Duration::ZERO), None);
    }
}
