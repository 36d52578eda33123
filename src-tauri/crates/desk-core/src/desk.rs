//! The whole program behind the window: the accounts of this computer, each open and kept in step.

use std::{
    future::Future,
    path::PathBuf,
    pin::Pin,
    sync::{Arc, PoisonError, RwLock},
    time::Duration,
};

use desk_vault::{MemoryStore, SecretStore};
use secrecy::SecretString;

use crate::{
    accounts::{self, Account, AccountId, PRACTICE, StartState, TokenPlace, registry},
    error::{CommandError, ErrorCode},
    events::AppEvent,
    network::{Network, NetworkSettings},
    open_account::OpenAccount,
    preferences::{Heeded, Preferences},
    private_files,
    store::{self, Db},
};

/// The path of the screen of contacts, as the preferences keep it.
const CONTACTS: &str = "/contacts";

fn opens_contacts(preferences: &Preferences) -> bool {
    preferences
        .screen
        .as_deref()
        .is_none_or(|screen| screen == CONTACTS)
}

/// What a desk is made from.
pub struct DeskConfig {
    /// Everything this computer keeps lies under it; made if missing.
    pub data_dir: PathBuf,
    /// Where tokens lie.
    pub vault: Arc<dyn SecretStore>,
    /// The server of the practice account.
    pub practice: Arc<dyn PracticeHost>,
    /// Told of every change; must not block.
    pub events: Arc<dyn Fn(AppEvent) + Send + Sync>,
    /// The program's version.
    pub version: String,
    /// What it was built from; empty if that was not known.
    pub commit: String,
    /// The way to the servers.
    pub network: NetworkSettings,
}

/// Starts the practice server once and says where it is; later calls give the same server.
pub trait PracticeHost: Send + Sync + 'static {
    /// Where it is, or why it could not start.
    fn start(&self) -> Pin<Box<dyn Future<Output = Result<PracticeServer, String>> + Send + '_>>;
}

/// A running practice server.
pub struct PracticeServer {
    /// `http://127.0.0.1:port`.
    pub base_url: String,
    /// Its token; kept in memory only.
    pub token: SecretString,
}

/// What all accounts share.
pub(crate) struct Shared {
    pub config: DeskConfig,
    pub registry: Db,
    /// Tokens of this session only.
    pub session: MemoryStore,
    /// What work in the background must know of the settings.
    pub heeded: Heeded,
    /// The way to the servers.
    pub network: Network,
}

impl Shared {
    pub(crate) fn tell(&self, event: AppEvent) {
        (self.config.events)(event);
    }

    pub(crate) fn folder(&self, id: &AccountId) -> PathBuf {
        self.config.data_dir.join("accounts").join(&id.0)
    }
}

/// The program without its window. Every account is walled off: each method names the one it is about.
pub struct Desk {
    pub(crate) shared: Arc<Shared>,
    accounts: RwLock<Vec<Arc<OpenAccount>>>,
    /// Held while an account is added, removed or gets a new token.
    pub(crate) changing: tokio::sync::Mutex<()>,
}

impl Desk {
    /// Opens the data folder and every account in it, and starts keeping them in step. Tokens are fetched in the
    /// background. Must be called on a tokio runtime.
    ///
    /// # Errors
    /// `StoreFailed` when the list of accounts cannot be read; a single account that cannot be opened fails in its
    /// own commands only.
    pub async fn open(config: DeskConfig) -> Result<Arc<Self>, CommandError> {
        let path = config.data_dir.join("desk.db");
        let registry = blocking(move || Db::open(&path, store::DESK)).await?;
        let shared = Arc::new(Shared {
            network: Network::of(config.network.clone()),
            config,
            registry,
            session: MemoryStore::new(),
            heeded: Heeded::default(),
        });
        let entries = shared.registry.read(registry::all).await?;
        let active = shared.registry.read(registry::active).await?;
        let mut accounts = Vec::with_capacity(entries.len());
        for mut entry in entries {
            // What was kept in memory ended with the last session.
            if entry.account.token == TokenPlace::Session {
                entry.account.token = TokenPlace::None;
            }
            if entry.account.practice {
                // The practice server starts afresh with the program, so what was mirrored of it is void.
                let folder = shared.folder(&entry.account.id);
                blocking(move || {
                    private_files::remove_folder(&folder).map_err(|e| store::failure(&folder, &e))
                })
                .await?;
            }
            let start = !entry.account.practice || active.as_ref() == Some(&entry.account.id);
            let account = OpenAccount::open(shared.clone(), entry).await;
            if start {
                account.load_token();
            }
            accounts.push(account);
        }
        Ok(Arc::new(Self {
            shared,
            accounts: RwLock::new(accounts),
            changing: tokio::sync::Mutex::new(()),
        }))
    }

