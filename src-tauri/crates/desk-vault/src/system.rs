//! The operating system's key store, behind one thread with a time limit: its calls block, and a locked store may
//! wait for a person to answer its own question.

use std::{
    sync::mpsc::{Sender, channel},
    thread,
    time::Duration,
};

use keyring::{Entry, Error};
use secrecy::{ExposeSecret, SecretString};
use tokio::sync::oneshot;

use crate::{Answer, SecretStore, VaultError};

/// How long a person may take to unlock the store before the call is given up.
const TIME_LIMIT: Duration = Duration::from_secs(30);

type Job = Box<dyn FnOnce() + Send>;

/// Keychain, Credential Manager or Secret Service. An entry is `service` + account id.
pub struct SystemStore {
    service: String,
    jobs: Sender<Job>,
}

impl SystemStore {
    /// `service` is the bundle identifier. Touches the key store only when first asked for something.
    pub fn new(service: impl Into<String>) -> Self {
        let (jobs, queue) = channel::<Job>();
        // If the thread cannot be made, the queue is dropped and every call answers `Failed`.
        let _ = thread::Builder::new()
            .name("key-store".into())
            .spawn(move || queue.into_iter().for_each(|job| job()));
        Self {
            service: service.into(),
            jobs,
        }
    }

    fn ask<'a, T: Send + 'static>(
        &'a self,
        account: &str,
        call: impl FnOnce(&Entry) -> Result<T, Error> + Send + 'static,
    ) -> Answer<'a, T> {
        let (service, account) = (self.service.clone(), account.to_owned());
        let (reply, answer) = oneshot::channel();
        let sent = self.jobs.send(Box::new(move || {
            let result = Entry::new(&service, &account)
                .and_then(|entry| call(&entry))
                .map_err(explain);
            // Nobody listens any more when the time limit has passed.
            let _ = reply.send(result);
        }));
        Box::pin(async move {
            sent.map_err(|_| VaultError::Failed("its thread is gone".into()))?;
            match tokio::time::timeout(TIME_LIMIT, answer).await {
                Ok(Ok(result)) => result,
                Ok(Err(_)) => Err(VaultError::Failed("its thread ended".into())),
                Err(_) => Err(VaultError::TimedOut),
            }
        })
    }
}

impl SecretStore for SystemStore {
    fn set<'a>(&'a self, account: &'a str, secret: SecretString) -> Answer<'a, ()> {
        self.ask(account, move |entry| {
            entry.set_password(secret.expose_secret())
        })
    }

    fn get<'a>(&'a self, account: &'a str) -> Answer<'a, Option<SecretString>> {
        self.ask(account, |entry| match entry.get_password() {
            Ok(secret) => Ok(Some(secret.into())),
            Err(Error::NoEntry) => Ok(None),
            Err(error) => Err(error),
        })
    }

    fn remove<'a>(&'a self, account: &'a str) -> Answer<'a, ()> {
        self.ask(account, |entry| match entry.delete_credential() {
            Ok(()) | Err(Error::NoEntry) => Ok(()),
            Err(error) => Err(error),
        })
    }
}

/// The library's errors as ours. Errors that carry the secret's bytes lose them here.
fn explain(error: Error) -> VaultError {
    match error {
        Error::NoDefaultStore => VaultError::Missing,
        Error::NoStorageAccess(_) => VaultError::Locked,
        Error::PlatformFailure(cause) => VaultError::Failed(cause.to_string()),
        Error::TooLong(what, limit) => VaultError::Failed(format!("{what} is longer than {limit}")),
        Error::BadEncoding(_) | Error::BadDataFormat(..) => {
            VaultError::Failed("its entry is not a token".into())
        }
        Error::Ambiguous(_) => VaultError::Failed("it has several entries for this account".into()),
        _ => VaultError::Failed("it refused the call".into()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_error_of_the_library_has_its_own_meaning() {
        assert_eq!(explain(Error::NoDefaultStore), VaultError::Missing);
        assert_eq!(
            explain(Error::NoStorageAccess("locked".into())),
            VaultError::Locked
        );
        assert_eq!(
            explain(Error::TooLong("password".into(), 1280)),
            VaultError::Failed("password is longer than 1280".into())
        );
    }

    #[test]
    fn a_broken_entry_is_not_repeated_in_the_error() {
        let error = explain(Error::BadEncoding(b"wm_secret".to_vec()));
        assert!(!format!("{error:?} {error}").contains("wm_secret"));
    }

    /// On Linux the real-window tests do this with gnome-keyring; on macOS a test may not touch a person's Keychain.
    #[cfg(windows)]
    #[tokio::test]
    async fn the_credential_manager_keeps_replaces_and_forgets() {
        use secrecy::ExposeSecret;
        let store = SystemStore::new("cr.wa.desk.test");
        let kept = || async {
            let secret = store.get("account").await;
            secret.map(|secret| secret.map(|secret| secret.expose_secret().to_owned()))
        };
        assert_eq!(store.remove("account").await, Ok(()));
        assert_eq!(kept().await, Ok(None));
        for secret in ["first", "second, with ü and 佐"] {
            assert_eq!(store.set("account", secret.into()).await, Ok(()));
            assert_eq!(kept().await, Ok(Some(secret.to_owned())));
        }
        assert_eq!(store.remove("account").await, Ok(()));
        assert_eq!(kept().await, Ok(None));
    }
}
