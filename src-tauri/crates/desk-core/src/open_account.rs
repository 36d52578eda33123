//! An account that is open: its database, its client, its work in the background.

use std::{
    path::PathBuf,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use desk_vault::{SecretStore, VaultError};
use tokio::{
    sync::{Notify, OwnedSemaphorePermit, Semaphore, watch},
    task::AbortHandle,
};
use wacr_api::{ApiError, Client, ErrorKind};

use crate::{
    accounts::{AccountId, TokenPlace, registry, registry::Entry},
    campaigns::{self, Runs},
    contacts::snapshots::Snapshots,
    desk::{Shared, blocking},
    error::{CommandError, ErrorCode},
    events::{AppEvent, Cause},
    jobs::{self, Jobs},
    selection::Selected,
    store::{self, Db},
    sync::{self, Board, Written},
    wire_error,
};

/// More sends than a person can start at once; shutting down waits for all of them.
const SENDS: u32 = 4096;

/// Whether the server can be asked.
#[derive(Clone)]
pub(crate) enum Access {
    /// Nobody asked for the token yet (the practice account, until it is opened).
    Idle,
    /// The key store is being asked.
    Loading,
    /// Yes.
    Ready(Client),
    /// No, and why.
    Refused(CommandError),
}

pub(crate) struct OpenAccount {
    pub id: AccountId,
    pub shared: Arc<Shared>,
    db: Result<Db, CommandError>,
    entry: Mutex<Entry>,
    access: watch::Sender<Access>,
    sends: Arc<Semaphore>,
    background: Mutex<Vec<AbortHandle>>,
    pub snapshots: Snapshots,
    pub selected: Selected,
    pub jobs: Jobs,
    pub board: Board,
    pub written: Written,
    /// Runs of templates to many.
    pub runs: Runs,
    /// Rung when the mirror should look for changes now.
    pub look: Notify,
    /// Held while a note is added or looked for: a look must not come before the end of what it looks for.
    pub noting: tokio::sync::Mutex<()>,
}

impl OpenAccount {
    /// Opens the account's database and starts keeping it in step as soon as there is a token.
    pub(crate) async fn open(shared: Arc<Shared>, entry: Entry) -> Arc<Self> {
        let id = entry.account.id.clone();
        let path = shared.folder(&id).join("account.db");
        let mut db = blocking(move || Db::open(&path, store::ACCOUNT)).await;
        if let Ok(open) = &db
            && let Err(error) = open.write(campaigns::mark_interrupted).await
        {
            db = Err(error);
        }
        if let Err(error) = &db {
            tracing::error!(account = %id.0, %error, "the account's database did not open");
        }
        let account = Arc::new(Self {
            board: Board::new(id.clone()),
            written: Written::default(),
            id,
            shared,
            db,
            entry: Mutex::new(entry),
            access: watch::Sender::new(Access::Idle),
            sends: Arc::new(Semaphore::new(SENDS as usize)),
            background: Mutex::default(),
            snapshots: Snapshots::default(),
            selected: Selected::default(),
            jobs: Jobs::default(),
            runs: Runs::default(),
            look: Notify::new(),
            noting: tokio::sync::Mutex::new(()),
        });
        account.spawn(sync::run(account.clone()));
        account.spawn(jobs::run(account.clone()));
        account.spawn(campaigns::run(account.clone()));
        account
    }

    /// Where the files for headers lie.
    pub(crate) fn media_folder(&self) -> PathBuf {
        self.shared.folder(&self.id).join("media")
    }

    /// The account's database, or why it did not open.
    pub(crate) fn db(&self) -> Result<&Db, CommandError> {
        self.db.as_ref().map_err(Clone::clone)
    }

    pub(crate) fn entry(&self) -> Entry {
        self.entry_lock().clone()
    }

    fn entry_lock(&self) -> MutexGuard<'_, Entry> {
        self.entry.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Changes the account's row, here and on disk, and tells the windows.
    pub(crate) async fn change(
        &self,
        change: impl FnOnce(&mut Entry),
    ) -> Result<Entry, CommandError> {
        let changed = {
            let mut entry = self.entry_lock();
            change(&mut entry);
            entry.clone()
        };
        let row = changed.clone();
        self.shared
            .registry
            .write(move |t| registry::put(t, &row))
            .await?;
        self.tell(AppEvent::AccountsChanged);
        Ok(changed)
    }

    pub(crate) fn tell(&self, event: AppEvent) {
        self.shared.tell(event);
    }

    /// Contacts changed: old orders are void, the windows ask again.
    pub(crate) fn contacts_changed(&self, cause: Cause) {
        self.snapshots.contacts_changed();
        self.tell(AppEvent::ContactsChanged {
            account: self.id.clone(),
            cause,
        });
    }

    // --- the token and the client ---

    pub(crate) fn access(&self) -> watch::Receiver<Access> {
        self.access.subscribe()
    }

    /// The client, once the key store has answered.
    ///
    /// # Errors
    /// `TokenNotStored`, `VaultLocked` and the like.
    pub(crate) async fn client(self: &Arc<Self>) -> Result<Client, CommandError> {
        if matches!(*self.access.borrow(), Access::Idle) {
            self.load_token();
        }
        let mut access = self.access.subscribe();
        let settled = access
            .wait_for(|access| !matches!(access, Access::Idle | Access::Loading))
            .await;
        match settled.as_deref() {
            Ok(Access::Ready(client)) => Ok(client.clone()),
            Ok(Access::Refused(error)) => Err(error.clone()),
            _ => Err(CommandError::new(
                ErrorCode::Internal,
                "the account is closing",
            )),
        }
    }

    /// The client if there is one now.
    pub(crate) fn client_now(&self) -> Option<Client> {
        match &*self.access.borrow() {
            Access::Ready(client) => Some(client.clone()),
            _ => None,
        }
    }

    /// From now on calls are made with this client.
    pub(crate) fn use_client(&self, client: Client) {
        self.access.send_replace(Access::Ready(client));
    }

    /// The way to the server changed: calls from now on are made by a new client.
    pub(crate) fn renew_client(self: &Arc<Self>) {
        let account = self.clone();
        self.spawn(async move {
            // One that is being made may have begun by the old way.
            let mut access = account.access.subscribe();
            let settled = access
                .wait_for(|access| !matches!(access, Access::Loading))
                .await;
            let began = settled.is_ok_and(|access| !matches!(*access, Access::Idle));
            if began {
                account.access.send_replace(Access::Idle);
                account.load_token();
            }
        });
    }

    /// Asks the key store for the token (or starts the practice server), unless that is done or under way.
    /// The commands that need it wait.
    pub(crate) fn load_token(self: &Arc<Self>) {
        let started = self.access.send_if_modified(|access| {
            let again = match access {
                Access::Idle => true,
                // The person may have unlocked or started it since.
                Access::Refused(error) => matches!(
                    error.code,
                    ErrorCode::VaultLocked
                        | ErrorCode::VaultFailed
                        | ErrorCode::VaultMissing
                        | ErrorCode::Internal
                ),
                Access::Loading | Access::Ready(_) => false,
            };
            if again {
                *access = Access::Loading;
            }
            again
        });
        if started {
            let account = self.clone();
            self.spawn(async move {
                let loaded = account.find_client().await;
                account.access.send_replace(match loaded {
                    Ok(client) => Access::Ready(client),
                    Err(error) => Access::Refused(error),
                });
            });
        }
    }

    async fn find_client(&self) -> Result<Client, CommandError> {
        let entry = self.entry();
        let not_stored =
            || CommandError::new(ErrorCode::TokenNotStored, "the token must be typed again");
        if entry.account.practice {
            let server = self.shared.config.practice.start().await;
            let server = server.map_err(|e| CommandError::new(ErrorCode::Internal, e))?;
            let client = self.shared.client(&server.base_url, server.token).await?;
            self.change(|entry| {
                entry.account.server = server.base_url;
                entry.account.token = TokenPlace::Session;
            })
            .await?;
            return Ok(client);
        }
        let place = entry.account.token;
        let token = match place {
            TokenPlace::None => return Err(not_stored()),
            TokenPlace::Session => self.shared.session.get(&self.id.0).await,
            TokenPlace::Keyring => self.shared.config.vault.get(&self.id.0).await,
        };
        match token.map_err(|e| vault_error(&e))? {
            Some(token) => self.shared.client(&entry.account.server, token).await,
            None => {
                self.change(|entry| entry.account.token = TokenPlace::None)
                    .await?;
                Err(not_stored())
            }
        }
    }

    /// What the bridge says of a failed call. A scope that was missing is remembered; nothing else changes.
    pub(crate) async fn refused(&self, error: ApiError) -> CommandError {
        if let ErrorKind::Scope(Some(scope)) = &error.kind {
            let known = self.entry_lock().account.missing_scopes.contains(scope);
            if !known {
                let scope = scope.clone();
                let noted = self.change(|entry| {
                    entry.account.missing_scopes.push(scope);
                    entry.account.missing_scopes.sort();
                    entry.account.missing_scopes.dedup();
                });
                if let Err(error) = noted.await {
                    tracing::warn!(%error, "a missing scope was not written down");
                }
            }
        }
        wire_error::command_error(&error)
    }

    // --- work in the background ---

    pub(crate) fn spawn(&self, work: impl Future<Output = ()> + Send + 'static) {
        let task = tokio::spawn(work).abort_handle();
        let mut background = self
            .background
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        background.retain(|task| !task.is_finished());
        background.push(task);
    }

    /// Held by a send until its outcome is written down.
    pub(crate) async fn send_permit(&self) -> Option<OwnedSemaphorePermit> {
        self.sends.clone().acquire_owned().await.ok()
    }

    /// Refuses new sends and waits for those under way.
    pub(crate) async fn sends_ended(&self) {
        if self.sends.acquire_many(SENDS).await.is_ok() {
            self.sends.close();
        }
    }

    /// Ends the work in the background. Transactions are whole or not at all.
    pub(crate) fn stop(&self) {
        for task in self
            .background
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .drain(..)
        {
            task.abort();
        }
    }

    /// Closes the database file; commands that still come fail.
    pub(crate) async fn close(self: Arc<Self>) {
        let closed = blocking(move || {
            if let Ok(db) = &self.db {
                db.close();
            }
            Ok(())
        });
        if let Err(error) = closed.await {
            tracing::warn!(%error, "a database was not closed");
        }
    }
}

/// What the bridge says of the key store.
pub(crate) fn vault_error(error: &VaultError) -> CommandError {
    let code = match error {
        VaultError::Missing => ErrorCode::VaultMissing,
        VaultError::Locked => ErrorCode::VaultLocked,
        VaultError::TimedOut | VaultError::Failed(_) => ErrorCode::VaultFailed,
    };
    CommandError::new(code, error.to_string())
}