    /// Reads what the start is about to be asked for: the page does not wait for the disk then.
    pub async fn accounts_prepare(&self, preferences: &Preferences) {
        if let Ok(Some(active)) = self.shared.registry.read(registry::active).await
            && opens_contacts(preferences)
        {
            // What is wrong is told to who asks.
            let _ = self.opening(&active).await;
        }
    }

    /// What the program opens with.
    ///
    /// # Errors
    /// `StoreFailed`.
    pub async fn accounts_start(
        &self,
        preferences: Preferences,
        settings_damaged: bool,
    ) -> Result<StartState, CommandError> {
        let active = self.shared.registry.read(registry::active).await?;
        let opening = match &active {
            // The screen asks by itself for what is not here, and says what is wrong.
            Some(id) if opens_contacts(&preferences) => self.opening(id).await.ok(),
            _ => None,
        };
        Ok(StartState {
            version: self.shared.config.version.clone(),
            commit: self.shared.config.commit.clone(),
            accounts: self.accounts_list().await?,
            active,
            preferences,
            settings_damaged,
            opening,
        })
    }

    /// All accounts, in the order they were added.
    ///
    /// # Errors
    /// None today; the shape is every command's.
    pub async fn accounts_list(&self) -> Result<Vec<Account>, CommandError> {
        Ok(self
            .all()
            .iter()
            .map(|account| account.entry().account)
            .collect())
    }

    /// Ends the work in the background, lets sends under way end (at most 10 s) and closes the databases.
    /// What is not done by then is found and named at the next start.
    pub async fn shutdown(&self) {
        let accounts = std::mem::take(
            &mut *self
                .accounts
                .write()
                .unwrap_or_else(PoisonError::into_inner),
        );
        for account in &accounts {
            account.stop();
        }
        let ended = async {
            for account in &accounts {
                account.sends_ended().await;
            }
        };
        let _ = tokio::time::timeout(Duration::from_secs(10), ended).await;
        for account in accounts {
            account.close().await;
        }
    }

    /// The account of a command.
    pub(crate) fn account(&self, id: &AccountId) -> Result<Arc<OpenAccount>, CommandError> {
        let accounts = self.accounts.read().unwrap_or_else(PoisonError::into_inner);
        let found = accounts.iter().find(|account| account.id == *id).cloned();
        found.ok_or_else(|| {
            CommandError::new(
                ErrorCode::AccountUnknown,
                "no such account on this computer",
            )
        })
    }

    pub(crate) fn practice_account(&self) -> Option<Arc<OpenAccount>> {
        self.account(&AccountId(PRACTICE.to_owned())).ok()
    }

    pub(crate) fn all(&self) -> Vec<Arc<OpenAccount>> {
        self.accounts
            .read()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()
    }

    pub(crate) fn add(&self, account: Arc<OpenAccount>) {
        self.accounts
            .write()
            .unwrap_or_else(PoisonError::into_inner)
            .push(account);
    }

    /// Takes an account off the list; its commands fail from now on.
    pub(crate) fn take(&self, id: &AccountId) {
        self.accounts
            .write()
            .unwrap_or_else(PoisonError::into_inner)
            .retain(|account| account.id != *id);
    }

    pub(crate) fn next_accent(&self) -> accounts::Accent {
        let used: Vec<_> = self
            .all()
            .iter()
            .map(|account| account.entry().account.accent)
            .collect();
        accounts::accent::next(&used)
    }
}

/// Runs file work off the async threads.
pub(crate) async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, CommandError> + Send + 'static,
) -> Result<T, CommandError> {
    match tokio::task::spawn_blocking(work).await {
        Ok(done) => done,
        Err(e) => Err(CommandError::new(ErrorCode::Internal, e.to_string())),
    }
}
