//! Shapes of the network settings.

use secrecy::SecretString;
use serde::{Deserialize, Serialize};

/// Whether calls go through a proxy. To this computer itself they never do.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "ts", derive(ts_rs::TS), ts(export))]
pub enum ProxyKind {
    /// What the system says.
    #[default]
    System,
    /// None, whatever the system says.
    None,
    /// The one at `address`.
    Through,
}

/// The way to the servers, as the settings file keeps it: no password.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS), ts(export))]
pub struct NetworkSettings {
    /// Through a proxy or not.
    pub proxy: ProxyKind,
    /// `http://proxy.example.com:3128`; kept also while it is not used.
    pub address: String,
    /// Who one is to the proxy; empty: nobody is asked.
    pub user: String,
    /// The extra certificates, none if only the system's are trusted.
    pub certificate: Option<CertificateFile>,
}

/// A file of certificates that are trusted besides the system's.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS), ts(export))]
pub struct CertificateFile {
    /// What it was called.
    pub name: String,
    /// How many are in it.
    pub count: u32,
}

/// The proxy as typed.
#[derive(Debug, Clone, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS), ts(export))]
pub struct ProxyRequest {
    /// Through a proxy or not.
    pub proxy: ProxyKind,
    /// As typed.
    pub address: String,
    /// As typed; empty: nobody is asked.
    pub user: String,
    /// As typed; none: the one that is kept already.
    #[cfg_attr(feature = "ts", ts(type = "string | null"))]
    pub password: Option<SecretString>,
}
