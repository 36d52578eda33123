//! The first fill: every contact once, by id, going on where it stopped.

use std::sync::Arc;

use wacr_api::{Client, following};

use super::{
    SyncState, changes,
    contacts::{self, By, Fetched},
};
use crate::{
    contacts::rows, error::CommandError, open_account::OpenAccount, store::Db, store::meta,
};

/// Set once every contact was read.
pub(super) const COMPLETE: &str = "fill_complete";
/// The page to read next, and the server's total when the one before was read.
const NEXT: &str = "fill_next";
const TOTAL: &str = "fill_total";

pub(crate) async fn is_complete(db: &Db) -> Result<bool, CommandError> {
    Ok(db.read(|c| meta::get(c, COMPLETE)).await?.is_some())
}

/// How far it is.
pub(super) async fn state(db: &Db) -> Result<SyncState, CommandError> {
    let (done, total) = db
        .read(|c| Ok((rows::count(c)?, meta::number(c, TOTAL)?)))
        .await?;
    let total = total.and_then(|total| u32::try_from(total).ok());
    Ok(SyncState::Filling { done, total })
}

pub(super) async fn run(account: &Arc<OpenAccount>, client: &Client) -> Result<(), CommandError> {
    let db = account.db()?;
    let saved = db
        .read(|c| Ok((meta::number(c, NEXT)?, meta::number(c, TOTAL)?)))
        .await?;
    let saved = (
        saved.0.and_then(|n| u32::try_from(n).ok()),
        saved.1.and_then(|n| u32::try_from(n).ok()),
    );
    let mut number = match saved.0 {
        // One page back: rows may have moved while the program was away.
        Some(next) => next.saturating_sub(1).max(1),
        None => {
            // The contacts changed last are what a person looks for first; and what changes from here on, while the
            // fill goes on, is found by the first look for changes.
            changes::start(account, client).await?;
            1
        }
    };
    let mut before = saved.1;
    let mut fetched = contacts::page(account, client, By::Id, number).await?;
    loop {
        let Fetched { page, asked } = fetched;
        let total = page.pagination.total;
        let next = following(&page.pagination, page.rows.len(), number, before);
        before = Some(total);
        let stored = contacts::store_with(account, asked, page.rows, move |t, _| {
            meta::set(t, TOTAL, &total)?;
            match next {
                Some(next) => meta::set(t, NEXT, &next),
                None => {
                    meta::set(t, COMPLETE, &1)?;
                    meta::remove(t, NEXT)
                }
            }
        });
        // The next page is fetched while this one is written.
        let Some(next) = next else {
            return stored.await;
        };
        let (stored, ahead) = tokio::join!(stored, contacts::page(account, client, By::Id, next));
        stored?;
        account.board.show(account, state(db).await?);
        fetched = ahead?;
        number = next;
    }
}
