//! The way to the servers: a proxy, and certificates that are trusted besides the system's. What is kept in the settings
//! file is handed in when the program opens; the proxy's password lies where tokens lie.

mod types;

use std::{
    path::PathBuf,
    sync::{PoisonError, RwLock},
};

use desk_vault::{SecretStore, VaultError};
use secrecy::{ExposeSecret, SecretString};
use wacr_api::{BaseUrl, Client, ClientConfig, ConfigError, ProxyChoice, ProxyServer};

pub use types::*;

use crate::{
    Desk,
    desk::{Shared, blocking},
    error::{CommandError, ErrorCode, FieldError, FieldErrorCode},
    open_account::vault_error,
    private_files,
    store::failure,
};

/// Entry of the key store.
const PASSWORD: &str = "proxy";
const CERTIFICATES: &str = "certificates.pem";
/// A bundle of all the world's certificates is smaller.
const LARGEST: usize = 1_048_576;

/// What holds now.
pub(crate) struct Network(RwLock<NetworkSettings>);

impl Network {
    pub(crate) fn of(settings: NetworkSettings) -> Self {
        Self(RwLock::new(settings))
    }

    fn now(&self) -> NetworkSettings {
        self.0
            .read()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()
    }

    pub(crate) fn put(&self, settings: NetworkSettings) {
        *self.0.write().unwrap_or_else(PoisonError::into_inner) = settings;
    }
}

impl Shared {
    /// A client for a server as it is stored, by the way that is set now.
    pub(crate) async fn client(
        &self,
        server: &str,
        token: SecretString,
    ) -> Result<Client, CommandError> {
        let base = BaseUrl::parse(server).map_err(|e| crate::accounts::address_error(&e))?;
        let agent = format!("WaCrDesk/{}", self.config.version);
        let mut config = ClientConfig::new(base, token, agent);
        config.proxy = self.proxy().await?;
        config.extra_certificates = self.extra_certificates().await?;
        Client::new(config).map_err(|error| match error {
            ConfigError::Token => CommandError::new(
                ErrorCode::TokenInvalid,
                "the token holds characters that cannot be sent",
            ),
            ConfigError::Proxy | ConfigError::Certificates | ConfigError::Setup => {
                CommandError::new(ErrorCode::NetworkSettings, error.to_string())
            }
        })
    }

    async fn proxy(&self) -> Result<ProxyChoice, CommandError> {
        let settings = self.network.now();
        Ok(match settings.proxy {
            ProxyKind::System => ProxyChoice::System,
            ProxyKind::None => ProxyChoice::None,
            ProxyKind::Through => {
                let bad =
                    |e: ConfigError| CommandError::new(ErrorCode::NetworkSettings, e.to_string());
                let server = ProxyServer::parse(&settings.address).map_err(bad)?;
                if settings.user.is_empty() {
                    return Ok(ProxyChoice::Through(server));
                }
                let password = match self.session.get(PASSWORD).await {
                    Ok(Some(password)) => password,
                    _ => self
                        .config
                        .vault
                        .get(PASSWORD)
                        .await
                        .map_err(|e| vault_error(&e))?
                        .unwrap_or_default(),
                };
                ProxyChoice::Through(server.credentials(&settings.user, &password))
            }
        })
    }

    async fn extra_certificates(&self) -> Result<Vec<u8>, CommandError> {
        if self.network.now().certificate.is_none() {
            return Ok(Vec::new());
        }
        let path = self.certificates();
        blocking(move || std::fs::read(&path).map_err(|e| failure(&path, &e))).await
    }

    fn certificates(&self) -> PathBuf {
        self.config.data_dir.join(CERTIFICATES)
    }
}

impl Desk {
    /// The way to the servers.
    #[must_use]
    pub fn network(&self) -> NetworkSettings {
        self.shared.network.now()
    }

    /// Sets the proxy; every account's calls go by it from now on. The password is kept in the key store, where there is
    /// none for this session only.
    ///
    /// # Errors
    /// `Invalid` with the field `address`: `Required`, `NotAProxy`. `VaultLocked`, `VaultFailed`: nothing is changed then.
    pub async fn network_set_proxy(
        &self,
        request: ProxyRequest,
    ) -> Result<NetworkSettings, CommandError> {
        let typed = request.address.trim();
        let through = request.proxy == ProxyKind::Through;
        let address = read_address(typed, through).map_err(|code| {
            CommandError::invalid(vec![FieldError {
                field: "address".to_owned(),
                code,
                message: None,
                limit: None,
            }])
        })?;
        let user = request.user.trim().to_owned();
        let before = self.network();
        match request.password {
            Some(password) if !user.is_empty() && !password.expose_secret().is_empty() => {
                self.keep_password(password).await?;
            }
            Some(_) => self.forget_password().await?,
            // A key store that is locked is not asked for what was never there.
            None if user.is_empty() && !before.user.is_empty() => self.forget_password().await?,
            None => {}
        }
        Ok(self.network_changed(NetworkSettings {
            proxy: request.proxy,
            address,
            user,
            ..before
        }))
    }

