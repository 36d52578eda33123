//! People who are never sent to from this computer: a list of numbers, and a group of the server.

use std::{collections::HashSet, sync::Arc};

use rusqlite::{Connection, params};
use serde::Serialize;
use wacr_api::{Client, Lane};

use crate::{
    Desk,
    accounts::AccountId,
    contacts::{phone, twins},
    detail::{MemberRequest, commands::set_group},
    error::{CommandError, FieldError, FieldErrorCode},
    events::AppEvent,
    open_account::OpenAccount,
    store::meta,
    time,
};

/// People who are never sent to from this computer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS), ts(export))]
pub struct DoNotMessage {
    /// The server's group whose members are not sent to either.
    pub group: Option<i64>,
    /// Newest first.
    pub people: Vec<DoNotMessageEntry>,
}

/// A number that is never sent to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS), ts(export))]
pub struct DoNotMessageEntry {
    /// `+` and digits.
    pub phone: String,
    /// As people write it.
    pub phone_display: String,
    /// RFC 3339.
    pub added_at: String,
}

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

/// Contacts with a number of the list, or with this number, that are (not) members of the group.
fn contacts(
    connection: &Connection,
    group: i64,
    only: Option<&str>,
    members: bool,
) -> rusqlite::Result<Vec<i64>> {
    let numbers: Vec<String> = match only {
        Some(number) => vec![number.to_owned()],
        None => connection
            .prepare_cached("SELECT phone FROM do_not_message")?
            .query_map([], |row| row.get(0))?
            .collect::<rusqlite::Result<_>>()?,
    };
    let mut found = connection.prepare_cached(
        "SELECT id FROM contact WHERE digits = ?1
         AND EXISTS (SELECT 1 FROM contact_group WHERE group_id = ?2 AND contact = id) = ?3",
    )?;
    let mut ids = Vec::new();
    for digits in numbers.iter().flat_map(|number| twins::spellings(number)) {
        let rows = found.query_map(params![digits, group, members], |row| row.get(0))?;
        for id in rows {
            ids.push(id?);
        }
    }
    Ok(ids)
}

/// Puts the contacts of the list into the group, so that colleagues spare them too. What fails is done at the next start.
async fn in_step(account: &Arc<OpenAccount>) -> Result<(), CommandError> {
    let Some((group, missing)) = members(account, None, false).await? else {
        return Ok(());
    };
    let client = account.client().await?.lane(Lane::Background);
    put(account, &client, group, missing, true).await
}

/// The group, and contacts of the list, or with this number, that are in it or are not; none: nobody is to be moved.
async fn members(
    account: &OpenAccount,
    only: Option<String>,
    member: bool,
) -> Result<Option<(i64, Vec<i64>)>, CommandError> {
    let found = account.db()?.read(move |c| match group(c)? {
        Some(group) => Ok(Some((group, contacts(c, group, only.as_deref(), member)?))),
        None => Ok(None),
    });
    Ok(found.await?.filter(|(_, contacts)| !contacts.is_empty()))
}

async fn put(
    account: &Arc<OpenAccount>,
    client: &Client,
    group: i64,
    contacts: Vec<i64>,
    member: bool,
) -> Result<(), CommandError> {
    for contact in contacts {
        let request = MemberRequest {
            contact,
            group,
            member,
        };
        set_group(account, client, request).await?;
    }
    Ok(())
}

/// Keeps the group in step, without anybody waiting for it.
pub(super) fn keep_in_step(account: &Arc<OpenAccount>) {
    let work = account.clone();
    account.spawn(async move {
        if let Err(error) = in_step(&work).await {
            tracing::info!(account = %work.id.0, %error, "the do-not-message group waits");
        }
    });
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

    /// Puts a number on the list, or takes it off. Its contacts go into the group by and by; out of it before the number
    /// is taken off, since a member of the group is not sent to either.
    ///
    /// # Errors
    /// `Invalid` with the field `phone`; when taken off, whatever the call fails with: then the number is still on it.
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
        if !blocked
            && let Some((group, there)) = members(&account, Some(number.clone()), true).await?
        {
            let client = account.client().await?;
            put(&account, &client, group, there, false).await?;
        }
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
        if blocked {
            keep_in_step(&account);
        }
        Ok(list)
    }

    /// Chooses the group whose members are not sent to; none: no group. Contacts of the list go into it by and by.
    ///
    /// # Errors
    /// `AccountUnknown`, `StoreFailed`.
    pub async fn campaigns_block_group(
        &self,
        account: &AccountId,
        group: Option<i64>,
    ) -> Result<DoNotMessage, CommandError> {
        let account = self.account(account)?;
        let list = account
            .db()?
            .write(move |t| {
                match group {
                    Some(group) => meta::set(t, GROUP, &group)?,
                    None => meta::remove(t, GROUP)?,
                }
                read(t)
            })
            .await?;
        keep_in_step(&account);
        Ok(list)
    }
}
