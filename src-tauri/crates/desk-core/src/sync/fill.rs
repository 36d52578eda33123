//! The first fill: every contact once, by id, going on where it stopped.

use std::sync::Arc;

use tokio::sync::mpsc;
use wacr_api::{Client, following};

use super::{
    SyncState, changes,
    contacts::{self, By, Fetched},
    written::Asked,
};
use crate::{
    contacts::rows, error::CommandError, open_account::OpenAccount, store::Db, store::meta,
};

/// Set once every contact was read.
pub(super) const COMPLETE: &str = "fill_complete";
/// The page to read next, and the server's total when the one before was read.
const NEXT: &str = "fill_next";
const TOTAL: &str = "fill_total";
/// Pages that wait to be written at most.
const AHEAD: usize = 50;

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
    let first = match saved.0 {
        // One page back: rows may have moved while the program was away.
        Some(next) => next.saturating_sub(1).max(1),
        None => {
            // The contacts changed last are what a person looks for first; and what changes from here on, while the
            // fill goes on, is found by the first look for changes.
            changes::start(account, client).await?;
            1
        }
    };
    let (ahead, waiting) = mpsc::channel(AHEAD);
    // Pages are fetched while others are written; when fetching fails, those that wait are written all the same.
    let (stored, fetched) = tokio::join!(
        store(account, waiting),
        fetch(account, client, first, saved.1, ahead)
    );
    stored.and(fetched)
}

/// A page on its way into the mirror.
struct Step {
    asked: Asked,
    rows: Vec<wacr_api::Contact>,
    total: u32,
    next: Option<u32>,
}

/// Fetches from this page to the last.
async fn fetch(
    account: &Arc<OpenAccount>,
    client: &Client,
    first: u32,
    mut before: Option<u32>,
    ahead: mpsc::Sender<Step>,
) -> Result<(), CommandError> {
    let mut number = Some(first);
    while let Some(this) = number {
        let Fetched { page, asked } = contacts::page(account, client, By::Id, this).await?;
        let total = page.pagination.total;
        let next = following(&page.pagination, page.rows.len(), this, before);
        let rows = page.rows;
        let step = Step {
            asked,
            rows,
            total,
            next,
        };
        if ahead.send(step).await.is_err() {
            // Writing has failed, and says so itself.
            return Ok(());
        }
        before = Some(total);
        number = next;
    }
    Ok(())
}

/// Writes all pages that wait in one transaction: from a server that answers fast, many; else each as it comes.
async fn store(
    account: &Arc<OpenAccount>,
    mut waiting: mpsc::Receiver<Step>,
) -> Result<(), CommandError> {
    let mut steps = Vec::new();
    while waiting.recv_many(&mut steps, AHEAD).await > 0 {
        let Some((total, next)) = steps.last().map(|step| (step.total, step.next)) else {
            continue;
        };
        let pages = steps.drain(..).map(|step| (step.asked, step.rows));
        contacts::store_pages(account, pages.collect(), move |t, _| {
            meta::set(t, TOTAL, &total)?;
            match next {
                Some(next) => meta::set(t, NEXT, &next),
                None => {
                    meta::set(t, COMPLETE, &1)?;
                    meta::remove(t, NEXT)
                }
            }
        })
        .await?;
        if next.is_some() {
            account.board.show(account, state(account.db()?).await?);
        }
    }
    Ok(())
}