    /// Trusts the certificates of a PEM file besides the system's.
    ///
    /// # Errors
    /// `Invalid` with the field `file`: `Required` (empty), `WrongFile`, `TooLarge` (with `limit` in megabytes);
    /// `StoreFailed`.
    pub async fn network_put_certificate(
        &self,
        name: &str,
        pem: Vec<u8>,
    ) -> Result<NetworkSettings, CommandError> {
        let count = count(&pem).map_err(|(code, limit)| {
            CommandError::invalid(vec![FieldError {
                field: "file".to_owned(),
                code,
                message: None,
                limit,
            }])
        })?;
        let path = self.shared.certificates();
        // Whole or not at all: a half of it would keep every account from its server.
        blocking(move || private_files::replace(&path, &pem).map_err(|e| failure(&path, &e)))
            .await?;
        Ok(self.network_changed(NetworkSettings {
            certificate: Some(CertificateFile {
                name: name.chars().take(120).collect(),
                count,
            }),
            ..self.network()
        }))
    }

    /// Trusts the system's certificates alone.
    ///
    /// # Errors
    /// `StoreFailed`: then nothing is changed.
    pub async fn network_drop_certificate(&self) -> Result<NetworkSettings, CommandError> {
        let path = self.shared.certificates();
        blocking(move || private_files::remove(&path).map_err(|e| failure(&path, &e))).await?;
        Ok(self.network_changed(NetworkSettings {
            certificate: None,
            ..self.network()
        }))
    }

    fn network_changed(&self, settings: NetworkSettings) -> NetworkSettings {
        self.shared.network.put(settings.clone());
        for account in self.all() {
            account.renew_client();
            account.look.notify_one();
        }
        settings
    }

    async fn keep_password(&self, password: SecretString) -> Result<(), CommandError> {
        let vault = &self.shared.config.vault;
        match vault.set(PASSWORD, password.clone()).await {
            Ok(()) => {
                // One of this session would be asked first.
                let _ = self.shared.session.remove(PASSWORD).await;
                Ok(())
            }
            Err(VaultError::Missing) => self
                .shared
                .session
                .set(PASSWORD, password)
                .await
                .map_err(|e| vault_error(&e)),
            Err(error) => Err(vault_error(&error)),
        }
    }

    /// Also where none is thought to lie.
    pub(crate) async fn forget_password(&self) -> Result<(), CommandError> {
        let _ = self.shared.session.remove(PASSWORD).await;
        match self.shared.config.vault.remove(PASSWORD).await {
            Ok(()) | Err(VaultError::Missing) => Ok(()),
            Err(error) => Err(vault_error(&error)),
        }
    }
}

/// The address without what it says of the person; an unused one may be empty, but not unreadable.
fn read_address(typed: &str, through: bool) -> Result<String, FieldErrorCode> {
    if typed.is_empty() {
        return match through {
            true => Err(FieldErrorCode::Required),
            false => Ok(String::new()),
        };
    }
    match ProxyServer::parse(typed) {
        // `Debug` shows the address alone.
        Ok(server) => Ok(format!("{server:?}").trim_end_matches('/').to_owned()),
        Err(_) => Err(FieldErrorCode::NotAProxy),
    }
}

fn count(pem: &[u8]) -> Result<u32, (FieldErrorCode, Option<u32>)> {
    if pem.is_empty() {
        return Err((FieldErrorCode::Required, None));
    }
    if pem.len() > LARGEST {
        return Err((FieldErrorCode::TooLarge, Some(1)));
    }
    wacr_api::count_certificates(pem).map_err(|_| (FieldErrorCode::WrongFile, None))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_read_and_lose_what_they_say_of_the_person() {
        for (typed, through, expected) in [
            ("", false, Ok("")),
            ("", true, Err(FieldErrorCode::Required)),
            (
                "proxy.example.com:3128",
                true,
                Ok("http://proxy.example.com:3128"),
            ),
            (
                "https://proxy.example.com",
                true,
                Ok("https://proxy.example.com"),
            ),
            (
                "http://anna:canary@proxy.example.com:3128/x?y",
                true,
                Ok("http://proxy.example.com:3128"),
            ),
            (
                "socks5://proxy.example.com",
                true,
                Err(FieldErrorCode::NotAProxy),
            ),
            (
                "socks5://proxy.example.com",
                false,
                Err(FieldErrorCode::NotAProxy),
            ),
            ("http://", true, Err(FieldErrorCode::NotAProxy)),
        ] {
            let read = read_address(typed, through);
            assert_eq!(read.as_deref().map_err(|e| *e), expected, "{typed}");
        }
    }

    #[test]
    fn a_file_without_a_certificate_is_refused() {
        assert_eq!(count(b""), Err((FieldErrorCode::Required, None)));
        assert_eq!(count(b"hello"), Err((FieldErrorCode::WrongFile, None)));
        let large = vec![b'a'; LARGEST + 1];
        assert_eq!(count(&large), Err((FieldErrorCode::TooLarge, Some(1))));
    }
}
