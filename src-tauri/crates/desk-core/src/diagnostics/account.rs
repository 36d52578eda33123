//! How an account stands, in numbers alone.

use rusqlite::Connection;

use super::NeedsALook;
use crate::{
    Desk,
    accounts::TokenPlace,
    error::CommandError,
    sync::{SyncState, SyncStatus},
};

/// An account without a name, an address or a customer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AccountFacts {
    /// The invented shop.
    pub practice: bool,
    /// Where its token lies.
    pub token: TokenPlace,
    /// What its token may not do.
    pub missing_scopes: Vec<String>,
    /// Seconds this computer's clock is ahead of the server's, if that is much.
    pub clock_ahead: Option<i32>,
    /// How the mirror stands.
    pub sync: SyncStatus,
    /// Contacts in the mirror, runs, jobs and unknown sends; or why they cannot be read.
    pub counts: Result<Counts, String>,
}

/// What lies in an account's database.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Counts {
    /// Contacts in the mirror.
    pub contacts: u32,
    /// Runs, whatever became of them.
    pub campaigns: u32,
    /// Jobs, whatever became of them.
    pub jobs: u32,
    /// Sends of which nobody knows whether they went out.
    pub unknown: u32,
}

impl Desk {
    /// Every account, in the order they were added.
    pub async fn diagnostics_accounts(&self) -> Vec<AccountFacts> {
        let mut facts = Vec::new();
        for account in self.all() {
            let counts = match account.db() {
                Ok(db) => db.read(counts).await,
                Err(error) => Err(error),
            };
            let entry = account.entry().account;
            facts.push(AccountFacts {
                practice: entry.practice,
                token: entry.token,
                missing_scopes: entry.missing_scopes,
                clock_ahead: entry.clock_ahead,
                sync: account.board.status(account.client_now().as_ref()),
                counts: counts.map_err(|error: CommandError| format!("{:?}", error.code)),
            });
        }
        facts
    }

    /// Accounts in which something waits for a person. The practice account starts afresh and has nothing.
    pub async fn diagnostics_needs_a_look(&self) -> Vec<NeedsALook> {
        let mut found = Vec::new();
        for account in self.all() {
            let Ok(db) = account.db() else { continue };
            let Ok(mut look) = db.read(needs_a_look).await else {
                continue;
            };
            if look.unknown + look.runs + look.jobs > 0 {
                look.account = account.id.clone();
                found.push(look);
            }
        }
        found
    }
}

fn counts(connection: &Connection) -> rusqlite::Result<Counts> {
    let count = |sql: &str| connection.query_row(sql, [], |row| row.get(0));
    Ok(Counts {
        contacts: count("SELECT count(*) FROM contact")?,
        campaigns: count("SELECT count(*) FROM campaign")?,
        jobs: count("SELECT count(*) FROM job")?,
        unknown: count(UNKNOWN)?,
    })
}

const UNKNOWN: &str = "SELECT count(*) FROM ledger WHERE state = 'unknown'";

fn needs_a_look(connection: &Connection) -> rusqlite::Result<NeedsALook> {
    let count = |sql: &str| connection.query_row(sql, [], |row| row.get(0));
    Ok(NeedsALook {
        unknown: count(UNKNOWN)?,
        runs: count("SELECT count(*) FROM campaign WHERE state IN ('missed', 'stopped')")?,
        jobs: count("SELECT count(*) FROM job WHERE state = 'stopped'")?,
        ..NeedsALook::default()
    })
}

/// How the mirror stands, in a word.
pub(super) fn word(state: &SyncState) -> String {
    match state {
        SyncState::Filling { done, .. } => format!("filling, {done} so far"),
        SyncState::Checking => "checking".to_owned(),
        SyncState::Synced { at } => format!("in step since {at}"),
        SyncState::Failed { error, .. } => format!("failed: {:?}", error.code),
        SyncState::Paused => "paused".to_owned(),
    }
}
