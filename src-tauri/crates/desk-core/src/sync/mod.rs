//! Keeping the mirror in step with the server, in the background lane of the rate budget.
//!
//! Lists first, then contacts: a first fill page by page, after that what changed, and now and then a sweep over all
//! ids that finds deletions. What was read is in the mirror in the same transaction as the place to go on from, so the
//! program may end anywhere.

mod board;
mod changes;
pub(crate) mod contacts;
mod fill;
pub(crate) mod lists;
mod pause;
mod sweep;
mod types;
mod written;

use std::{
    sync::Arc,
    time::{Duration, Instant},
};

use wacr_api::{Client, Lane};

pub(crate) use board::Board;
pub(crate) use fill::is_complete as is_whole;
pub use types::*;
pub(crate) use written::Written;

use crate::{
    Desk,
    accounts::AccountId,
    error::{CommandError, ErrorCode},
    open_account::{Access, OpenAccount},
    store::meta,
    time,
};

/// Between two looks for changes.
const PERIOD: Duration = Duration::from_secs(180);
/// Before another try after a failure that may mend itself.
const RETRY: Duration = Duration::from_secs(30);
/// A window that comes to the front has changes looked for, unless the last look is younger than this.
const FRESH: Duration = Duration::from_secs(10);
/// Lists are read again when older than this.
const LISTS: Duration = Duration::from_secs(60);
/// When the mirror was last in step, RFC 3339.
const SYNCED_AT: &str = "synced_at";

impl Desk {
    /// Where the mirror stands.
    ///
    /// # Errors
    /// `AccountUnknown`.
    pub async fn sync_status(&self, account: &AccountId) -> Result<SyncStatus, CommandError> {
        let account = self.account(account)?;
        Ok(account.board.status(account.client_now().as_ref()))
    }

    /// Looks for changes now; the outcome comes as an event. Asks a key store that was locked again.
    ///
    /// # Errors
    /// `AccountUnknown`.
    pub async fn sync_now(&self, account: &AccountId) -> Result<(), CommandError> {
        let account = self.account(account)?;
        if !account.entry().account.practice {
            account.load_token();
        }
        account.board.ask();
        account.look.notify_one();
        Ok(())
    }
}

impl Desk {
    /// The person is back at the window: each account looks for changes, unless it just did or waits for a reason that
    /// will not have gone away. Asks no key store.
    pub fn window_focused(&self) {
        for account in self.all() {
            if account.board.may_look(Instant::now()) {
                account.look.notify_one();
            }
        }
    }
}

/// The account's work in the background; ends when it is aborted.
pub(crate) async fn run(account: Arc<OpenAccount>) {
    let mut access = account.access();
    let mut lists_read: Option<Instant> = None;
    loop {
        let now = access.borrow_and_update().clone();
        let wait = match now {
            Access::Ready(client) => {
                let client = client.lane(Lane::Background);
                if lists_read.is_none_or(|at| at.elapsed() >= LISTS) {
                    lists_read = None;
                }
                account.board.looks();
                let wait = look(&account, &client, &mut lists_read).await;
                account.board.looked(Instant::now());
                wait
            }
            Access::Idle | Access::Refused(_) => {
                account.board.show(&account, SyncState::Paused);
                PERIOD
            }
            Access::Loading => PERIOD,
        };
        tokio::select! {
            () = pause::pause(wait) => {}
            () = account.look.notified() => {}
            changed = access.changed() => if changed.is_err() { return },
        }
    }
}

/// One look at the server; how long to wait for the next.
async fn look(
    account: &Arc<OpenAccount>,
    client: &Client,
    lists_read: &mut Option<Instant>,
) -> Duration {
    let passed = pass(account, client, lists_read).await;
    account.board.flush(account);
    match passed {
        Ok(at) => {
            account.board.show(account, SyncState::Synced { at });
            match sweep::some(account, client).await {
                Ok(sweep::Left::Nothing) => PERIOD,
                // Changes are looked for in between.
                Ok(sweep::Left::Pages) => Duration::ZERO,
                Err(error) => {
                    tracing::info!(account = %account.id.0, %error, "the id sweep stopped, it will go on");
                    PERIOD
                }
            }
        }
        Err(error) => {
            tracing::info!(account = %account.id.0, %error, "the mirror is not in step");
            let wait = retry_after(&error);
            let last = match account.db() {
                Ok(db) => db.read(|c| meta::get(c, SYNCED_AT)).await.ok().flatten(),
                Err(_) => None,
            };
            account
                .board
                .show(account, SyncState::Failed { error, last });
            wait
        }
    }
}

async fn pass(
    account: &Arc<OpenAccount>,
    client: &Client,
    lists_read: &mut Option<Instant>,
) -> Result<String, CommandError> {
    let db = account.db()?;
    let filled = fill::is_complete(db).await?;
    account.board.set_filled(filled);
    if filled {
        account.board.show_start(account, SyncState::Checking);
    } else {
        let state = fill::state(db).await?;
        account.board.show_start(account, state);
    }
    if lists_read.is_none() {
        lists::all(account, client).await?;
        *lists_read = Some(Instant::now());
    }
    if !filled {
        fill::run(account, client).await?;
        account.board.set_filled(true);
    }
    changes::run(account, client).await?;
    let at = time::now();
    let stored = at.clone();
    db.write(move |t| meta::set(t, SYNCED_AT, &stored)).await?;
    Ok(at)
}

fn retry_after(error: &CommandError) -> Duration {
    match error.code {
        // Only a person can mend these; a look now and then costs little.
        ErrorCode::TokenMissing
        | ErrorCode::TokenInvalid
        | ErrorCode::TokenExpired
        | ErrorCode::TokenRevoked
        | ErrorCode::AddressNotAllowed
        | ErrorCode::ScopeMissing
        | ErrorCode::StoreFailed => PERIOD,
        _ => error.retry_after.map_or(RETRY, |seconds| {
            Duration::from_secs(seconds.into()).max(RETRY)
        }),
    }
}
