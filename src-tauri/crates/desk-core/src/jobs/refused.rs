//! Contacts that a job was refused for, and those that are gone.

use std::sync::Arc;

use wacr_api::{Client, ErrorKind};

use super::{
    board,
    journal::Head,
    rows::{self, Became, Tally},
};
use crate::{
    contacts::rows as contacts,
    error::{CommandError, ErrorCode},
    open_account::OpenAccount,
};

/// Each refused contact is asked for: one that is gone is no failure.
pub(super) async fn refuse(
    account: &Arc<OpenAccount>,
    client: &Client,
    head: &Head,
    at: usize,
    ids: Vec<i64>,
    error: CommandError,
) -> Result<(), CommandError> {
    for id in ids {
        let missing = head.steps[at].most() > 1
            && matches!(client.get_contact(id, &[]).await, Err(e) if e.kind == ErrorKind::NotFound);
        if missing {
            gone(account, head.id, at, vec![id]).await?;
        } else {
            settle_all(account, head.id, at, vec![id], error.clone()).await?;
        }
    }
    Ok(())
}

/// Contacts that are gone on the server are gone here.
pub(super) async fn gone(
    account: &Arc<OpenAccount>,
    job: i64,
    at: usize,
    ids: Vec<i64>,
) -> Result<(), CommandError> {
    let why = CommandError::new(ErrorCode::NotFound, "gone meanwhile");
    account
        .db()?
        .write(move |t| {
            let mut tally = Tally::default();
            for id in &ids {
                rows::keep_name(t, job, *id)?;
                contacts::remove(t, *id)?;
                rows::settle(t, job, *id, at, &Became::Gone(&why), &mut tally)?;
            }
            rows::count(t, job, &tally)
        })
        .await?;
    board::progress(account, true);
    Ok(())
}

pub(super) async fn settle_all(
    account: &Arc<OpenAccount>,
    job: i64,
    at: usize,
    ids: Vec<i64>,
    why: CommandError,
) -> Result<(), CommandError> {
    account
        .db()?
        .write(move |t| {
            let mut tally = Tally::default();
            for id in &ids {
                rows::settle(t, job, *id, at, &Became::Refused(&why), &mut tally)?;
            }
            rows::count(t, job, &tally)
        })
        .await?;
    board::progress(account, false);
    Ok(())
}
