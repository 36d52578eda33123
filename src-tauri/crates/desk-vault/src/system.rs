//! The operating system's key store, behind one thread with a time limit.

use secrecy::SecretString;

use crate::{Answer, SecretStore, VaultError};

/// Keychain, Credential Manager or Secret Service.
pub struct SystemStore;

impl SecretStore for SystemStore {
    fn set<'a>(&'a self, _account: &'a str, _secret: SecretString) -> Answer<'a, ()> {
        Box::pin(async { Err(VaultError::Missing) })
    }
    fn get<'a>(&'a self, _account: &'a str) -> Answer<'a, Option<SecretString>> {
        Box::pin(async { Err(VaultError::Missing) })
    }
    fn remove<'a>(&'a self, _account: &'a str) -> Answer<'a, ()> {
        Box::pin(async { Err(VaultError::Missing) })
    }
}
