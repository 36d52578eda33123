//! When the lookup is made and made anew.

use std::{
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};

use super::Lookup;
use crate::{
    desk::blocking, error::CommandError, open_account::OpenAccount, store, store::Db, sync,
};

/// The window comes first: it is not made while the first rows are fetched and drawn.
const AFTER: Duration = Duration::from_millis(1_500);
/// So many contacts written since, and it is made anew.
const OLD: usize = 2_000;

/// The lookup of an account, none until it is there.
#[derive(Default)]
pub(crate) struct Keeper {
    kept: Mutex<Option<Arc<Lookup>>>,
    /// One is being made, or it was found that none can be.
    busy: AtomicBool,
}

impl Keeper {
    pub(crate) fn lookup(&self) -> Option<Arc<Lookup>> {
        self.kept
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()
    }

    fn keep(&self, lookup: Option<Lookup>) {
        *self.kept.lock().unwrap_or_else(PoisonError::into_inner) = lookup.map(Arc::new);
    }

    /// Has it made in the background if it is not there or too old. Not before the mirror is whole: until then it would
    /// be old at once.
    pub(crate) fn look_after(&self, account: &Arc<OpenAccount>) {
        let fresh = self.lookup().is_some_and(|lookup| lookup.age() < OLD);
        if fresh || self.busy.swap(true, Ordering::Relaxed) {
            return;
        }
        let account = account.clone();
        account.clone().spawn(async move {
            tokio::time::sleep(AFTER).await;
            let made = make(&account).await;
            let keeper = &account.snapshots.lookup;
            match made {
                Ok(Made::NotYet) => keeper.busy.store(false, Ordering::Relaxed),
                Ok(Made::One(lookup)) => {
                    keeper.keep(Some(*lookup));
                    keeper.busy.store(false, Ordering::Relaxed);
                }
                Ok(Made::TooMuch) => {}
                // Searching goes on without it.
                Err(error) => tracing::warn!(%error, "no lookup was made"),
            }
        });
    }
}

enum Made {
    NotYet,
    One(Box<Lookup>),
    TooMuch,
}

async fn make(account: &OpenAccount) -> Result<Made, CommandError> {
    let db = account.db()?;
    if !sync::is_whole(db).await? {
        return Ok(Made::NotYet);
    }
    // What the present one was told of goes to the next: without one, searches ask the text index.
    account.snapshots.lookup.keep(None);
    let changes = db.listen().await?;
    let path = db.path().to_owned();
    let read = blocking(move || {
        Db::open_reader(&path)
            .and_then(|mut connection| Lookup::read(&mut connection, changes))
            .map_err(|error| store::failure(&path, &error))
    })
    .await?;
    Ok(read.map_or(Made::TooMuch, |lookup| Made::One(Box::new(lookup))))
}
