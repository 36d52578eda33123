//! What the bridge says of accounts. The token is in none of these but the requests that bring it in.

use secrecy::SecretString;
use serde::{Deserialize, Serialize};

/// Names an account on this computer: a UUID, or `practice`.
#[derive(Debug, Default, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS), ts(export))]
pub struct AccountId(pub String);

/// The account's colour; orange is the practice account's alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "ts", derive(ts_rs::TS), ts(export))]
#[allow(missing_docs)] // names of colours
pub enum Accent {
    Blue,
    Violet,
    Plum,
    Teal,
    Green,
    Practice,
}

/// Where the token lies.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "ts", derive(ts_rs::TS), ts(export))]
pub enum TokenPlace {
    /// In the operating system's key store.
    Keyring,
    /// In memory, until the program ends.
    Session,
    /// Nowhere: it must be typed again.
    None,
}

/// An account on this computer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS), ts(export))]
pub struct Account {
    /// Its id here.
    pub id: AccountId,
    /// What the person calls it; at first the server's name.
    pub name: String,
    /// Host with scheme, without path: `https://app.wa.cr`.
    pub server: String,
    /// `subscription.plan_name`, if the token may read the account.
    pub plan: Option<String>,
    /// Its colour.
    pub accent: Accent,
    /// True for the account inside the program.
    pub practice: bool,
    /// Where the token lies.
    pub token: TokenPlace,
    /// Scopes that calls were refused for, sorted: `account:read` …
    pub missing_scopes: Vec<String>,
    /// Seconds this computer's clock is ahead of the server's, when off by more than 2 minutes at the last check.
    pub clock_ahead: Option<i32>,
}

/// What the program opens with.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS), ts(export))]
pub struct StartState {
    /// The program's version.
    pub version: String,
    /// What it was built from; empty if that was not known.
    pub commit: String,
    /// All accounts, in the order they were added.
    pub accounts: Vec<Account>,
    /// The account to open, none at the first start.
    pub active: Option<AccountId>,
    /// Small settings.
    pub preferences: crate::preferences::Preferences,
    /// The settings of before could not be read: defaults stand in for them.
    pub settings_damaged: bool,
    /// What the contacts screen shows first, if it is the one that opens.
    pub opening: Option<super::Opening>,
}

/// Address and token as typed.
#[derive(Debug, Clone, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS), ts(export))]
pub struct ConnectRequest {
    /// As typed; see `accounts::address`.
    pub server: String,
    /// As typed or pasted.
    #[cfg_attr(feature = "ts", ts(type = "string"))]
    pub token: SecretString,
    /// Keep the token in memory only.
    #[serde(default)]
    pub session_only: bool,
}

/// A token that works.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS), ts(export))]
pub struct Checked {
    /// The address as it will be stored.
    pub server: String,
    /// The account's name; none when `account:read` is missing.
    pub name: Option<String>,
    /// Its plan; none when `account:read` is missing.
    pub plan: Option<String>,
    /// Scopes known to be missing.
    pub missing_scopes: Vec<String>,
    /// Seconds this computer's clock is ahead (negative: behind), when off by more than 2 minutes.
    pub clock_ahead: Option<i32>,
}

/// A new token for an account.
#[derive(Debug, Clone, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS), ts(export))]
pub struct ReplaceTokenRequest {
    /// As typed or pasted.
    #[cfg_attr(feature = "ts", ts(type = "string"))]
    pub token: SecretString,
    /// Keep the token in memory only.
    #[serde(default)]
    pub session_only: bool,
}
