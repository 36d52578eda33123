//! What a client is made from.

use std::{fmt, time::Duration};

use secrecy::SecretString;

use crate::{BaseUrl, ProxyChoice};

/// Where, as whom, and how patiently. `Debug` shows no token.
#[derive(Clone)]
pub struct ClientConfig {
    /// The account's server.
    pub base: BaseUrl,
    /// The account's token; sent to `base` and nowhere else.
    pub token: SecretString,
    /// `User-Agent` of every call: `name/version`.
    pub user_agent: String,
    /// Time limits of one try.
    pub timeouts: Timeouts,
    /// The way there. Nothing on this computer itself is asked for through a proxy.
    pub proxy: ProxyChoice,
    /// Certificates (PEM, one after another) that are trusted besides the system's: for networks whose proxy looks into
    /// TLS. Empty for none.
    pub extra_certificates: Vec<u8>,
}

impl ClientConfig {
    /// With the usual time limits, the system's proxy and the system's certificates.
    pub fn new(base: BaseUrl, token: SecretString, user_agent: impl Into<String>) -> Self {
        Self {
            base,
            token,
            user_agent: user_agent.into(),
            timeouts: Timeouts::default(),
            proxy: ProxyChoice::default(),
            extra_certificates: Vec::new(),
        }
    }
}

impl fmt::Debug for ClientConfig {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ClientConfig")
            .field("base", &self.base)
            .field("user_agent", &self.user_agent)
            .field("timeouts", &self.timeouts)
            .field("proxy", &self.proxy)
            .finish_non_exhaustive()
    }
}

/// Time limits of one try; see [`crate::Client::within`] for a limit on a whole call.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Timeouts {
    /// Until the connection stands, TLS included.
    pub connect: Duration,
    /// Until the last byte of the answer (contract section 3: 30 s).
    pub total: Duration,
    /// The same of a send whose media the server fetches first (contract section 3: 120 s).
    pub media: Duration,
}

impl Default for Timeouts {
    fn default() -> Self {
        Self {
            connect: Duration::from_secs(10),
            total: Duration::from_secs(30),
            media: Duration::from_secs(120),
        }
    }
}

/// Why a client could not be made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ConfigError {
    /// The token is empty or holds characters that no header may hold.
    #[error("the token holds characters that cannot be sent")]
    Token,
    /// The address of the proxy cannot be used.
    #[error("the address of the proxy cannot be used")]
    Proxy,
    /// The extra certificates are not PEM, or hold no certificate, or one that cannot be read.
    #[error("the extra certificates cannot be read")]
    Certificates,
    /// The user agent cannot be sent, or the system's trust store or proxy settings cannot be read.
    #[error("the HTTP client could not be set up")]
    Setup,
}
