//! Where tokens lie: the operating system's key store, or memory for this session only. Never a file.

mod memory;
mod system;

use std::{future::Future, pin::Pin};

pub use memory::MemoryStore;
use secrecy::SecretString;
pub use system::SystemStore;

/// Why the key store did not serve.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum VaultError {
    /// This system has no key store, or none is running.
    #[error("no key store on this system")]
    Missing,
    /// There is one and it is locked, or it refused us.
    #[error("the key store is locked")]
    Locked,
    /// It did not answer within the time limit.
    #[error("the key store did not answer in time")]
    TimedOut,
    /// Anything else; the text names no secret.
    #[error("the key store failed: {0}")]
    Failed(String),
}

/// What a store's call gives back.
pub type Answer<'a, T> = Pin<Box<dyn Future<Output = Result<T, VaultError>> + Send + 'a>>;

/// A place for one secret per account.
pub trait SecretStore: Send + Sync + 'static {
    /// Stores or replaces the account's secret.
    fn set<'a>(&'a self, account: &'a str, secret: SecretString) -> Answer<'a, ()>;
    /// The account's secret, none if there is no entry.
    fn get<'a>(&'a self, account: &'a str) -> Answer<'a, Option<SecretString>>;
    /// Removes the entry; fine if there was none.
    fn remove<'a>(&'a self, account: &'a str) -> Answer<'a, ()>;
}
