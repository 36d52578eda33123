//! People who are never sent to from this computer: a list of numbers, and a group of the server.

use std::collections::HashSet;

use rusqlite::{Connection, params};

use super::{DoNotMessage, DoNotMessageEntry};
use crate::{
    Desk,
    accounts::AccountId,
    contacts::{phone, twins},
    error::{CommandError, FieldError, FieldErrorCode},
    events::AppEvent,
    store::meta,
    time,
};

const GROUP: &str = "do_not_message_group";

/// The group whose members are not sent to.
pub(crate) fn group(connection: &Connection) -> rusqlite::Result<Option<i64>> {
    meta::number(connection, GROUP)
}

/// The people of the list, by the digits they are known by.
pub(crate) fn people(connection: &Connection) -> rusqlite::Result<HashSet<String>> {
    connection
        .prepare_cached("SELECT person FROM do_not_message")?
        .query_map([], |row| row.get(0))?
        .collect()
}

/// True if this contact must not be sent to.
pub(crate) fn covers(
    connection: &Connection,
    number: &str,
    groups: &[i64],
) -> rusqlite::Result<bool> {
    if group(connection)?.is_some_and(|group| groups.contains(&group)) {
        return Ok(true);
    }
    connection
        .prepare_cached("SELECT EXISTS (SELECT 1 FROM do_not_message WHERE person = ?1)")?
        .query_row([twins::person(number)], |row| row.get(0))
}

fn read(connection: &Connection) -> rusqlite::Result<DoNotMessage> {
    let people = connection
        .prepare_cached("SELECT phone, added_at FROM do_not_message ORDER BY added_at DESC, phone")?
        .query_map([], |row| {
            let phone: String = row.get(0)?;
            Ok(DoNotMessageEntry {
                phone_display: phone::display(&phone),
                phone,
                added_at: row.get(1)?,
            })
        })?
        .collect::<rusqlite::Result<_>>()?;
    Ok(DoNotMessage {
        group: group(connection)?,
        people,
    })
}

impl Desk {
    /// The list and the group.
    ///
    /// # Errors
    /// `AccountUnknown`, `StoreFailed`.
    pub async fn campaigns_do_not_message(
        &self,
        account: &AccountId,
    ) -> Result<DoNotMessage, CommandError> {
        self.account(account)?.db()?.read(read).await
    }

    /// Puts a number on the list, or takes it off.
    ///
    /// # Errors
    /// `Invalid` with the field `phone`.
    pub async fn campaigns_block(
        &self,
        account: &AccountId,
        phone: String,
        blocked: bool,
    ) -> Result<DoNotMessage, CommandError> {
        let account = self.account(account)?;
        let number = phone::normalise(&phone).map_err(|_| {
            CommandError::invalid(vec![FieldError {
                field: "phone".to_owned(),
                code: FieldErrorCode::NotAPhone,
                message: None,
                limit: None,
            }])
        })?;
        let list = account
            .db()?
            .write(move |t| {
                let person = twins::person(&number);
                if blocked {
                    t.execute(
                        "INSERT INTO do_not_message VALUES (?1, ?2, ?3) ON CONFLICT DO NOTHING",
                        params![person, number, time::now()],
                    )?;
                } else {
                    t.execute("DELETE FROM do_not_message WHERE person = ?1", [person])?;
                }
                read(t)
            })
            .await?;
        account.tell(AppEvent::CampaignsChanged {
            account: account.id.clone(),
        });
        Ok(list)
    }

    /// Chooses the group whose members are not sent to; none: no group.
    ///
    /// # Errors
    /// `AccountUnknown`, `StoreFailed`.
    pub async fn campaigns_block_group(
        &self,
        account: &AccountId,
        group: Option<i64>,
    ) -> Result<DoNotMessage, CommandError> {
        let account = self.account(account)?;
        account
            .db()?
            .write(move |t| {
                match group {
                    Some(group) => meta::set(t, GROUP, &group)?,
                    None => meta::remove(t, GROUP)?,
                }
                read(t)
            })
            .await
    }
}
