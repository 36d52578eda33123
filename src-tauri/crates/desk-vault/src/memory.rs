//! Secrets in memory: gone when the program ends.

use std::{
    collections::HashMap,
    sync::{Mutex, PoisonError},
};

use secrecy::SecretString;

use crate::{Answer, SecretStore};

/// Holds secrets until the program ends.
#[derive(Default)]
pub struct MemoryStore(Mutex<HashMap<String, SecretString>>);

impl MemoryStore {
    /// An empty store.
    pub fn new() -> Self {
        Self::default()
    }

    // A panic while the map was held cannot leave it half changed: each use is one call.
    fn map(&self) -> std::sync::MutexGuard<'_, HashMap<String, SecretString>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl SecretStore for MemoryStore {
    fn set<'a>(&'a self, account: &'a str, secret: SecretString) -> Answer<'a, ()> {
        self.map().insert(account.to_owned(), secret);
        Box::pin(async { Ok(()) })
    }

    fn get<'a>(&'a self, account: &'a str) -> Answer<'a, Option<SecretString>> {
        let found = self.map().get(account).cloned();
        Box::pin(async { Ok(found) })
    }

    fn remove<'a>(&'a self, account: &'a str) -> Answer<'a, ()> {
        self.map().remove(account);
        Box::pin(async { Ok(()) })
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use secrecy::ExposeSecret;

    use super::*;

    #[tokio::test]
    async fn holds_one_secret_an_account_until_removed() {
        let store = MemoryStore::new();
        store.set("a", "one".into()).await.unwrap();
        store.set("a", "two".into()).await.unwrap();
        assert_eq!(
            store.get("a").await.unwrap().unwrap().expose_secret(),
            "two"
        );
        assert!(store.get("b").await.unwrap().is_none());
        store.remove("a").await.unwrap();
        assert!(store.get("a").await.unwrap().is_none());
    }
}
