//! Pages of contacts, and their way into the mirror.

use std::collections::HashSet;

use rusqlite::Transaction;
use wacr_api::{Client, ContactSort, ListQuery, Order, PER_PAGE, Page};

use crate::{
    contacts::{Contact, wire},
    error::CommandError,
    history,
    open_account::OpenAccount,
    store::meta,
};

use super::{fill, written::Asked};

/// Which end of the list comes first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum By {
    Id,
    NewestChange,
}

/// A page, and when it was asked for.
pub(super) struct Fetched {
    pub page: Page<wacr_api::Contact>,
    pub asked: Asked,
}

pub(super) async fn page(
    account: &OpenAccount,
    client: &Client,
    by: By,
    number: u32,
) -> Result<Fetched, CommandError> {
    let asked = account.written.asked();
    let query = ListQuery::new().page(number).per_page(PER_PAGE);
    let query = match by {
        By::Id => query.sort(ContactSort::Id, Order::Ascending),
        // The id settles the order of rows changed in the same second.
        By::NewestChange => query
            .sort(ContactSort::UpdatedAt, Order::Descending)
            .sort(ContactSort::Id, Order::Descending),
    };
    match client.list_contacts(&query).await {
        Ok(reply) => Ok(Fetched {
            page: reply.data,
            asked,
        }),
        Err(error) => Err(account.refused(error).await),
    }
}

/// Writes pages and, in the same transaction, where to go on. `and` is told all of their rows; those changed from here since
/// their page was asked for are in the mirror as they are now.
pub(super) async fn store_pages(
    account: &OpenAccount,
    pages: Vec<(Asked, Vec<wacr_api::Contact>)>,
    and: impl FnOnce(&Transaction<'_>, &[Contact]) -> rusqlite::Result<()> + Send + 'static,
) -> Result<(), CommandError> {
    let mut contacts: Vec<Contact> = Vec::new();
    let mut newer: HashSet<i64> = HashSet::new();
    for (asked, rows) in pages {
        for contact in rows.into_iter().map(wire::from_wire) {
            if account.written.since(asked, contact.id) {
                newer.insert(contact.id);
            }
            contacts.push(contact);
        }
    }
    let changed = account
        .db()?
        .write(move |t| {
            let complete = meta::get(t, fill::COMPLETE)?.is_some();
            let found: Vec<Contact> = contacts
                .iter()
                .filter(|contact| !newer.contains(&contact.id))
                .cloned()
                .collect();
            let changed = history::upsert_found(t, &found, complete)?;
            and(t, &contacts)?;
            Ok(changed)
        })
        .await?;
    if changed > 0 {
        account.board.contacts_changed(account);
    }
    Ok(())
}

/// One page of it.
pub(super) async fn store_with(
    account: &OpenAccount,
    asked: Asked,
    rows: Vec<wacr_api::Contact>,
    and: impl FnOnce(&Transaction<'_>, &[Contact]) -> rusqlite::Result<()> + Send + 'static,
) -> Result<(), CommandError> {
    store_pages(account, vec![(asked, rows)], and).await
}

/// Writes rows that came from elsewhere than a pass: a search the server was asked.
pub(crate) async fn store(
    account: &OpenAccount,
    asked: Asked,
    rows: Vec<wacr_api::Contact>,
) -> Result<(), CommandError> {
    store_with(account, asked, rows, |_, _| Ok(())).await
}
